//! The seam between the sources and everything else: fetch, then parse.

pub mod banxico;
mod describe;
pub mod ecb;
pub mod inegi;
pub mod own;
mod plan;
pub mod push;
pub mod review;

pub use describe::DescribeError;

use crate::catalogue::{Catalogue, Entry, Provider};
use crate::feed::csv::Csv;
use crate::feed::finding::Finding;
use crate::feed::parse::ParseError;
use crate::feed::quota::QuotaError;
use crate::sources::banxico::Banxico;
use crate::sources::ecb::Ecb;
use crate::sources::own::{Internal, PostgresError};
use chrono::{DateTime, Days, NaiveDate, Utc};
use inegi::Inegi;
use paridad_engine::series::{Observation, SeriesId};
use plan::{Part, plan};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The most bytes that one answer or file may have: 64 MiB.
pub const PAYLOAD_MAX_BYTES: usize = 64 << 20;

/// The names of the public sources: what they send holds nobody's name, and says nothing of when a value was revised.
pub const PUBLIC: [&str; 3] = [Ecb::NAME, Banxico::NAME, Inegi::NAME];

/// Some values are published before their day: the UDI up to a fortnight.
const PUBLISHED_AHEAD: Days = Days::new(31);

/// An origin of data.
#[derive(Debug, Clone)]
pub enum Source {
    /// The reference rates of the European Central Bank.
    Ecb(Ecb),
    /// Banco de México.
    Banxico(Banxico),
    /// Mexico's national institute of statistics.
    Inegi(Inegi),
    /// A file with the bank's own series.
    Csv(Csv),
    /// A source of the bank's own.
    Internal(Box<Internal>),
}

/// What a source is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// The newest period that is known of each series.
    pub known: Known,
    /// The day from which on a source of the bank's own gives what it has, if it can tell; all of it without one.
    pub from: Option<NaiveDate>,
}

/// What is fetched by itself: a part that fails keeps no other out, and no more than one is held in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Portion {
    /// All that a source has.
    All,
    /// One file of a folder.
    File(PathBuf),
}

/// What a source gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Delivery {
    /// What is kept of it.
    pub payload: Payload,
    /// Whether the same bytes that come again are not taken in again.
    pub once: bool,
    /// What was found in the whole of it, of which the payload may be a part.
    pub findings: Vec<Finding>,
}

impl From<Payload> for Delivery {
    fn from(payload: Payload) -> Self {
        Self { payload, once: false, findings: Vec::new() }
    }
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
    /// The token is wrong, or was not sent.
    #[error("{origin} does not accept the token")]
    Token {
        /// What was asked.
        origin: String,
    },
    /// Everything that may be asked for now has been asked.
    #[error("the quota of {origin} is used up until {until}")]
    Quota {
        /// What was asked.
        origin: String,
        /// When it may be asked again.
        until: DateTime<Utc>,
    },
    /// The requests could not be counted, and so none was made.
    #[error("the quota of {origin} could not be kept")]
    Ledger {
        /// What was to be asked.
        origin: String,
        /// What is wrong with the count.
        #[source]
        source: QuotaError,
    },
    /// The source does not know a series that we asked for.
    #[error("{origin} asks for a series that the source does not know")]
    UnknownSeries {
        /// What was asked.
        origin: String,
    },
    /// One request may not ask for so much.
    #[error("{origin} asks for more than the source gives at once")]
    TooMany {
        /// What was asked.
        origin: String,
    },
    /// The source does not understand us.
    #[error("{origin} is a bad request to its source, which says {message:?}")]
    BadRequest {
        /// What was asked.
        origin: String,
        /// What the source says.
        message: String,
    },
    /// A failure inside the source, or a web page of whatever stands before it.
    #[error("{origin} is out of order: HTTP status {status} (tries: {tries}), {start:?}")]
    Unavailable {
        /// What was asked.
        origin: String,
        /// The status, which may be that of a success.
        status: u16,
        /// How often it was asked.
        tries: u32,
        /// The beginning of what came.
        start: String,
    },
    /// The answer ended too early, each time.
    #[error("{origin} broke off after {length} bytes (tries: {tries})")]
    Truncated {
        /// What was asked.
        origin: String,
        /// The bytes that came the last time.
        length: usize,
        /// How often it was asked.
        tries: u32,
    },
    /// The answer is none of those that the source is known to give.
    #[error("{origin} has changed its format: HTTP status {status}, {start:?}")]
    Changed {
        /// What was asked.
        origin: String,
        /// The status.
        status: u16,
        /// The beginning of what came.
        start: String,
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
    /// A file is being written.
    #[error("{} changed while it was read", path.display())]
    Growing {
        /// Its path.
        path: PathBuf,
    },
    /// A database gave no rows.
    #[error("{origin} gave no rows (tries: {tries})")]
    Database {
        /// What was asked.
        origin: String,
        /// How often it was asked.
        tries: u32,
        /// What happened the last time.
        #[source]
        source: PostgresError,
    },
    /// What came is no table, or lacks a column.
    #[error("{origin} must give a table with the columns that are read")]
    Shape {
        /// What was asked.
        origin: String,
        /// What is wrong with it.
        #[source]
        source: ParseError,
    },
    /// An answer goes on for ever, or in circles.
    #[error("{origin} must have at most {limit} different pages")]
    Pages {
        /// What was asked.
        origin: String,
        /// The most that are asked for.
        limit: usize,
    },
}

/// The newest period that is known of each series.
pub type Known = BTreeMap<SeriesId, NaiveDate>;

impl Source {
    /// The name of the source, as it stands in its payloads.
    pub fn name(&self) -> &str {
        match self {
            Self::Ecb(_) => Ecb::NAME,
            Self::Banxico(_) => Banxico::NAME,
            Self::Inegi(_) => Inegi::NAME,
            Self::Csv(_) => Csv::NAME,
            Self::Internal(internal) => &internal.name,
        }
    }

    /// The portions in which the source is fetched: the files of a folder, or all at once.
    pub async fn portions(&self) -> Result<Vec<Portion>, SourceError> {
        match self {
            Self::Internal(internal) => internal.portions().await,
            _ => Ok(vec![Portion::All]),
        }
    }

    /// Asks the source at `now` for what may have come since what is known, or for all that it has.
    pub async fn fetch(
        &self,
        portion: &Portion,
        asked: &Asked,
        now: DateTime<Utc>,
    ) -> Result<Vec<Delivery>, SourceError> {
        let payloads = match self {
            Self::Internal(internal) => return internal.fetch(portion, asked, now).await.map(Vec::from_iter),
            public => public.payloads(&asked.known, now).await?,
        };
        Ok(payloads.into_iter().map(Delivery::from).collect())
    }

    /// What a public source, or a file, has.
    async fn payloads(&self, known: &Known, now: DateTime<Utc>) -> Result<Vec<Payload>, SourceError> {
        let catalogue = Catalogue::bundled();
        match self {
            Self::Ecb(ecb) => Ok(vec![ecb.fetch(known, now).await?]),
            Self::Banxico(banxico) => {
                let (until, mut payloads) = (now.date_naive() + PUBLISHED_AHEAD, Vec::new());
                for Part { entries, from } in plan(catalogue.of(Provider::Banxico), known) {
                    payloads.extend(banxico.fetch(&entries, from, until, now).await?);
                }
                Ok(payloads)
            }
            Self::Inegi(inegi) => {
                let entries: Vec<&Entry> = catalogue.of(Provider::Inegi).collect();
                inegi.fetch(&entries, now).await
            }
            Self::Csv(csv) => Ok(vec![csv.fetch(now).await?]),
            Self::Internal(_) => Ok(Vec::new()),
        }
    }
}

/// Reads what a source sent; never touches the network.
pub fn parse(payload: &Payload) -> Result<Parsed, ParseError> {
    match payload.source.as_str() {
        Ecb::NAME => ecb::parse(payload),
        Banxico::NAME => Ok(seen_by(payload, banxico::parse(payload, Catalogue::bundled())?)),
        Inegi::NAME => Ok(seen_by(payload, inegi::parse(payload, Catalogue::bundled())?)),
        Csv::NAME => crate::feed::csv::parse(payload),
        push::NAME => push::parse(payload),
        review::NAME => review::parse(payload),
        // What is kept of the bank's own sources is CSV, whatever they are called.
        _ if payload.media_type == crate::feed::csv::MEDIA_TYPE => crate::feed::csv::parse(payload),
        other => Err(ParseError::Source { found: other.to_owned() }),
    }
}

/// What a source shows is known, even where its rule expects it later: rules are on the late side.
fn seen_by(payload: &Payload, mut parsed: Parsed) -> Parsed {
    for observation in &mut parsed.observations {
        observation.known_at = observation.known_at.min(payload.received_at);
    }
    parsed
}
