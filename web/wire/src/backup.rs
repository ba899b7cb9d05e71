//! Backups.

use serde::{Deserialize, Serialize};

/// The body of `POST /api/v1/backup`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Backup {
    /// What the new file is called, in the server's folder for backups.
    pub file: String,
}

/// The answer to `POST /api/v1/backup`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackedUp {
    /// The file, on the machine of whoever wrote it.
    pub file: String,
    /// Records copied and read back.
    pub records: u64,
}
