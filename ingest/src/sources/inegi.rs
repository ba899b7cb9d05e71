//! INEGI's bank of indicators, version 2.0: monthly and fortnightly series, each with its whole past in one answer.

mod answer;
mod fault;
mod period;
mod value;

pub use answer::{described, parse};

use super::public::{Address, Ask, DescribeError, Later, Public, Setup};
use crate::catalogue::{Bank, Described, Entry};
use crate::feed::failed::SourceError;
use crate::feed::http::{Failure, Http, Reply, Request};
use crate::feed::payload::{Known, Payload};
use crate::feed::secret::Secret;
use chrono::{DateTime, Utc};
use fault::Fault;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Arc, OnceLock};

/// The most series that one request may name. No limit is documented; so many answer at once.
const SLICE_MAX: usize = 10;

/// What stands for the token in everything that is shown.
const HIDDEN: &str = "…";

/// INEGI, as the rest of the program knows it.
pub static SOURCE: Public = Public {
    name: Inegi::NAME,
    owner: ("INEGI", "INEGI"),
    addresses: &[Address {
        flag: "inegi-url",
        variable: "PARIDAD_INEGI_URL",
        default: "https://www.inegi.org.mx/app/api/indicadores/desarrolladores/jsonxml",
        what: "INEGI's indicators",
    }],
    token: Some("PARIDAD_INEGI_TOKEN"),
    quota: None,
    series: include_str!("inegi/series.toml"),
    plans: include_str!("inegi/plans.toml"),
    open: |Setup { http, addresses, token, .. }| {
        Some(Arc::new(Inegi::new(http, addresses.into_iter().next()?, token?)))
    },
    parse: |payload, catalogue| Ok(parse(payload, catalogue)?.seen_at(payload.received_at)),
    read: OnceLock::new(),
};

/// INEGI as a source.
#[derive(Debug, Clone)]
pub struct Inegi {
    http: Http,
    address: String,
    token: Secret,
}

impl Inegi {
    /// The name of this source in its payloads.
    pub const NAME: &str = "inegi";

    /// The bank of indicators at `address`, asked through `http` with `token`.
    pub fn new(http: Http, address: String, token: Secret) -> Self {
        Self { http, address, token }
    }

    /// Asks at `now` for the full history of `entries`, one bank of data after the other. There is no shorter answer
    /// but the last value alone, and that would hide revisions.
    ///
    /// A wrong token, an unknown key and a wrong bank get the same answer, and so all are one
    /// [`SourceError::BadRequest`].
    pub async fn fetch(&self, entries: &[&Entry], now: DateTime<Utc>) -> Result<Vec<Payload>, SourceError> {
        let mut banks: BTreeMap<Bank, Vec<&str>> = BTreeMap::new();
        for entry in entries {
            if let Some(bank) = entry.bank {
                banks.entry(bank).or_default().push(&entry.key);
            }
        }
        let mut payloads = Vec::new();
        for (bank, keys) in &banks {
            for slice in keys.chunks(SLICE_MAX) {
                payloads.push(self.ask(*bank, slice, now).await?);
            }
        }
        Ok(payloads)
    }

    /// Asks for all that the catalogue has.
    async fn fetch_all(&self, now: DateTime<Utc>) -> Result<Vec<Payload>, SourceError> {
        let entries: Vec<&Entry> = SOURCE.catalogue().entries().iter().collect();
        self.fetch(&entries, now).await
    }

    /// Makes one request, again and again while there is hope.
    async fn ask(&self, bank: Bank, keys: &[&str], now: DateTime<Utc>) -> Result<Payload, SourceError> {
        let url = self.url(bank, keys, &path_segment(self.token.expose()));
        let origin = self.url(bank, keys, HIDDEN);
        let request = Request { url: &url, origin: &origin, secret: None };
        let mut patience = self.http.patience();
        loop {
            let trouble = match self.http.send(&request).await {
                Ok(reply) => match self.fault(&reply) {
                    None => return Ok(payload(request.origin, reply, now)),
                    Some(fault) => Trouble::Fault(fault),
                },
                Err(failure) => Trouble::Failure(failure),
            };
            if !trouble.is_passing() || !patience.try_again().await {
                return Err(trouble.into_error(request.origin, patience.tries()));
            }
        }
    }

    fn url(&self, bank: Bank, keys: &[&str], token: &str) -> String {
        let (address, bank, keys) = (&self.address, bank.name(), keys.join(","));
        // All of Mexico, all of the past.
        format!("{address}/INDICATOR/{keys}/es/00/false/{bank}/2.0/{token}?type=json")
    }

    /// What is wrong with `reply`; what it repeats of the token is gone before anything is quoted.
    fn fault(&self, reply: &Reply) -> Option<Fault> {
        let body = self.token.redact(&String::from_utf8_lossy(&reply.bytes));
        let body = body.replace(&path_segment(self.token.expose()), HIDDEN);
        fault::fault(reply.status.as_u16(), &reply.media_type, &body)
    }
}

impl Ask for Inegi {
    fn ask<'a>(&'a self, _: &'a Known, now: DateTime<Utc>) -> Later<'a, Result<Vec<Payload>, SourceError>> {
        Box::pin(self.fetch_all(now))
    }

    fn describe(&self, now: DateTime<Utc>) -> Later<'_, Result<Option<Vec<Described>>, DescribeError>> {
        Box::pin(async move {
            let mut all = Vec::new();
            for payload in self.fetch_all(now).await? {
                all.extend(described(&payload, SOURCE.catalogue())?);
            }
            Ok(Some(all))
        })
    }
}

/// Why one request brought no data.
enum Trouble {
    Failure(Failure),
    Fault(Fault),
}

impl Trouble {
    fn is_passing(&self) -> bool {
        match self {
            Self::Failure(failure) => failure.is_passing(),
            Self::Fault(fault) => fault.is_passing(),
        }
    }

    fn into_error(self, origin: &str, tries: u32) -> SourceError {
        match self {
            Self::Failure(failure) => failure.into_error(origin, tries),
            Self::Fault(fault) => fault.into_error(origin.to_owned(), tries),
        }
    }
}

/// `text` as one segment of a path: what could end the segment is written by its number.
fn path_segment(text: &str) -> String {
    text.bytes().fold(String::new(), |mut segment, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            segment.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(segment, "%{byte:02X}");
        }
        segment
    })
}

fn payload(origin: &str, reply: Reply, received_at: DateTime<Utc>) -> Payload {
    let (source, origin) = (Inegi::NAME.to_owned(), origin.to_owned());
    Payload { source, origin, media_type: reply.media_type, bytes: reply.bytes, received_at }
}

#[cfg(test)]
mod tests;
