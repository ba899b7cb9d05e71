//! What programs of the bank push: its own series, as JSON or as CSV.

mod row;

use crate::feed::csv;
use crate::feed::finding::Finding;
use crate::feed::parse::{self, ParseError};
use crate::feed::payload::{Parsed, Payload};
use chrono::{DateTime, Utc};
use row::Row;
use serde::Deserialize;

/// The name of this source in its payloads.
pub const NAME: &str = "push";

/// The most values that one push may bring: with more, all else would wait for minutes until they are learned.
pub const ROWS_MAX: usize = 100_000;

/// The media type of values in JSON.
pub const JSON: &str = "application/json";

/// The media type of values in CSV, with the columns that [`csv`] reads.
pub const CSV: &str = csv::MEDIA_TYPE;

/// The whole of a push in JSON. A member that nobody reads is refused: it would be kept all the same.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document<'a> {
    #[serde(borrow)]
    observations: Vec<Row<'a>>,
}

/// What was pushed, as a payload; `origin` says by whom.
pub fn payload(origin: String, media_type: &str, bytes: Vec<u8>, received_at: DateTime<Utc>) -> Payload {
    Payload { source: NAME.to_owned(), origin, media_type: media_type.to_owned(), bytes, received_at }
}

/// Reads the values that are right, and makes a finding of each row that is not; beyond a hundred, one for all the rest.
///
/// Names get the prefix `internal.` unless they have it. Without a `known_at` a value is known from the moment it was received.
pub fn parse(payload: &Payload) -> Result<Parsed, ParseError> {
    match payload.media_type.as_str() {
        CSV => {
            let lines = payload.bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
            // The first line is the header. No field that is read has a line end in it.
            bounded(lines.skip(1).count())?;
            csv::parse(payload)
        }
        JSON => parse_json(payload),
        found => {
            Err(ParseError::MediaType { found: parse::excerpt(found), allowed: format!("{JSON}, {CSV}") })
        }
    }
}

fn parse_json(payload: &Payload) -> Result<Parsed, ParseError> {
    let text = parse::text(payload)?;
    // A list of the members' values would be read as well, and nobody would see what is what.
    if text.trim_start().starts_with('[') {
        return Err(ParseError::Format {
            line: 1,
            column: 1,
            detail: "expected an object, got a list".to_owned(),
        });
    }
    let document: Document<'_> = parse::json(text)?;
    bounded(document.observations.len())?;
    let mut parsed = Parsed::default();
    let mut more = 0_usize;
    for (index, row) in document.observations.iter().enumerate() {
        match row.observation(index + 1, payload.received_at) {
            Ok(observation) => parsed.observations.push(observation),
            Err(finding) if parsed.findings.len() < csv::FINDINGS_MAX => parsed.findings.push(finding),
            Err(_) => more += 1,
        }
    }
    parsed.findings.extend(further(more));
    Ok(parsed)
}

fn bounded(rows: usize) -> Result<(), ParseError> {
    if rows > ROWS_MAX { Err(ParseError::TooManyRows { rows, limit: ROWS_MAX }) } else { Ok(()) }
}

fn further(more: usize) -> Option<Finding> {
    (more > 0).then(|| csv::malformed(format!("further rows that cannot be read: {more}")))
}

#[cfg(test)]
mod tests;
