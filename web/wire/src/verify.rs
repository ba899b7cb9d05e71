//! What is asked of a verification, and what came of it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The body of `POST /api/v1/verify`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verify {
    /// Whether everything is replayed from nothing, also what earlier verifications have proven.
    #[serde(default)]
    pub full: bool,
}

/// What came of a verification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    /// Whether everything is as it was written.
    pub clean: bool,
    /// Whether everything was replayed from nothing. Else `proven` says what was not, and `lines` from where on each was.
    #[serde(default)]
    pub full: bool,
    /// Records whose checksum was verified.
    pub records: u64,
    /// Events replayed by the line that learns on.
    pub events: u64,
    /// Versions whose snapshot came out with the same hash.
    pub reproduced: u64,
    /// Refits that came out with the same bits.
    #[serde(default)]
    pub refits: u64,
    /// Versions made by another engine revision: stored bits checked, not recomputed.
    pub foreign: u64,
    /// What an earlier verification has proven and is bit for bit the same, so that it was not replayed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proven: Option<Proven>,
    /// The lines of states that were replayed, the one that learns on first.
    #[serde(default)]
    pub lines: Vec<ReplayedLine>,
    /// What is wrong, one sentence each.
    pub faults: Vec<String>,
}

/// What an earlier verification has proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proven {
    /// The last event that it has replayed.
    pub event: u64,
    /// The last version that it has compared.
    pub version: u64,
    /// How many versions of this engine revision that are.
    pub versions: u64,
    /// When it was proven.
    pub at: DateTime<Utc>,
    /// When all was last replayed from nothing.
    pub full_at: DateTime<Utc>,
}

/// A line of states that was replayed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplayedLine {
    /// What it is: `learned`, or what a line began with: `challenger`, `promoted`, `without`, `put-back`, `upgrade`.
    pub line: String,
    /// The version that it began with; none of the line that learns on.
    pub version: Option<u64>,
    /// The last event that was not replayed, but taken from a snapshot that is proven; 0 where all was replayed from nothing.
    pub after_event: u64,
    /// The last event that was replayed.
    pub until_event: u64,
}
