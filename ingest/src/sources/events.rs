//! The calendar of what is scheduled: when central banks decide and statistics come out, as a file that a person can read and renew.

mod row;

use crate::catalogue::Catalogue;
use crate::feed::parse::{self, ParseError};
use crate::feed::payload::{Parsed, Payload};
use ::csv::{Position, ReaderBuilder, StringRecord, Trim};
use chrono::{DateTime, Utc};
use paridad_engine::data::series::Observation;
use row::Row;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The name of this source in its payloads, and in front of the ids of its series: nobody else may bring one.
pub const NAME: &str = "events";

/// Who publishes the calendars, in Spanish and in English.
pub const OWNER: (&str, &str) = (
    "Calendarios publicados por la Reserva Federal, el Bureau of Labor Statistics, el Banco de México y el INEGI",
    "Calendars published by the Federal Reserve, the Bureau of Labor Statistics, Banco de México and INEGI",
);

/// How many days before an event it counts as known where nobody says when it was announced.
pub const ASSUMED_DAYS: u64 = row::ASSUMED_DAYS;

/// The media type of such a file.
const MEDIA_TYPE: &str = "text/csv";

/// The columns, all of them, in their order.
const COLUMNS: [&str; 5] = ["event", "day", "state", "announced", "source"];

/// The most lines of one file: those of a century.
const ROWS_MAX: usize = 10_000;

/// A file's bytes that somebody has read, as a payload.
pub fn payload(origin: String, bytes: Vec<u8>, received_at: DateTime<Utc>) -> Payload {
    let (source, media_type) = (NAME.to_owned(), MEDIA_TYPE.to_owned());
    Payload { source, origin, media_type, bytes, received_at }
}

/// Reads a calendar: all of it, or what is wrong with which line and what is allowed there. What nobody announced before it came is
/// known from then on.
pub fn parse(payload: &Payload) -> Result<Parsed, ParseError> {
    if payload.media_type != MEDIA_TYPE {
        let found = parse::excerpt(&payload.media_type);
        return Err(ParseError::MediaType { found, allowed: MEDIA_TYPE.to_owned() });
    }
    let observations = read(parse::text(payload)?, payload.received_at)?;
    Ok(Parsed { observations, findings: Vec::new() })
}

/// The days of a calendar that was received at a moment, each known from the end of the day on which it was announced.
///
/// A line that begins with # says something to people. The first other line names the columns; `event` is one of the series,
/// `state` is `on` or `off`, `announced` may be empty, and `source` says who announced it. An event that was moved is two lines: off
/// on the old day and on for the new one, announced on the same day.
///
/// ```
/// use paridad_ingest::sources::events;
///
/// let text = "event,day,state,announced,source\nevents.us.fomc,2026-01-28,on,2024-08-09,Federal Reserve\n";
/// let days = events::read(text, chrono::DateTime::<chrono::Utc>::MAX_UTC).unwrap();
/// assert_eq!((days[0].series.as_str(), days[0].value), ("events.us.fomc", 1.0));
/// assert_eq!(days[0].known_at.to_rfc3339(), "2024-08-10T05:00:00+00:00");
/// ```
pub fn read(text: &str, received_at: DateTime<Utc>) -> Result<Vec<Observation>, ParseError> {
    let mut reader = ReaderBuilder::new().comment(Some(b'#')).trim(Trim::All).from_reader(text.as_bytes());
    let header = reader.headers().map_err(parse::row_error)?;
    if !header.iter().eq(COLUMNS) {
        let found = parse::excerpt(&header.iter().collect::<Vec<_>>().join(","));
        return Err(ParseError::Header { expected: "event,day,state,announced,source", found });
    }
    let (mut days, mut lines, mut record) = (Vec::new(), BTreeMap::new(), StringRecord::new());
    while reader.read_record(&mut record).map_err(parse::row_error)? {
        let line = record.position().map_or(0, Position::line);
        let row = Row::read(&record, line, received_at)?;
        let day = row.observation(received_at)?;
        let same = (day.series.clone(), day.period, day.known_at);
        if let Some(first) = lines.insert(same, line) {
            return Err(ParseError::Twice { line, first });
        }
        days.push(day);
        if days.len() > ROWS_MAX {
            return Err(ParseError::TooManyRows { rows: days.len(), limit: ROWS_MAX });
        }
    }
    if days.is_empty() {
        return Err(ParseError::Empty { length: text.len() });
    }
    Ok(days)
}

/// The series of the calendars.
#[expect(clippy::expect_used, reason = "the text is part of the binary, and a test parses it")]
pub fn catalogue() -> &'static Catalogue {
    static SERIES: LazyLock<Catalogue> = LazyLock::new(|| {
        Catalogue::parse(NAME, include_str!("events/series.toml")).expect("the bundled series are sound")
    });
    &SERIES
}

#[cfg(test)]
mod tests;
