//! The seam between the sources and everything else: fetch, then parse.

use crate::csv::Csv;
use crate::ecb::Ecb;
use crate::finding::Finding;
use crate::parse::ParseError;
use chrono::{DateTime, NaiveDate, Utc};
use paridad_engine::series::Observation;
use std::path::PathBuf;

/// The most bytes that one answer or file may have: 64 MiB.
pub const PAYLOAD_MAX_BYTES: usize = 64 << 20;

/// An origin of data.
#[derive(Debug, Clone)]
pub enum Source {
    /// The reference rates of the European Central Bank.
    Ecb(Ecb),
    /// A file with the bank's own series.
    Csv(Csv),
}

/// What a source sent, before anyone has read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payload {
    /// The name of the source.
    pub source: String,
    /// The address or the path that was asked; never a secret.
    pub origin: String,
    /// The content type without its parameters, in lower case.
    pub media_type: String,
    /// The body.
    pub bytes: Vec<u8>,
    /// When it was asked for.
    pub received_at: DateTime<Utc>,
}

/// What was read from a payload.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parsed {
    /// The values, in the order of the payload unless said otherwise.
    pub observations: Vec<Observation>,
    /// What could not be read, although the rest could.
    pub findings: Vec<Finding>,
}

/// Why a source gave no payload.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// No connection, or no answer in time.
    #[error("{origin} could not be reached in {tries} tries")]
    Outage {
        /// What was asked.
        origin: String,
        /// How often it was asked.
        tries: u32,
        /// What happened the last time.
        #[source]
        source: reqwest::Error,
    },
    /// The source is there and declines to serve us.
    #[error("{origin} refused the request with HTTP status {status} (tries: {tries})")]
    Refused {
        /// What was asked.
        origin: String,
        /// 401, 403 or 429.
        status: u16,
        /// How often it was asked.
        tries: u32,
    },
    /// Any other status that is no success.
    #[error("{origin} answered with HTTP status {status} (tries: {tries})")]
    Status {
        /// What was asked.
        origin: String,
        /// The status.
        status: u16,
        /// How often it was asked.
        tries: u32,
    },
    /// The source sends us to another host, or in circles.
    #[error("{origin} redirects to another host or too often")]
    Redirect {
        /// What was asked.
        origin: String,
    },
    /// The body is longer than anything the source should send.
    #[error("{origin} sent more than {limit} bytes")]
    TooLarge {
        /// What was asked.
        origin: String,
        /// The most that is accepted.
        limit: usize,
    },
    /// The content type is none that the source sends.
    #[error("{origin} must send one of {allowed}, got {found:?}")]
    MediaType {
        /// What was asked.
        origin: String,
        /// What came.
        found: String,
        /// What the source sends.
        allowed: String,
    },
    /// The request could not be made, or the body broke off.
    #[error("the exchange with {origin} failed")]
    Exchange {
        /// What was asked.
        origin: String,
        /// What happened.
        #[source]
        source: reqwest::Error,
    },
    /// A file could not be read.
    #[error("{} could not be read", path.display())]
    File {
        /// Its path.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
}

impl Source {
    /// The name of the source, as it stands in its payloads.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Ecb(_) => Ecb::NAME,
            Self::Csv(_) => Csv::NAME,
        }
    }

    /// Asks the source at `now` for what came after the day `since`, or for all that it has.
    pub async fn fetch(&self, since: Option<NaiveDate>, now: DateTime<Utc>) -> Result<Payload, SourceError> {
        match self {
            Self::Ecb(ecb) => ecb.fetch(since, now).await,
            Self::Csv(csv) => csv.fetch(now).await,
        }
    }

    /// Reads what the source sent; never touches the network.
    pub fn parse(&self, payload: &Payload) -> Result<Parsed, ParseError> {
        match self {
            Self::Ecb(_) => crate::ecb::parse(payload),
            Self::Csv(_) => crate::csv::parse(payload),
        }
    }
}
