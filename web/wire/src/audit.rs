//! Who did what.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// One entry in the answer to `GET /api/v1/audit`, which lists them newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Its place in the trail, from 1 on.
    pub seq: u64,
    /// When it was done.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub actor: String,
    /// What was done, in a word or two.
    pub action: String,
    /// To what, and why.
    pub detail: String,
    /// The hash of this entry, which holds the hash of the one before.
    pub hash: String,
}
