//! Reading the values that the SIE sends.

use crate::catalogue::{Catalogue, Entry};
use crate::feed::finding::{Finding, Rule};
use crate::feed::parse::{self, ParseError};
use crate::feed::payload::{Parsed, Payload};
use chrono::{Datelike, NaiveDate};
use paridad_engine::data::series::Observation;
use serde::Deserialize;
use std::borrow::Cow;

/// The most values of one answer that are remarked on one by one.
const FINDINGS_MAX: usize = 100;

/// How the SIE writes that there is no value.
const MISSING: &str = "N/E";

#[derive(Deserialize)]
struct Document<'a> {
    #[serde(borrow)]
    bmx: Bmx<'a>,
}

#[derive(Deserialize)]
struct Bmx<'a> {
    #[serde(borrow)]
    series: Vec<Series<'a>>,
}

#[derive(Deserialize)]
struct Series<'a> {
    #[serde(borrow, rename = "idSerie")]
    key: Cow<'a, str>,
    /// Absent when no value falls in the range.
    #[serde(borrow, default)]
    datos: Vec<Row<'a>>,
}

#[derive(Deserialize)]
struct Row<'a> {
    #[serde(borrow)]
    fecha: Cow<'a, str>,
    #[serde(borrow)]
    dato: Cow<'a, str>,
}

/// Reads the values of the series that `catalogue` knows, in whatever order the series come.
///
/// A value that the source does not have (`N/E`) gives no observation, and one finding for its series. A value or a day
/// that cannot be read is a finding too, and so is a series that nobody knows. Only another form of
/// the whole is an error.
pub fn parse(payload: &Payload, catalogue: &Catalogue) -> Result<Parsed, ParseError> {
    let document: Document<'_> = parse::json(parse::text(payload)?)?;
    let mut reading = Reading::default();
    for series in &document.bmx.series {
        match catalogue.by_key("banxico", &series.key) {
            Some(entry) => reading.series(entry, &series.datos),
            None => reading.unknown(series),
        }
    }
    Ok(reading.end())
}

/// What has been read so far.
#[derive(Default)]
struct Reading {
    parsed: Parsed,
    /// Values that cannot be read, beyond those that have their own finding.
    more: usize,
}

impl Reading {
    fn series(&mut self, entry: &Entry, rows: &[Row<'_>]) {
        let mut missing = 0_usize;
        for row in rows {
            match value(entry, row) {
                Ok(Some(observation)) => self.parsed.observations.push(observation),
                Ok(None) => missing += 1,
                Err(finding) if self.parsed.findings.len() < FINDINGS_MAX => {
                    self.parsed.findings.push(finding);
                }
                Err(_) => self.more += 1,
            }
        }
        if missing > 0 {
            let detail = format!("values that are {MISSING} or empty: {missing} of {}", rows.len());
            self.parsed.findings.push(Finding {
                rule: Rule::Missing,
                series: Some(entry.id.clone()),
                period: None,
                detail,
            });
        }
    }

    fn unknown(&mut self, series: &Series<'_>) {
        let (key, count) = (parse::excerpt(&series.key), series.datos.len());
        let detail = format!("the catalogue of banxico has no series {key:?} (values: {count})");
        self.parsed.findings.push(Finding { rule: Rule::UnknownSeries, series: None, period: None, detail });
    }

    fn end(mut self) -> Parsed {
        if self.more > 0 {
            let detail = format!("values that cannot be read, besides those above: {}", self.more);
            self.parsed.findings.push(Finding { rule: Rule::Malformed, series: None, period: None, detail });
        }
        self.parsed
    }
}

/// The value of one row, or `None` where the source has none.
fn value(entry: &Entry, row: &Row<'_>) -> Result<Option<Observation>, Finding> {
    let malformed = |period, detail| {
        Err(Finding { rule: Rule::Malformed, series: Some(entry.id.clone()), period, detail })
    };
    let Some(period) = day(&row.fecha) else {
        let found = parse::excerpt(&row.fecha);
        return malformed(None, format!("a day must be written like 17/03/2026, got {found:?}"));
    };
    let text = row.dato.trim();
    if text.is_empty() || text == MISSING {
        return Ok(None);
    }
    let Some(value) = number(text) else {
        let found = parse::excerpt(text);
        return malformed(Some(period), format!("a value must be a number like 256,542.8, got {found:?}"));
    };
    let (series, known_at) = (entry.id.clone(), entry.known_at(period));
    Ok(Some(Observation { series, period, value, known_at }))
}

/// A day written `dd/MM/yyyy`, of the centuries in which there are statistics.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let is_digit_or_slash = |(place, byte): (usize, u8)| match place {
        2 | 5 => byte == b'/',
        _ => byte.is_ascii_digit(),
    };
    // chrono would also take signs, blanks and years of any length.
    if text.len() != 10 || !text.bytes().enumerate().all(is_digit_or_slash) {
        return None;
    }
    NaiveDate::parse_from_str(text, "%d/%m/%Y").ok().filter(|day| (1900..2200).contains(&day.year()))
}

/// A decimal number, perhaps with commas between thousands.
///
/// A comma anywhere else is no number: `17,18` may be meant as 17.18, and must not become 1718.
fn number(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let is_grouped = first.len() <= 3 && groups.clone().all(|group| group.len() == 3 && is_digits(group));
    let is_plain = groups.next().is_none();
    if !is_digits(first) || !is_digits(fraction) || !(is_plain || is_grouped) {
        return None;
    }
    text.replace(',', "").parse().ok().filter(|value: &f64| value.is_finite())
}

#[cfg(test)]
mod tests;
