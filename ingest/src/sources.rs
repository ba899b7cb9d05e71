//! The sources: the public ones, a folder for each and a line in the registry, and those of the bank's own.

pub mod banxico;
pub mod cboe;
pub mod ecb;
pub mod events;
pub mod fed;
pub mod inegi;
pub mod own;
mod public;
pub mod push;
mod registry;
pub mod review;
pub mod ustreasury;

pub use public::{Address, Ask, DescribeError, Later, Public, Setup};
pub use registry::{PUBLIC, catalogue, public};

use crate::catalogue::Described;
use crate::feed::csv::{self, Csv};
use crate::feed::failed::SourceError;
use crate::feed::parse::ParseError;
use crate::feed::payload::{Asked, Delivery, Parsed, Payload, Portion};
use chrono::{DateTime, Utc};
use own::Internal;
use std::sync::Arc;

/// An origin of data.
#[derive(Debug, Clone)]
pub enum Source {
    /// A public one, and what asks it.
    Public(&'static Public, Arc<dyn Ask>),
    /// A file with the bank's own series.
    Csv(Csv),
    /// A source of the bank's own.
    Internal(Box<Internal>),
}

impl Source {
    /// The name of the source, as it stands in its payloads.
    pub fn name(&self) -> &str {
        match self {
            Self::Public(source, _) => source.name,
            Self::Csv(_) => Csv::NAME,
            Self::Internal(internal) => &internal.name,
        }
    }

    /// The portions in which the source is fetched: the files of a folder, or all at once.
    pub async fn portions(&self) -> Result<Vec<Portion>, SourceError> {
        match self {
            Self::Internal(internal) => internal.portions().await,
            Self::Public(..) | Self::Csv(_) => Ok(vec![Portion::All]),
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
            Self::Csv(csv) => vec![csv.fetch(now).await?],
            Self::Public(_, ask) => ask.ask(&asked.known, now).await?,
        };
        Ok(payloads.into_iter().map(Delivery::from).collect())
    }

    /// Asks the source at `now` what it says of the series that the catalogue has of it; nothing where it does not say.
    pub async fn describe(&self, now: DateTime<Utc>) -> Result<Option<Vec<Described>>, DescribeError> {
        match self {
            Self::Public(_, ask) => ask.describe(now).await,
            Self::Csv(_) | Self::Internal(_) => Ok(None),
        }
    }
}

/// Reads what a source sent; never touches the network.
pub fn parse(payload: &Payload) -> Result<Parsed, ParseError> {
    let name = payload.source.as_str();
    if let Some(source) = public(name) {
        return (source.parse)(payload, source.catalogue());
    }
    match name {
        push::NAME => push::parse(payload),
        events::NAME => events::parse(payload),
        review::NAME => review::parse(payload),
        // What is kept of the bank's own sources is CSV, whatever they are called.
        _ if name == Csv::NAME || payload.media_type == csv::MEDIA_TYPE => csv::parse(payload),
        other => Err(ParseError::Source { found: other.to_owned() }),
    }
}

#[cfg(test)]
mod tests;
