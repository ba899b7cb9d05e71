//! The par yield curve of the US Treasury: yields of its own paper by maturity, in percent a year, each day that its market deals.

mod atom;
mod curve;
mod table;

use super::public::{Address, Ask, Later, Public, Setup};
use crate::catalogue::Catalogue;
use crate::feed::failed::SourceError;
use crate::feed::http::Http;
use crate::feed::parse::{self, ParseError};
use crate::feed::payload::{Known, Parsed, Payload};
use chrono::{DateTime, Datelike, Days, Utc};
use curve::NAME;
use std::sync::{Arc, OnceLock};

/// The feed of XML.
const XML: [&str; 3] = ["application/xml", "text/xml", "application/atom+xml"];

/// The same as a table.
const CSV: [&str; 1] = ["text/csv"];

/// The first year of the curve.
const FIRST_YEAR: i32 = 1990;

/// How far before its newest known day a series is asked for again: values come late, and are corrected.
const LOOK_BACK: Days = Days::new(10);

/// The Treasury, as the rest of the program knows it.
pub static SOURCE: Public = Public {
    name: NAME,
    owner: ("Departamento del Tesoro de EE. UU.", "U.S. Department of the Treasury"),
    addresses: &[Address {
        flag: "ustreasury-url",
        variable: "PARIDAD_USTREASURY_URL",
        default: "https://home.treasury.gov/resource-center/data-chart-center/interest-rates",
        what: "the US Treasury's yield curve",
    }],
    token: None,
    quota: None,
    series: include_str!("ustreasury/series.toml"),
    plans: include_str!("ustreasury/plans.toml"),
    open: |Setup { http, addresses, .. }| {
        Some(Arc::new(UsTreasury { http, address: addresses.into_iter().next()? }))
    },
    parse: |payload, catalogue| Ok(parse(payload, catalogue)?.seen_at(payload.received_at)),
    read: OnceLock::new(),
};

/// The Treasury as a source.
#[derive(Debug)]
struct UsTreasury {
    http: Http,
    address: String,
}

impl Ask for UsTreasury {
    fn ask<'a>(
        &'a self,
        known: &'a Known,
        now: DateTime<Utc>,
    ) -> Later<'a, Result<Vec<Payload>, SourceError>> {
        Box::pin(async move {
            let mut payloads = Vec::new();
            for year in first_year(known)..=now.year() {
                payloads.push(self.year(year, now).await?);
            }
            Ok(payloads)
        })
    }
}

impl UsTreasury {
    /// The curve of a year: the feed, or where the address has no such thing any more, the table.
    async fn year(&self, year: i32, now: DateTime<Utc>) -> Result<Payload, SourceError> {
        const CURVE: &str = "daily_treasury_yield_curve";
        let address = &self.address;
        let feed = format!("{address}/pages/xml?data={CURVE}&field_tdr_date_value={year}");
        let (origin, answer) = match self.http.request(&feed, &XML).await {
            Err(SourceError::Status { status: 404 | 410, .. } | SourceError::MediaType { .. }) => {
                let table = format!(
                    "{address}/daily-treasury-rates.csv/{year}/all?type={CURVE}&field_tdr_date_value={year}&page&_format=csv"
                );
                let answer = self.http.request(&table, &CSV).await?;
                (table, answer)
            }
            answer => (feed, answer?),
        };
        Ok(answer.payload(NAME, origin, now))
    }
}

/// The year from which on something may have come: the first one, where nothing is known of some series.
fn first_year(known: &Known) -> i32 {
    SOURCE.catalogue().known_until(known).map_or(FIRST_YEAR, |day| (day - LOOK_BACK).year())
}

/// Reads both forms. What a maturity is called that the catalogue does not have is passed over: they come and go by year, as the
/// days of a year do, so an answer may have no value.
fn parse(payload: &Payload, catalogue: &Catalogue) -> Result<Parsed, ParseError> {
    let text = parse::text(payload)?;
    let media_type = payload.media_type.as_str();
    let observations = if XML.contains(&media_type) {
        atom::parse(text, catalogue)?
    } else if CSV.contains(&media_type) {
        table::parse(text, catalogue)?
    } else {
        let allowed = [&XML[..], &CSV].concat().join(", ");
        return Err(ParseError::MediaType { found: parse::excerpt(media_type), allowed });
    };
    Ok(Parsed { observations, findings: Vec::new() })
}

#[cfg(test)]
mod tests;
