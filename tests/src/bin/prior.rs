//! Measures where learning begins, on other currencies before 2012, and writes it into the engine's source.
//!
//! `coefficients` learns the log-scales of each from nothing and takes the mean of where they stand at the end; `shapes`
//! takes those as given and fits the shapes of the residuals. `cargo xtask prior` runs one after the other.

use anyhow::bail;
use paridad_tests::prior;
use std::path::PathBuf;

fn main() -> anyhow::Result<()> {
    let vix = std::env::args_os().nth(2).map(PathBuf::from);
    match std::env::args().nth(1).as_deref() {
        Some("coefficients") => prior::write_coefficients(vix.as_deref()),
        Some("shapes") => prior::write_shapes(),
        _ => bail!("say coefficients or shapes"),
    }
}
