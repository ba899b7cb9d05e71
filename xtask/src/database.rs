//! The PostgreSQL that queries are tested against: found, installed where that is possible, or missed loudly.

use crate::debian;
use std::path::Path;

const PACKAGES: [&str; 1] = ["postgresql"];

/// Where Debian keeps the programs of all versions.
const VERSIONS: &str = "/usr/lib/postgresql";

/// Checks for PostgreSQL; installs it as root on Debian. Its tests say so themselves where there is none.
pub(crate) fn ensure() -> anyhow::Result<()> {
    if !present() {
        debian::install(&PACKAGES)?;
    }
    if !present() {
        eprintln!("no PostgreSQL in {VERSIONS}: the tests of queries to one are left out");
    }
    Ok(())
}

fn present() -> bool {
    let versions = Path::new(VERSIONS).read_dir().into_iter().flatten().flatten();
    versions.map(|version| version.path().join("bin/postgres")).any(|program| program.exists())
}
