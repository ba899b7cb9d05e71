//! The rows of what comes in: payloads, batches and observations.

use crate::Hash;
use chrono::serde::ts_nanoseconds;
use chrono::{DateTime, Utc};
use paridad_engine::data::series::Observation;
use serde::{Deserialize, Serialize};

/// Where a payload came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawRow {
    /// The source that was asked, such as `banxico`.
    pub source: String,
    /// What was asked: an address without secrets, or the name of a file.
    pub origin: String,
    /// The type that the source declared, such as `application/json`.
    pub media_type: String,
    /// When the payload arrived first.
    #[serde(with = "ts_nanoseconds")]
    pub received_at: DateTime<Utc>,
}

/// A payload, and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawPayload {
    /// Where it came from.
    pub row: RawRow,
    /// The bytes as they came.
    pub bytes: Vec<u8>,
}

/// What one pull brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchRow {
    /// The source that was pulled.
    pub source: String,
    /// When the batch arrived.
    #[serde(with = "ts_nanoseconds")]
    pub received_at: DateTime<Utc>,
    /// The payload that the batch was parsed from.
    pub raw: Hash,
    /// How many observations were let in.
    pub observed: u32,
    /// How many do not enter; the remarks say why.
    pub held: u32,
    /// The remarks on the quality of the data.
    pub findings: Vec<String>,
}

/// An observation, and how it came in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ObservationRow {
    /// The observation.
    pub observation: Observation,
    /// When it arrived.
    #[serde(with = "ts_nanoseconds")]
    pub received_at: DateTime<Utc>,
    /// The batch that brought it.
    pub batch: u64,
}
