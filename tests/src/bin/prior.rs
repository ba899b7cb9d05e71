//! Measures where learning begins, on other currencies before 2012, and writes it into the engine's source.
//!
//! `coefficients` learns the log-scales of each from nothing and takes the mean of where they stand at the end; `shapes`
//! takes those as given and fits the shapes of the residuals. `cargo xtask prior` runs one after the other.

use anyhow::bail;
use paridad_tests::prior;

fn main() -> anyhow::Result<()> {
    match std::env::args().nth(1).as_deref() {
        Some("coefficients") => prior::write_coefficients(),
        Some("shapes") => prior::write_shapes(),
        _ => bail!("say coefficients or shapes"),
    }
}
