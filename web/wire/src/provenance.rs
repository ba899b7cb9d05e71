//! Who speaks, from when, and how old that is: what every answer that speaks of the rate begins with.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Who speaks, from when, and how old that is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Provenance {
    /// The target's id, such as `usdmxn`.
    pub target: String,
    /// What the target is, in words, in the language that was asked for.
    pub target_title: String,
    /// The version that says this.
    pub version: u64,
    /// Whether it is the one that speaks now, and not an earlier one that was asked for.
    pub speaking: bool,
    /// The hash of its snapshot.
    pub snapshot: String,
    /// Which numbers the engine gives.
    pub engine_revision: u32,
    /// The day from which it looks ahead.
    pub origin: NaiveDate,
    /// The moment at which that day's value became known.
    pub origin_at: DateTime<Utc>,
    /// The exchange rate of that day.
    pub spot: f64,
    /// How many publication days are overdue.
    pub late_days: usize,
    /// Whether more than one publication day is overdue.
    pub stale: bool,
    /// Whether a person has pinned this version.
    pub pinned: bool,
}
