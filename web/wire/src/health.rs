//! The state of the service.

use crate::provenance::Provenance;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The answer to `GET /api/v1/status`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Status {
    /// Who speaks.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// The newest version that has learned, which speaks unless another is pinned.
    pub learned_version: u64,
    /// The last day that it has learned.
    pub learned_day: NaiveDate,
    /// The server's version.
    pub software: String,
    /// What waits for people.
    pub waiting: Waiting,
    /// What should be here and is not.
    pub late: Late,
    /// What somebody should look after; empty where all is well.
    #[serde(default)]
    pub concerns: Vec<Concern>,
}

/// What waits for people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// Values that are held back until a person decides.
    pub held: u64,
    /// What one person has proposed and another must agree to: precedents, take-outs, put-backs and promotions.
    pub proposals: u64,
}

/// What should be here and is not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Late {
    /// The sources of which a series is late, by their names.
    pub sources: Vec<String>,
    /// For how many whole days the one that is late for longest has been.
    pub days: u64,
}

/// What somebody should look after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concern {
    /// What it is about: `archive`, `damage`, `runs`, `calendar` (that of the program cannot be taken in), `precedents`, `refit` or
    /// `events` (a calendar ends).
    pub matter: String,
    /// Since when, as far back as this server knows.
    pub since: DateTime<Utc>,
    /// What is wrong, in one sentence.
    pub detail: String,
}
