//! What is asked of sources, and what they brought.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The body of `POST /api/v1/pull`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pull {
    /// Which source; without one, every source that needs no token or has one.
    pub source: Option<String>,
    /// For `csv`: the file's text.
    pub text: Option<String>,
    /// For `csv`: where the text was read, for the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Ask again for everything from this day on; without it, for what may have come since the last time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<NaiveDate>,
    /// Fetch and check, and keep nothing.
    #[serde(default)]
    pub dry_run: bool,
}

/// The answer to `POST /api/v1/pull`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pulled {
    /// The source.
    pub source: String,
    /// New values and revisions that entered.
    pub observed: usize,
    /// Values that were known already.
    pub known: usize,
    /// Values that were kept out, with the reason in `findings`.
    pub held: usize,
    /// Days learned.
    pub learned: usize,
    /// The last day learned.
    pub last_day: NaiveDate,
    /// The newest version.
    pub version: u64,
    /// Remarks on the quality of the data.
    pub findings: Vec<String>,
}

/// A run of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Its number.
    pub run: u64,
    /// The source.
    pub source: String,
    /// Who asked for it.
    pub actor: String,
    /// What set it off: `schedule`, `catch_up`, `manual`, `push` or `drop`.
    pub trigger: String,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended; none while it goes on.
    pub ended_at: Option<DateTime<Utc>>,
    /// The batches that it brought.
    pub batches: Vec<u64>,
    /// What came of it, once all is learned.
    pub brought: Option<RunBrought>,
    /// Why it failed, if it did.
    pub failed: Option<String>,
}

/// What came of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunBrought {
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
}
