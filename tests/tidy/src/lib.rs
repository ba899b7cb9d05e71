//! The form of the repository, held by tests that answer within seconds: style, what may use what, and what is used of others.
#![cfg(test)]

mod architecture;
mod dependencies;
mod guides;
mod style;

use std::env;
use std::process::Command;

/// The repository's folder.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// What cargo knows of our packages, and of all others unless it is told `--no-deps`.
fn metadata(words: &[&str]) -> anyhow::Result<serde_json::Value> {
    let words = [&["metadata", "--locked", "--format-version", "1"], words].concat();
    Ok(serde_json::from_str(&cargo(&words)?)?)
}

/// What cargo says, asked in the repository's folder.
fn cargo(words: &[&str]) -> anyhow::Result<String> {
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(words)
        .current_dir(ROOT)
        .output()?;
    anyhow::ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}
