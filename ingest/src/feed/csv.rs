//! The bank's own series, from a CSV file: `series,period,value` and, if wished, `known_at`.

use crate::feed::failed::SourceError;
use crate::feed::finding::{Finding, Rule};
use crate::feed::parse::{self, ParseError};
use crate::feed::payload::{PAYLOAD_MAX_BYTES, Parsed, Payload};
use ::csv::{ReaderBuilder, StringRecord, Trim};
use chrono::{DateTime, Utc};
use paridad_engine::data::series::{Observation, SeriesId, SeriesIdError};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The content type of such a file.
pub(crate) const MEDIA_TYPE: &str = "text/csv";
pub(crate) const PREFIX: &str = "internal.";

/// The columns that are needed.
pub(crate) const READ: [&str; 3] = ["series", "period", "value"];

/// The column that need not be there: without it a value is known from the moment it was received.
pub(crate) const KNOWN_AT: &str = "known_at";

/// All of them, for a message.
pub(crate) const EXPECTED: &str = "series, period, value and, if wished, known_at";

/// The most lines of one file that are remarked on one by one.
pub(crate) const FINDINGS_MAX: usize = 100;

/// A file with internal series as a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Csv {
    path: PathBuf,
}

impl Csv {
    /// The name of this source in its payloads.
    pub const NAME: &str = "csv";

    /// The file at `path`.
    pub fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// Reads the whole file at `now`.
    pub async fn fetch(&self, now: DateTime<Utc>) -> Result<Payload, SourceError> {
        let path = self.path.clone();
        let file_error = |source| SourceError::File { path: self.path.clone(), source };
        let read = tokio::task::spawn_blocking(move || read(&path)).await;
        let bytes = read.map_err(std::io::Error::from).flatten().map_err(file_error)?;
        let origin = self.path.display().to_string();
        if bytes.len() > PAYLOAD_MAX_BYTES {
            return Err(SourceError::TooLarge { origin, limit: PAYLOAD_MAX_BYTES });
        }
        Ok(Self::payload(origin, bytes, now))
    }

    /// A file's bytes that somebody else has read.
    pub fn payload(origin: String, bytes: Vec<u8>, received_at: DateTime<Utc>) -> Payload {
        let (source, media_type) = (Self::NAME.to_owned(), MEDIA_TYPE.to_owned());
        Payload { source, origin, media_type, bytes, received_at }
    }
}

/// The file's bytes, but no more than one above what is allowed.
fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(PAYLOAD_MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads the lines that are right, and makes a finding of each that is not; beyond a hundred, one for all the rest.
///
/// Names get the prefix `internal.` unless they have it. Without a `known_at` (such as
/// `2026-03-17T18:00:00Z`) a value is known from the moment it was received.
pub fn parse(payload: &Payload) -> Result<Parsed, ParseError> {
    if payload.media_type != MEDIA_TYPE {
        return Err(ParseError::MediaType {
            found: parse::excerpt(&payload.media_type),
            allowed: MEDIA_TYPE.to_owned(),
        });
    }
    let text = parse::text(payload)?;
    let mut reader = ReaderBuilder::new().flexible(true).trim(Trim::All).from_reader(text.as_bytes());
    let columns = Columns::find(reader.headers().map_err(parse::row_error)?)?;
    let mut parsed = Parsed::default();
    let mut more = 0_usize;
    for record in reader.records() {
        let record = record.map_err(parse::row_error)?;
        match columns.read(&record, payload.received_at) {
            Ok(observation) => parsed.observations.push(observation),
            Err(finding) if parsed.findings.len() < FINDINGS_MAX => parsed.findings.push(finding),
            Err(_) => more += 1,
        }
    }
    if more > 0 {
        parsed.findings.push(malformed(format!("further lines that cannot be read: {more}")));
    }
    Ok(parsed)
}

/// Where the columns are.
struct Columns {
    series: usize,
    period: usize,
    value: usize,
    known_at: Option<usize>,
}

impl Columns {
    fn find(header: &StringRecord) -> Result<Self, ParseError> {
        let position = |name: &str| header.iter().position(|column| column.eq_ignore_ascii_case(name));
        match READ.map(position) {
            [Some(series), Some(period), Some(value)] => {
                Ok(Self { series, period, value, known_at: position(KNOWN_AT) })
            }
            _ => Err(ParseError::Header {
                expected: EXPECTED,
                found: parse::excerpt(&header.iter().collect::<Vec<_>>().join(",")),
            }),
        }
    }

    fn read(&self, record: &StringRecord, received_at: DateTime<Utc>) -> Result<Observation, Finding> {
        let mut finding = malformed(String::new());
        self.observation(record, received_at, &mut finding).map_err(|detail| Finding { detail, ..finding })
    }

    /// The line's value, or what is wrong with the line; `finding` learns what could be read before.
    fn observation(
        &self,
        record: &StringRecord,
        received_at: DateTime<Utc>,
        finding: &mut Finding,
    ) -> Result<Observation, String> {
        let line = record.position().map_or(0, ::csv::Position::line);
        let field = |index: usize| record.get(index).unwrap_or_default();
        let place = |column: &'static str| move || format!("line {line}, column {column}");
        let series =
            internal_series(field(self.series)).map_err(|error| format!("{}: {error}", place("series")()))?;
        finding.series = Some(series.clone());
        let period = parse::day(field(self.period), place("period")).map_err(|error| error.to_string())?;
        finding.period = Some(period);
        let value = parse::value(field(self.value), place("value")).map_err(|error| error.to_string())?;
        let value = value.ok_or_else(|| format!("{}: the value is missing", place("value")()))?;
        let known_at = match self.known_at.map(field) {
            None | Some("") => received_at,
            Some(text) => moment(text).map_err(|detail| format!("{}: {detail}", place("known_at")()))?,
        };
        Ok(Observation { series, period, value, known_at })
    }
}

/// A line or a row that cannot be read.
pub(crate) fn malformed(detail: String) -> Finding {
    Finding { rule: Rule::Malformed, series: None, period: None, detail }
}

/// The series of that name, with the prefix of the bank's own.
pub(crate) fn internal_series(name: &str) -> Result<SeriesId, SeriesIdError> {
    // The error quotes the name. A name that an excerpt would shorten is refused either way.
    let name = parse::excerpt(name);
    match name.as_str() {
        "" => SeriesId::try_from(name),
        _ if name.starts_with(PREFIX) => SeriesId::try_from(name),
        _ => SeriesId::try_from(format!("{PREFIX}{name}")),
    }
}

/// A moment such as `2026-03-17T18:00:00Z`.
pub(crate) fn moment(text: &str) -> Result<DateTime<Utc>, String> {
    DateTime::parse_from_rfc3339(text).map(|moment| moment.to_utc()).map_err(|_| {
        format!("a moment must be written like 2026-03-17T18:00:00Z, got {:?}", parse::excerpt(text))
    })
}

#[cfg(test)]
mod tests;
