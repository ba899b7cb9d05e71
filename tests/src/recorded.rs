//! What lies beside the repository and is no part of it: real series, for tests that are skipped where it is absent.

use crate::skipped;
use anyhow::Context;
use std::fmt::Display;
use std::fs;
use std::path::Path;

/// The text of a file of recorded data; nothing, and the test is skipped, where there are no such data.
///
/// # Errors
///
/// If they are there without that file, or the file cannot be read.
pub fn text(name: &str) -> anyhow::Result<Option<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    if !folder.is_dir() {
        skip(&format_args!("{} is absent", folder.display()))?;
        return Ok(None);
    }
    fs::read_to_string(folder.join(name)).with_context(|| name.to_owned()).map(Some)
}

/// Says that the test that runs is skipped, and counts it.
///
/// # Errors
///
/// If that cannot be said.
pub fn skip(reason: &dyn Display) -> anyhow::Result<()> {
    Ok(skipped::note(reason)?)
}
