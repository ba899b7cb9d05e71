//! What the archive has on record: what each pull brought, and who did what.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// One pull in the answer to `GET /api/v1/batches`, which lists them newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// Its place among the batches, from 1 on.
    pub seq: u64,
    /// The source that was pulled.
    pub source: String,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// Values that were let in.
    pub observed: u32,
    /// Values that were kept out, with the reason in `findings`.
    pub held: u32,
    /// Remarks on the quality of the data.
    pub findings: Vec<String>,
}

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
