//! What a source is asked for, and what it gives: bytes that nobody has read yet, and then values.

use super::finding::Finding;
use chrono::{DateTime, NaiveDate, Utc};
use paridad_engine::data::series::{Observation, SeriesId};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The most bytes that one answer or file may have: 64 MiB.
pub const PAYLOAD_MAX_BYTES: usize = 64 << 20;

/// The newest period that is known of each series.
pub type Known = BTreeMap<SeriesId, NaiveDate>;

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

impl Parsed {
    /// What a source shows is known, even where its rule expects it later: rules are on the late side.
    #[must_use]
    pub(crate) fn seen_at(mut self, moment: DateTime<Utc>) -> Self {
        for observation in &mut self.observations {
            observation.known_at = observation.known_at.min(moment);
        }
        self
    }
}
