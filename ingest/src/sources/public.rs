//! A public source: all that the rest of the program knows of it, in one place.

use crate::catalogue::{Catalogue, Described};
use crate::feed::failed::SourceError;
use crate::feed::http::Http;
use crate::feed::parse::ParseError;
use crate::feed::payload::{Known, Parsed, Payload};
use crate::feed::quota::Quota;
use crate::feed::secret::Secret;
use chrono::{DateTime, Utc};
use std::fmt::Debug;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};

/// A public source. What it sends holds nobody's name, and says nothing of when a value was revised.
#[derive(Debug)]
pub struct Public {
    /// Its name: in its payloads, in front of the ids of its series, in words of the command line.
    pub name: &'static str,
    /// How its owner asks to be named, in Spanish and in English.
    pub owner: (&'static str, &'static str),
    /// Where it is asked.
    pub addresses: &'static [Address],
    /// The variable with its token, if it wants one; with `_FILE` after it, the one that names a file with the token.
    pub token: Option<&'static str>,
    /// The file in the data folder that its requests are counted in, if it limits them: its limits go on when the program ends.
    pub quota: Option<&'static str>,
    /// Its series, as TOML; see [`Catalogue::parse`].
    pub series: &'static str,
    /// When it is pulled, as TOML; see [`schedule`](crate::schedule).
    pub plans: &'static str,
    /// Makes what asks it; nothing without the token that it wants.
    pub open: fn(Setup) -> Option<Arc<dyn Ask>>,
    /// Reads what it sends of the series that the catalogue has; never touches the network.
    pub parse: fn(&Payload, &Catalogue) -> Result<Parsed, ParseError>,
    /// Its series, once they have been read.
    pub read: OnceLock<Catalogue>,
}

/// A place where a source is asked.
#[derive(Debug)]
pub struct Address {
    /// The flag on the command line that gives another one, without its dashes.
    pub flag: &'static str,
    /// The variable that does.
    pub variable: &'static str,
    /// Where it is unless somebody says otherwise.
    pub default: &'static str,
    /// What is there.
    pub what: &'static str,
}

/// What a source is asked with.
#[derive(Debug)]
pub struct Setup {
    /// The client of all sources.
    pub http: Http,
    /// Where it is, in the order of [`Public::addresses`].
    pub addresses: Vec<String>,
    /// The token, if there is one.
    pub token: Option<Secret>,
    /// The count of its requests, if they are limited.
    pub quota: Option<Quota>,
}

/// What comes of asking, later.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Asks a public source.
pub trait Ask: Debug + Send + Sync {
    /// Asks at `now` for what may have come since what is known, or for all that it has.
    fn ask<'a>(
        &'a self,
        known: &'a Known,
        now: DateTime<Utc>,
    ) -> Later<'a, Result<Vec<Payload>, SourceError>>;

    /// Asks at `now` what it says of the series that the catalogue has of it; nothing where it does not say.
    fn describe(&self, now: DateTime<Utc>) -> Later<'_, Result<Option<Vec<Described>>, DescribeError>> {
        let _ = now;
        Box::pin(async { Ok(None) })
    }
}

/// Why a source could not be asked about its series.
#[derive(Debug, thiserror::Error)]
pub enum DescribeError {
    /// It gave nothing.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// What it gave cannot be read.
    #[error(transparent)]
    Parse(#[from] ParseError),
}

impl Public {
    /// Its series.
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "the text is part of the binary, and a test parses it"
    )]
    pub fn catalogue(&self) -> &Catalogue {
        self.read
            .get_or_init(|| Catalogue::parse(self.name, self.series).expect("the bundled series are sound"))
    }
}
