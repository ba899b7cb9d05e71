//! What is asked of backups on the command line.

use clap::Args;
use std::path::PathBuf;

/// What a backup is called.
#[derive(Debug, Clone, Args)]
pub(crate) struct BackupArgs {
    /// What the file is called, such as `2026-11-26.redb`.
    pub(crate) name: String,
}

/// Which backup is put in place.
#[derive(Debug, Clone, Args)]
pub(crate) struct RestoreArgs {
    /// The backup.
    pub(crate) file: PathBuf,
}
