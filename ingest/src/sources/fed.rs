//! The Federal Reserve's H.10: noon buying rates in New York, of a week on the Monday after it.

use super::public::{Address, Ask, Later, Public, Setup};
use crate::catalogue::{Catalogue, Entry};
use crate::feed::failed::SourceError;
use crate::feed::http::Http;
use crate::feed::parse::{self, ParseError};
use crate::feed::payload::{Known, Parsed, Payload};
use ::csv::{Position, ReaderBuilder, StringRecord};
use chrono::{DateTime, Days, NaiveDate, Utc};
use paridad_engine::data::series::Observation;
use std::sync::{Arc, OnceLock};

/// What the download is sent as.
const CSV: [&str; 3] = ["text/csv", "application/csv", "application/octet-stream"];

/// The number of the release's daily rates, all of them.
const PACKAGE: &str = "60f32914ab61dfab590e0e470153e3ae";

/// The first day of the floating rates that the release has.
const FIRST: NaiveDate = NaiveDate::from_ymd_opt(1971, 1, 4).unwrap();

/// How far before its newest known day a series is asked for again: the last weeks are corrected now and then.
const LOOK_BACK: Days = Days::new(40);

/// The names of the rows above the values.
const IDENTIFIER: &str = "Unique Identifier:";
const MULTIPLIER: &str = "Multiplier:";
const PERIOD: &str = "Time Period";

/// With what the release's identifiers begin.
const RELEASE: &str = "H10/H10/";

/// Where there is no rate: a holiday in New York.
const NO_DATA: &str = "ND";

/// The Federal Reserve, as the rest of the program knows it.
pub static SOURCE: Public = Public {
    name: "fed",
    owner: ("Reserva Federal, H.10", "Federal Reserve, H.10"),
    addresses: &[Address {
        flag: "fed-url",
        variable: "PARIDAD_FED_URL",
        default: "https://www.federalreserve.gov/datadownload",
        what: "the Federal Reserve's data download",
    }],
    token: None,
    quota: None,
    series: include_str!("fed/series.toml"),
    plans: include_str!("fed/plans.toml"),
    open: |Setup { http, addresses, .. }| {
        Some(Arc::new(Fed { http, address: addresses.into_iter().next()? }))
    },
    parse: |payload, catalogue| Ok(parse(payload, catalogue)?.seen_at(payload.received_at)),
    read: OnceLock::new(),
};

/// The Federal Reserve as a source.
#[derive(Debug)]
struct Fed {
    http: Http,
    address: String,
}

impl Ask for Fed {
    fn ask<'a>(
        &'a self,
        known: &'a Known,
        now: DateTime<Utc>,
    ) -> Later<'a, Result<Vec<Payload>, SourceError>> {
        Box::pin(async move {
            let [from, to] = [first_day(known), now.date_naive()].map(|day| day.format("%m/%d/%Y"));
            let origin = format!(
                "{}/Output.aspx?rel=H10&series={PACKAGE}&lastobs=&from={from}&to={to}&filetype=csv&label=include\
                 &layout=seriescolumn&type=package",
                self.address
            );
            let answer = self.http.request(&origin, &CSV).await?;
            Ok(vec![answer.payload(SOURCE.name, origin, now)])
        })
    }
}

/// The day from which on something may have come: the first one, where nothing is known of some series.
fn first_day(known: &Known) -> NaiveDate {
    SOURCE.catalogue().known_until(known).map_or(FIRST, |day| (day - LOOK_BACK).max(FIRST))
}

/// Reads a column a series, found by its identifier, whichever else there are.
fn parse(payload: &Payload, catalogue: &Catalogue) -> Result<Parsed, ParseError> {
    let media_type = payload.media_type.as_str();
    if !CSV.contains(&media_type) {
        return Err(ParseError::MediaType { found: parse::excerpt(media_type), allowed: CSV.join(", ") });
    }
    let text = parse::text(payload)?;
    let mut reader = ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let (mut columns, mut row) = (Columns::default(), StringRecord::new());
    let mut observations = Vec::new();
    while reader.read_record(&mut row).map_err(parse::row_error)? {
        let line = row.position().map_or(0, Position::line);
        if !columns.are_complete {
            columns.read(&row, line, catalogue)?;
            continue;
        }
        let period = parse::day(&row[0], || format!("line {line}, column {PERIOD}"))?;
        for (index, entry) in &columns.read {
            let place = || format!("line {line}, column {}", entry.key);
            let text = row[*index].trim();
            if let Some(value) = (text != NO_DATA).then(|| parse::value(text, place)).transpose()?.flatten() {
                let (series, known_at) = (entry.id.clone(), entry.known_at(period));
                observations.push(Observation { series, period, value, known_at });
            }
        }
    }
    if columns.read.is_empty() {
        return Err(ParseError::Header { expected: EXPECTED, found: parse::excerpt(text) });
    }
    Ok(Parsed { observations, findings: Vec::new() })
}

const EXPECTED: &str = "Unique Identifier: with H10/H10/…, Multiplier: 1, Time Period";

/// What the rows above the values say.
#[derive(Default)]
struct Columns<'a> {
    /// Where each series of the catalogue stands.
    read: Vec<(usize, &'a Entry)>,
    multipliers: Vec<String>,
    are_complete: bool,
}

impl<'a> Columns<'a> {
    fn read(&mut self, row: &StringRecord, line: u64, catalogue: &'a Catalogue) -> Result<(), ParseError> {
        match row[0].trim() {
            IDENTIFIER => {
                let entry = |cell: &str| catalogue.by_key(SOURCE.name, cell.trim().strip_prefix(RELEASE)?);
                let cells = row.iter().enumerate().skip(1);
                self.read = cells.filter_map(|(index, cell)| Some((index, entry(cell)?))).collect();
            }
            MULTIPLIER => self.multipliers = row.iter().map(|cell| cell.trim().to_owned()).collect(),
            PERIOD => {
                // A rate in another unit is another rate.
                let is_one = |(index, _): &(usize, &Entry)| {
                    let multiplier = self.multipliers.get(*index);
                    multiplier.and_then(|text| text.parse().ok()) == Some(1.0)
                };
                if !self.read.iter().all(is_one) {
                    let found = format!("line {line}: {}", self.multipliers.join(","));
                    return Err(ParseError::Header { expected: EXPECTED, found: parse::excerpt(&found) });
                }
                self.are_complete = true;
            }
            _ => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
