//! Cboe's history of the VIX: what options on the S&P 500 say of its next month, all of it in one file.

use super::public::{Address, Ask, Later, Public, Setup};
use crate::catalogue::Catalogue;
use crate::feed::failed::SourceError;
use crate::feed::http::Http;
use crate::feed::parse::{self, ParseError};
use crate::feed::payload::{Known, Parsed, Payload};
use ::csv::{Position, ReaderBuilder, StringRecord};
use chrono::{DateTime, Utc};
use paridad_engine::data::series::Observation;
use std::sync::{Arc, OnceLock};

/// What the file is sent as.
const CSV: [&str; 3] = ["text/csv", "application/octet-stream", "binary/octet-stream"];

/// The columns, all of them, in their order.
const COLUMNS: [&str; 5] = ["DATE", "OPEN", "HIGH", "LOW", "CLOSE"];

/// What the catalogue calls the one that is read.
const KEY: &str = "VIX";

/// Cboe, as the rest of the program knows it.
pub static SOURCE: Public = Public {
    name: "cboe",
    owner: ("Cboe Global Markets", "Cboe Global Markets"),
    addresses: &[Address {
        flag: "cboe-url",
        variable: "PARIDAD_CBOE_URL",
        default: "https://cdn.cboe.com/api/global/us_indices/daily_prices",
        what: "Cboe's history of the VIX, which is for the bank's own use,",
    }],
    token: None,
    quota: None,
    series: include_str!("cboe/series.toml"),
    plans: include_str!("cboe/plans.toml"),
    open: |Setup { http, addresses, .. }| {
        Some(Arc::new(Cboe { http, address: addresses.into_iter().next()? }))
    },
    parse: |payload, catalogue| Ok(parse(payload, catalogue)?.seen_at(payload.received_at)),
    read: OnceLock::new(),
};

/// Cboe as a source.
#[derive(Debug)]
struct Cboe {
    http: Http,
    address: String,
}

impl Ask for Cboe {
    fn ask<'a>(&'a self, _: &'a Known, now: DateTime<Utc>) -> Later<'a, Result<Vec<Payload>, SourceError>> {
        Box::pin(async move {
            // There is no shorter answer.
            let origin = format!("{}/VIX_History.csv", self.address);
            let answer = self.http.request(&origin, &CSV).await?;
            Ok(vec![answer.payload(SOURCE.name, origin, now)])
        })
    }
}

/// Reads the closes. A day without one is no day of the index.
fn parse(payload: &Payload, catalogue: &Catalogue) -> Result<Parsed, ParseError> {
    let media_type = payload.media_type.as_str();
    if !CSV.contains(&media_type) {
        return Err(ParseError::MediaType { found: parse::excerpt(media_type), allowed: CSV.join(", ") });
    }
    let text = parse::text(payload)?;
    let mut reader = ReaderBuilder::new().from_reader(text.as_bytes());
    let header = reader.headers().map_err(parse::row_error)?;
    if !header.iter().map(str::trim).eq(COLUMNS) {
        let found = parse::excerpt(&header.iter().collect::<Vec<_>>().join(","));
        return Err(ParseError::Header { expected: "DATE,OPEN,HIGH,LOW,CLOSE", found });
    }
    let Some(entry) = catalogue.by_key(SOURCE.name, KEY) else { return Ok(Parsed::default()) };
    let (mut observations, mut row) = (Vec::new(), StringRecord::new());
    while reader.read_record(&mut row).map_err(parse::row_error)? {
        let line = row.position().map_or(0, Position::line);
        let period = parse::american_day(&row[0], || format!("line {line}, column DATE"))?;
        if let Some(value) = parse::value(&row[4], || format!("line {line}, column CLOSE"))? {
            let (series, known_at) = (entry.id.clone(), entry.known_at(period));
            observations.push(Observation { series, period, value, known_at });
        }
    }
    if observations.is_empty() {
        return Err(ParseError::Empty { length: text.len() });
    }
    Ok(Parsed { observations, findings: Vec::new() })
}

#[cfg(test)]
mod tests;
