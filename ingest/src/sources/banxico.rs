//! Banco de México's SIE, version 1: daily, weekly and monthly series, asked by their ids with a token.

mod address;
mod data;
mod fault;
mod metadata;
mod plan;

pub use data::parse;
pub use fault::{Fault, fault};
pub use metadata::{Metadata, metadata};

use super::public::{Address, Ask, DescribeError, Later, Public, Setup};
use crate::catalogue::{Described, Entry};
use crate::feed::failed::SourceError;
use crate::feed::http::{Failure, Http, Reply, Request};
use crate::feed::payload::{Known, Payload};
use crate::feed::quota::{Kind, Quota};
use crate::feed::secret::Secret;
use address::Wanted;
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use plan::{Part, plan};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// The most series that one request may name.
const SLICE_MAX: usize = 20;

/// The header of the token. The address takes one too, but addresses end up in logs.
const TOKEN_HEADER: &str = "bmx-token";

/// Some values are published before their day: the UDI up to a fortnight.
const PUBLISHED_AHEAD: Days = Days::new(31);

/// Banco de México, as the rest of the program knows it.
pub static SOURCE: Public = Public {
    name: Banxico::NAME,
    owner: ("Banco de México, SIE", "Banco de México, SIE"),
    addresses: &[Address {
        flag: "banxico-url",
        variable: "PARIDAD_BANXICO_URL",
        default: "https://www.banxico.org.mx/SieAPIRest/service/v1",
        what: "Banxico's SIE",
    }],
    token: Some("PARIDAD_BANXICO_TOKEN"),
    quota: Some("banxico-quota.json"),
    series: include_str!("banxico/series.toml"),
    plans: include_str!("banxico/plans.toml"),
    open: |Setup { http, addresses, token, quota }| {
        let address = addresses.into_iter().next()?;
        Some(Arc::new(Banxico::new(http, address, token?, quota?)))
    },
    parse: |payload, catalogue| Ok(parse(payload, catalogue)?.seen_at(payload.received_at)),
    read: OnceLock::new(),
};

/// Banco de México as a source.
#[derive(Debug, Clone)]
pub struct Banxico {
    http: Http,
    address: String,
    token: Secret,
    quota: Quota,
}

impl Banxico {
    /// The name of this source in its payloads.
    pub const NAME: &str = "banxico";

    /// The SIE at `address`, asked through `http` with `token`, whose requests `quota` counts.
    pub fn new(http: Http, address: String, token: Secret, quota: Quota) -> Self {
        Self { http, address, token, quota }
    }

    /// Asks at `now` for the values of `entries` from the day `from` to the day `until`, or for their full history.
    pub async fn fetch(
        &self,
        entries: &[&Entry],
        from: Option<NaiveDate>,
        until: NaiveDate,
        now: DateTime<Utc>,
    ) -> Result<Vec<Payload>, SourceError> {
        if from.is_some_and(|from| from > until) {
            return Ok(Vec::new());
        }
        let wanted = from.map_or(Wanted::History, |from| Wanted::Range { from, until });
        self.ask(entries, wanted, Clock::at(now)).await
    }

    /// Asks at `now` how the source describes `entries`.
    pub async fn metadata(
        &self,
        entries: &[&Entry],
        now: DateTime<Utc>,
    ) -> Result<Vec<Payload>, SourceError> {
        self.ask(entries, Wanted::Metadata, Clock::at(now)).await
    }

    /// Asks slice by slice, and halves a slice that is too large for the source.
    async fn ask(
        &self,
        entries: &[&Entry],
        wanted: Wanted,
        clock: Clock,
    ) -> Result<Vec<Payload>, SourceError> {
        let mut payloads = Vec::new();
        let mut slices: Vec<&[&Entry]> = entries.chunks(SLICE_MAX).rev().collect();
        while let Some(slice) = slices.pop() {
            match self.ask_once(slice, wanted, clock).await {
                Ok(payload) => payloads.push(payload),
                Err(SourceError::TooMany { .. }) if slice.len() > 1 => {
                    let (first, second) = slice.split_at(slice.len() / 2);
                    slices.extend([second, first]);
                }
                Err(error) => return Err(error),
            }
        }
        Ok(payloads)
    }

    /// Makes one request, again and again while there is hope.
    async fn ask_once(&self, slice: &[&Entry], wanted: Wanted, clock: Clock) -> Result<Payload, SourceError> {
        let url = wanted.url(&self.address, slice);
        let request = Request { url: &url, origin: &url, secret: Some((TOKEN_HEADER, &self.token)) };
        let kind = wanted.kind();
        let mut patience = self.http.patience();
        loop {
            while let Err(until) = self.spend(kind, &url, clock)? {
                if !patience.wait_for_quota(clock.until(until)).await {
                    return Err(SourceError::Quota { origin: url, until });
                }
            }
            let trouble = match self.http.send(&request).await {
                Ok(reply) if fault::is_data(&reply) => return Ok(payload(url, reply, clock.now())),
                Ok(reply) => Trouble::Fault(self.fault(&reply)),
                Err(failure) => Trouble::Failure(failure),
            };
            if let Trouble::Fault(Fault::Quota { reset_in }) = trouble {
                // The next round waits for the end of the ban.
                self.ban(kind, &url, clock.after(reset_in.unwrap_or_else(|| kind.window())))?;
            } else if !trouble.is_passing() || !patience.try_again().await {
                return Err(trouble.into_error(url, patience.tries(), clock.now()));
            }
        }
    }

    /// Counts a request, or says until when none may be made.
    fn spend(
        &self,
        kind: Kind,
        origin: &str,
        clock: Clock,
    ) -> Result<Result<(), DateTime<Utc>>, SourceError> {
        let spent = self.quota.spend(kind, clock.now());
        let spent = spent.map_err(|source| SourceError::Ledger { origin: origin.to_owned(), source })?;
        Ok(spent.map_err(|wait| wait.until))
    }

    fn ban(&self, kind: Kind, origin: &str, until: DateTime<Utc>) -> Result<(), SourceError> {
        let banned = self.quota.block(kind, until);
        banned.map_err(|source| SourceError::Ledger { origin: origin.to_owned(), source })
    }

    /// What is wrong with `reply`; what it repeats of the token is gone before anything is quoted.
    fn fault(&self, reply: &Reply) -> Fault {
        let body = self.token.redact(&String::from_utf8_lossy(&reply.bytes));
        fault(reply.status.as_u16(), &reply.headers, body.as_bytes())
    }
}

impl Ask for Banxico {
    fn ask<'a>(
        &'a self,
        known: &'a Known,
        now: DateTime<Utc>,
    ) -> Later<'a, Result<Vec<Payload>, SourceError>> {
        Box::pin(async move {
            let (until, mut payloads) = (now.date_naive() + PUBLISHED_AHEAD, Vec::new());
            for Part { entries, from } in plan(SOURCE.catalogue().entries().iter(), known) {
                payloads.extend(self.fetch(&entries, from, until, now).await?);
            }
            Ok(payloads)
        })
    }

    fn describe(&self, now: DateTime<Utc>) -> Later<'_, Result<Option<Vec<Described>>, DescribeError>> {
        Box::pin(async move {
            let entries: Vec<&Entry> = SOURCE.catalogue().entries().iter().collect();
            let mut described = Vec::new();
            for payload in self.metadata(&entries, now).await? {
                described.extend(metadata(&payload.bytes)?.into_iter().map(Described::from));
            }
            Ok(Some(described))
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

    fn into_error(self, origin: String, tries: u32, now: DateTime<Utc>) -> SourceError {
        match self {
            Self::Failure(failure) => failure.into_error(&origin, tries),
            Self::Fault(fault) => fault.into_error(origin, tries, now),
        }
    }
}

/// The time that was given, carried on while requests wait and take their time.
#[derive(Debug, Clone, Copy)]
struct Clock {
    given: DateTime<Utc>,
    since: Instant,
}

impl Clock {
    fn at(now: DateTime<Utc>) -> Self {
        Self { given: now, since: Instant::now() }
    }

    fn now(self) -> DateTime<Utc> {
        self.given + self.since.elapsed()
    }

    /// The end of a ban of so long, and one second more: the source counts in whole ones.
    fn after(self, ban: Duration) -> DateTime<Utc> {
        self.now() + ban + TimeDelta::seconds(1)
    }

    fn until(self, moment: DateTime<Utc>) -> Duration {
        (moment - self.now()).to_std().unwrap_or_default()
    }
}

fn payload(origin: String, reply: Reply, received_at: DateTime<Utc>) -> Payload {
    let (source, media_type) = (Banxico::NAME.to_owned(), reply.media_type);
    Payload { source, origin, media_type, bytes: reply.bytes, received_at }
}

#[cfg(test)]
mod tests;
