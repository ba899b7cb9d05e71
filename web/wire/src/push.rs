//! What is pushed, and what came of it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The body of `POST /api/v1/observations` and of `POST /api/v1/webhooks/{name}`, in JSON.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Push {
    /// The values, a million at most.
    pub observations: Vec<PushedValue>,
}

/// A value of one of the bank's own series.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PushedValue {
    /// The series; its name gets the prefix `internal.` unless it has it.
    pub series: String,
    /// The day that it describes.
    pub period: NaiveDate,
    /// The value.
    pub value: f64,
    /// When it became known; without it, when it arrives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known_at: Option<DateTime<Utc>>,
}

/// What came of a push. The same push sent again, under the same key, is answered the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pushed {
    /// The batch that it became.
    pub batch: u64,
    /// New values and revisions that entered.
    pub observed: u32,
    /// Values that were known already.
    pub known: u32,
    /// Values that wait for a person.
    pub held: u32,
    /// Days learned.
    pub learned: u32,
    /// The newest version after it.
    pub version: u64,
    /// Remarks on the quality of the data.
    pub findings: Vec<String>,
}
