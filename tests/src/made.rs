//! What the tests make for people to look at: pictures, figures.

use std::env;
use std::path::PathBuf;

/// Keeps a file where all of them lie.
///
/// # Errors
///
/// If it cannot be written.
pub fn keep(name: &str, bytes: &[u8]) -> anyhow::Result<PathBuf> {
    let built = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/test-output");
    let folder = env::var_os("PARIDAD_TEST_OUTPUT").map_or(built, PathBuf::from);
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(name);
    std::fs::write(&path, bytes)?;
    Ok(path)
}
