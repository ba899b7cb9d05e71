//! The European Central Bank's reference rates: units of a currency for one euro, each working day.

mod endpoint;
pub(crate) mod history;
mod portal;
mod rate;
mod xml;

pub use endpoint::{Addresses, Endpoint, endpoint};

use super::public::{Address, Ask, Later, Public, Setup};
use crate::feed::failed::SourceError;
use crate::feed::http::Http;
use crate::feed::parse::{self, ParseError};
use crate::feed::payload::{Known, Parsed, Payload};
use chrono::{DateTime, Utc};
use std::sync::{Arc, OnceLock};

const XML: [&str; 2] = ["text/xml", "application/xml"];
const CSV: [&str; 2] = ["text/csv", "application/vnd.sdmx.data+csv"];

/// The two rates of which the peso's rate per dollar is made.
const LEGS: [&str; 2] = ["ecb.eur.usd", "ecb.eur.mxn"];

/// The ECB, as the rest of the program knows it.
pub static SOURCE: Public = Public {
    name: Ecb::NAME,
    owner: ("Banco Central Europeo (BCE)", "European Central Bank (ECB)"),
    addresses: &[
        Address {
            flag: "ecb-url",
            variable: "PARIDAD_ECB_URL",
            default: "https://www.ecb.europa.eu/stats/eurofxref",
            what: "the ECB's reference rates",
        },
        Address {
            flag: "ecb-portal-url",
            variable: "PARIDAD_ECB_PORTAL_URL",
            default: "https://data-api.ecb.europa.eu/service/data",
            what: "the ECB's Data Portal, which has the days that are too old for its file of the last 90",
        },
    ],
    token: None,
    quota: None,
    series: include_str!("ecb/series.toml"),
    plans: include_str!("ecb/plans.toml"),
    open: |Setup { http, addresses, .. }| {
        let [files, portal] = addresses.try_into().ok()?;
        Some(Arc::new(Ecb::new(http, Addresses { files, portal })))
    },
    parse: |payload, _| parse(payload),
    read: OnceLock::new(),
};

/// The ECB as a source.
#[derive(Debug, Clone)]
pub struct Ecb {
    http: Http,
    addresses: Addresses,
}

impl Ecb {
    /// The name of this source in its payloads.
    pub const NAME: &str = "ecb";

    /// The ECB at `addresses`, asked through `http`.
    pub fn new(http: Http, addresses: Addresses) -> Self {
        Self { http, addresses }
    }

    /// Asks at `now` for the days after those of the dollar and the peso that are `known`, or for the full history.
    pub async fn fetch(&self, known: &Known, now: DateTime<Utc>) -> Result<Payload, SourceError> {
        let of_leg = |leg: &str| known.iter().find(|(series, _)| series.as_str() == leg).map(|(_, day)| *day);
        let last_known = LEGS.iter().filter_map(|leg| of_leg(leg)).min();
        let endpoint = endpoint(last_known, now.date_naive());
        let allowed = if matches!(endpoint, Endpoint::Since(_)) { CSV } else { XML };
        let url = endpoint.url(&self.addresses);
        let answer = self.http.request(&url, &allowed).await?;
        Ok(answer.payload(Self::NAME, url, now))
    }
}

impl Ask for Ecb {
    fn ask<'a>(
        &'a self,
        known: &'a Known,
        now: DateTime<Utc>,
    ) -> Later<'a, Result<Vec<Payload>, SourceError>> {
        Box::pin(async move { Ok(vec![self.fetch(known, now).await?]) })
    }
}

/// Reads any form in which the ECB publishes its reference rates: XML, the portal's CSV, the wide CSV.
pub fn parse(payload: &Payload) -> Result<Parsed, ParseError> {
    let text = parse::text(payload)?;
    let media_type = payload.media_type.as_str();
    let observations = if XML.contains(&media_type) {
        xml::parse(text)?
    } else if CSV.contains(&media_type) {
        if history::is_history(text) { history::parse(text, |_| true)? } else { portal::parse(text)? }
    } else {
        let allowed = [XML, CSV].concat().join(", ");
        return Err(ParseError::MediaType { found: parse::excerpt(&payload.media_type), allowed });
    };
    if observations.is_empty() {
        return Err(ParseError::Empty { length: text.len() });
    }
    Ok(Parsed { observations, findings: Vec::new() })
}

#[cfg(test)]
mod tests;
