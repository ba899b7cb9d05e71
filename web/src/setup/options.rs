//! What every command understands.

use super::addresses::Addresses;
use crate::wording::{REASON_MAX_CHARS, fits};
use clap::Args;
use std::path::PathBuf;

/// What every command understands.
#[derive(Debug, Clone, Args)]
pub(crate) struct Options {
    /// The folder of the archive.
    #[arg(long, global = true, env = "PARIDAD_DATA_DIR", default_value = "paridad-data")]
    pub(crate) data_dir: PathBuf,
    /// The folder for backups; without it, `backups` in the folder of the archive.
    #[arg(long, global = true, value_name = "FOLDER", env = "PARIDAD_BACKUP_DIR")]
    pub(crate) backup_dir: Option<PathBuf>,
    /// Answer as JSON.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Start an empty archive with this file, in the format of the ECB's eurofxref-hist.csv, instead of the bundled history.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) history: Option<PathBuf>,
    /// The public sources that are asked, by their names with commas between; without it, all of them.
    #[arg(long, global = true, value_name = "NAMES", env = "PARIDAD_SOURCES", value_delimiter = ',')]
    pub(crate) sources: Option<Vec<String>>,
    #[command(flatten)]
    pub(crate) addresses: Addresses,
    /// A file with the token to show to a running server; else it is in the environment variable `PARIDAD_TOKEN`, or in the file
    /// that `PARIDAD_TOKEN_FILE` names, or there is none.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) token_file: Option<PathBuf>,
}

impl Options {
    /// The folder for backups.
    pub(crate) fn backups(&self) -> PathBuf {
        self.backup_dir.clone().unwrap_or_else(|| self.data_dir.join("backups"))
    }
}

/// A reason that a command was given, if it may go on record.
pub(crate) fn reason(text: &str) -> Result<String, String> {
    if fits(text, REASON_MAX_CHARS) {
        return Ok(text.to_owned());
    }
    Err(format!("must have at most {REASON_MAX_CHARS} characters and no control characters"))
}
