//! What waits for a person.

use chrono::serde::ts_nanoseconds;
use chrono::{DateTime, Utc};
use paridad_engine::data::series::Observation;
use serde::{Deserialize, Serialize};

/// An observation that waits for a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeldRow {
    /// The observation.
    pub observation: Observation,
    /// The rule that it failed; of several the one that most people must agree on.
    pub rule: String,
    /// How it failed, for a person.
    pub detail: String,
    /// The batch that brought it.
    pub batch: u64,
    /// When it arrived.
    #[serde(with = "ts_nanoseconds")]
    pub received_at: DateTime<Utc>,
    /// How many people must agree on what becomes of it. To let it in may take more; see [`Entry::people`](super::Entry::people).
    pub reviewers: u8,
}
