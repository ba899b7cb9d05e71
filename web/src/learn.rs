//! `paridad learn`: the bundled history learned into a packed archive, for a build to add to the program.

use crate::conductor::{ARCHIVE_FILE, learn_bundle};
use crate::console::{Bar, line};
use crate::setup::bundled;
use anyhow::{Context, Result};
use clap::Args;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

/// Where what is learned goes.
#[derive(Debug, Clone, Args)]
pub(crate) struct LearnArgs {
    /// The file to write.
    #[arg(long, value_name = "FILE")]
    pub(crate) into: PathBuf,
}

/// Learns in a folder of its own beside `into`, which so is whole or not there.
pub(crate) fn run(wanted: &LearnArgs) -> Result<ExitCode> {
    let into = &wanted.into;
    let folder = into.with_extension("partial");
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
    }
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let (archive, packed) = (folder.join(ARCHIVE_FILE), folder.join("packed"));
    let mut bar = Bar::default();
    learn_bundle(&archive, &mut |at| bar.show(at))?;
    bar.finish();
    bundled::pack(&archive, &packed).context("the archive cannot be packed")?;
    fs::rename(&packed, into).with_context(|| into.display().to_string())?;
    fs::remove_dir_all(&folder)?;
    line(&format!("learned into {}", into.display()))?;
    Ok(ExitCode::SUCCESS)
}
