//! From bytes to values: what every parser needs, and every way in which it can fail.

use crate::feed::payload::Payload;
use chrono::{Datelike, NaiveDate};
use paridad_engine::data::series::{SeriesId, SeriesIdError};
use serde::Deserialize;
use std::ops::Range;

/// The years in which there are statistics.
pub(crate) const YEARS: Range<i32> = 1800..2200;

/// Why an answer, or a file, could not be read. A place is a line with a column, or a byte.
#[derive(Debug, thiserror::Error)]
pub enum ParseError {
    /// The content type is none that the source sends.
    #[error("content type must be one of {allowed}, got {found:?}")]
    MediaType {
        /// What came.
        found: String,
        /// What the source sends.
        allowed: String,
    },
    /// Nobody here reads what that source sends.
    #[error("no source is called {found:?}")]
    Source {
        /// Its name.
        found: String,
    },
    /// A web page came instead of data: a notice of maintenance, a login, a captive portal.
    #[error("expected data, got a web page that begins with {start:?}")]
    WebPage {
        /// The beginning of the page.
        start: String,
    },
    /// The bytes are no text.
    #[error("text must be UTF-8, byte {byte} is not")]
    Encoding {
        /// The place of the first byte that is wrong.
        byte: usize,
    },
    /// The end of the document is missing.
    #[error("the document ends after {length} bytes, before its closing {element} tag")]
    Truncated {
        /// The element that was never closed.
        element: &'static str,
        /// The bytes that came.
        length: usize,
    },
    /// The document is no well-formed XML.
    #[error("malformed XML at byte {byte}")]
    Xml {
        /// Where the reader stopped.
        byte: u64,
        /// What it met there.
        #[source]
        source: quick_xml::Error,
    },
    /// The JSON ends before its closing bracket.
    #[error("the JSON ends after {length} bytes, before it is complete")]
    Cut {
        /// The bytes that came.
        length: usize,
    },
    /// The document is no JSON, or JSON of another shape than the source sends.
    #[error("changed format in line {line}, column {column}: {detail:?}")]
    Format {
        /// The line, counted from 1.
        line: usize,
        /// The column, counted from 1.
        column: usize,
        /// What is wrong there; the reader's own error may quote the document at any length.
        detail: String,
    },
    /// The document is about something else.
    #[error("the outermost element must be {expected}, got {found:?}")]
    Root {
        /// What the source sends.
        expected: &'static str,
        /// What came.
        found: String,
    },
    /// The first line does not name the columns that are needed.
    #[error("the first line must name the columns {expected}, got {found:?}")]
    Header {
        /// The columns that are needed.
        expected: &'static str,
        /// What came.
        found: String,
    },
    /// A row is no CSV, or has another number of fields than the header.
    #[error("malformed row in line {line}")]
    Row {
        /// The line, counted from 1.
        line: u64,
        /// What is wrong with it.
        #[source]
        source: ::csv::Error,
    },
    /// A period cannot be read.
    #[error("{place}: a day must be written like 2026-03-17, got {found:?}")]
    Day {
        /// Where.
        place: String,
        /// What came.
        found: String,
    },
    /// A period cannot be read that is written as in the United States.
    #[error("{place}: a day must be written like 03/17/2026, got {found:?}")]
    AmericanDay {
        /// Where.
        place: String,
        /// What came.
        found: String,
    },
    /// A value cannot be read.
    #[error("{place}: a value must be a number like 20.1234, got {found:?}")]
    Number {
        /// Where.
        place: String,
        /// What came.
        found: String,
    },
    /// A currency cannot be read.
    #[error("{place}: a currency must have three capital letters, got {found:?}")]
    Currency {
        /// Where.
        place: String,
        /// What came.
        found: String,
    },
    /// A series has an impossible name.
    #[error("{place}: impossible name of a series")]
    Series {
        /// Where.
        place: String,
        /// What is allowed.
        #[source]
        source: SeriesIdError,
    },
    /// A cell of a table holds what cannot stand there.
    #[error("{place}: it must be {allowed}, got {found:?}")]
    Cell {
        /// Where.
        place: String,
        /// What may stand there.
        allowed: String,
        /// What came.
        found: String,
    },
    /// Two lines of a table say the same, or contradict each other.
    #[error("line {line} is about the same as line {first}: one of them is enough")]
    Twice {
        /// The line of the second one, counted from 1.
        line: u64,
        /// That of the first one.
        first: u64,
    },
    /// More came than is taken at once.
    #[error("rows must be at most {limit}, got {rows}")]
    TooManyRows {
        /// What came.
        rows: usize,
        /// What is taken.
        limit: usize,
    },
    /// A table has more columns than anybody reads.
    #[error("a table must have at most {limit} columns")]
    TooManyColumns {
        /// What is taken.
        limit: usize,
    },
    /// A table is longer than what is taken at once.
    #[error("the cells of a table must have at most {limit} bytes")]
    TooLong {
        /// What is taken.
        limit: usize,
    },
    /// The bytes are no Parquet file, or one that is damaged.
    #[error("no Parquet of {length} bytes: {detail:?}")]
    Parquet {
        /// The bytes that came.
        length: usize,
        /// What the reader says.
        detail: String,
    },
    /// Nothing is wrong, but there is no value either.
    #[error("the document holds no values ({length} bytes)")]
    Empty {
        /// The bytes that came.
        length: usize,
    },
}

/// The text of `payload`, unless it is a web page or no text.
pub(crate) fn text(payload: &Payload) -> Result<&str, ParseError> {
    text_of(&payload.bytes)
}

/// The text that `bytes` are, unless they are a web page or no text.
pub(crate) fn text_of(bytes: &[u8]) -> Result<&str, ParseError> {
    let text = str::from_utf8(bytes).map_err(|error| ParseError::Encoding { byte: error.valid_up_to() })?;
    let text = text.trim_start_matches('\u{feff}');
    if is_web_page(text) {
        return Err(ParseError::WebPage { start: excerpt(text.trim_start()) });
    }
    Ok(text)
}

/// Whether `text` begins like a web page.
pub(crate) fn is_web_page(text: &str) -> bool {
    let start = excerpt(text.trim_start_matches('\u{feff}').trim_start()).to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}

/// What `text` says as JSON, unless it is cut off or has another shape.
pub(crate) fn json<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, ParseError> {
    serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        if error.is_eof() {
            return ParseError::Cut { length: text.len() };
        }
        let message = error.to_string();
        let detail = message.rsplit_once(" at line ").map_or(message.as_str(), |(detail, _)| detail);
        ParseError::Format { line, column, detail: excerpt(detail) }
    })
}

/// The most characters that a message may quote, with each control character as long as its escape.
const EXCERPT_MAX: usize = 80;

/// The beginning of `text`, short enough for a message, which must quote it with `{:?}` for the escapes.
pub(crate) fn excerpt(text: &str) -> String {
    let mut length = 0;
    let fits = |char: &char| {
        length += char.escape_debug().len();
        length <= EXCERPT_MAX
    };
    text.chars().take_while(fits).collect()
}

/// A day in ISO form. `place` is only called to tell where an error is.
pub(crate) fn day(text: &str, place: impl Fn() -> String) -> Result<NaiveDate, ParseError> {
    iso_day(text.trim()).ok_or_else(|| ParseError::Day { place: place(), found: excerpt(text) })
}

/// A day in ISO form. Chrono would also take the last day of its calendar, from which nothing that goes on from
/// day to day comes back.
pub(crate) fn iso_day(text: &str) -> Option<NaiveDate> {
    text.parse().ok().filter(|day: &NaiveDate| YEARS.contains(&day.year()))
}

/// A day as it is written in the United States: `03/17/2026`.
pub fn american_day(text: &str, place: impl Fn() -> String) -> Result<NaiveDate, ParseError> {
    let digits = |count, text: &str| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = text.trim().split('/').collect();
    let day = match parts[..] {
        [month, day, year] if digits(2, month) && digits(2, day) && digits(4, year) => {
            iso_day(&format!("{year}-{month}-{day}"))
        }
        _ => None,
    };
    day.ok_or_else(|| ParseError::AmericanDay { place: place(), found: excerpt(text) })
}

/// A finite number, or `None` for the marks that sources use for a missing value.
pub(crate) fn value(text: &str, place: impl Fn() -> String) -> Result<Option<f64>, ParseError> {
    let text = text.trim();
    if matches!(text, "" | "N/A" | "NaN" | "-") {
        return Ok(None);
    }
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(Some(value)),
        _ => Err(ParseError::Number { place: place(), found: excerpt(text) }),
    }
}

/// The name of the ECB's series for `currency`, in units of it for one euro.
pub(crate) fn euro_series(currency: &str, place: impl Fn() -> String) -> Result<SeriesId, ParseError> {
    let is_currency = currency.len() == 3 && currency.bytes().all(|letter| letter.is_ascii_uppercase());
    if !is_currency {
        return Err(ParseError::Currency { place: place(), found: excerpt(currency) });
    }
    SeriesId::try_from(format!("ecb.eur.{}", currency.to_ascii_lowercase()))
        .map_err(|source| ParseError::Series { place: place(), source })
}

/// What went wrong while a row of CSV was read.
pub(crate) fn row_error(source: ::csv::Error) -> ParseError {
    let line = source.position().map_or(0, ::csv::Position::line);
    ParseError::Row { line, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nowhere() -> String {
        "line 3, column MXN".to_owned()
    }

    #[test]
    fn a_missing_value_is_none_and_a_wrong_one_is_an_error() {
        assert_eq!(value(" 20.1 ", nowhere).unwrap(), Some(20.1));
        assert_eq!(value("N/A", nowhere).unwrap(), None);
        assert_eq!(value("", nowhere).unwrap(), None);
        for text in ["20,1", "inf", "1e999", "x"] {
            let message = value(text, nowhere).unwrap_err().to_string();
            assert!(message.contains("line 3, column MXN") && message.contains(text), "{message}");
        }
    }

    #[test]
    fn an_excerpt_is_short_even_when_its_control_characters_are_written_out() {
        assert_eq!(excerpt("20,1"), "20,1");
        assert_eq!(excerpt(&"x".repeat(500)), "x".repeat(80));
        let quoted = format!("{:?}", excerpt(&"\u{1b}[2J\n".repeat(500)));
        assert!(quoted.len() <= 82 && !quoted.contains(char::is_control), "{quoted}");
    }

    #[test]
    fn json_is_read_cut_off_or_of_another_shape() {
        assert_eq!(json::<Vec<u8>>("[1,2]").unwrap(), [1, 2]);
        assert_eq!(
            json::<Vec<u8>>("[1,").unwrap_err().to_string(),
            "the JSON ends after 3 bytes, before it is complete"
        );
        let error = json::<Vec<u8>>(&format!("[1,\n\"{}\"]", "x".repeat(500))).unwrap_err().to_string();
        assert!(error.starts_with("changed format in line 2, column 502: \"invalid type"), "{error}");
        assert!(error.len() < 150, "{error}");
    }

    #[test]
    fn a_day_must_exist() {
        assert!(day("2024-02-29", nowhere).is_ok());
        assert!(day("2026-02-29", nowhere).is_err());
        assert!(day("17/03/2026", nowhere).is_err());
    }

    #[test]
    fn a_day_lies_in_the_years_in_which_there_are_statistics() {
        assert!(day("1800-01-01", nowhere).is_ok() && day("2199-12-31", nowhere).is_ok());
        for text in ["1799-12-31", "2200-01-01", "+262142-12-31", "-262143-01-01"] {
            let message = day(text, nowhere).unwrap_err().to_string();
            assert!(message.contains("line 3, column MXN") && message.contains(text), "{message}");
        }
    }

    #[test]
    fn a_day_may_be_written_with_its_month_first() {
        assert_eq!(american_day("03/17/2026", nowhere).unwrap(), day("2026-03-17", nowhere).unwrap());
        for text in
            ["17/03/2026", "3/17/2026", "2026-03-17", "03/17/26", "02/29/2026", "01/01/1799", "é/01/2026"]
        {
            let message = american_day(text, nowhere).unwrap_err().to_string();
            assert!(message.contains("03/17/2026") && message.contains(text), "{message}");
        }
    }

    #[test]
    fn an_unknown_currency_is_a_series_and_a_sentence_is_not() {
        assert_eq!(euro_series("XQZ", nowhere).unwrap().as_str(), "ecb.eur.xqz");
        assert!(euro_series("usd", nowhere).is_err());
        assert!(euro_series("US DOLLAR", nowhere).is_err());
    }
}
