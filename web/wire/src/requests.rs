//! What the API accepts.

use chrono::NaiveDate;
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

/// The body of `POST /api/v1/rollback`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rollback {
    /// The version that is to speak again.
    pub version: u64,
    /// Why, for the record.
    #[serde(default)]
    pub reason: String,
    /// The version that is thought to speak now: another one answers 409, so that nobody undoes what he has not seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaking: Option<u64>,
}

/// The body of `POST /api/v1/resume`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resume {
    /// Why, for the record.
    #[serde(default)]
    pub reason: String,
}

/// The body of `POST /api/v1/backup`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Backup {
    /// What the new file is called, in the server's folder for backups.
    pub file: String,
}
