//! `paridad learn`: the bundled history learned into a packed archive, for a build to add to the program.

use crate::bundled;
use crate::conductor::{ARCHIVE_FILE, learn_bundle};
use crate::console::{Bar, line};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::process::ExitCode;

/// Learns in a folder of its own beside `into`, which so is whole or not there.
pub(super) fn run(into: &Path) -> Result<ExitCode> {
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
