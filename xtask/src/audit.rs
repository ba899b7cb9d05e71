//! Known weaknesses of what others wrote, by cargo-deny and a database of advisories, where both are at hand.

use crate::toolchain;
use crate::workspace::{Workspace, run, succeeded};
use anyhow::{Context, bail};
use std::process::Stdio;

/// Looks all dependencies up. That they could not be looked up is an error: silence would look like safety.
pub(crate) fn audit(workspace: &Workspace) -> anyhow::Result<()> {
    let mut version = workspace.cargo("deny --version");
    let is_there =
        version.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success());
    if !is_there {
        bail!(
            "cargo-deny is not there, so no advisory was looked up: `cargo install --locked cargo-deny` brings it"
        );
    }
    let mut check = workspace.cargo("deny --all-features");
    let mut fetch = workspace.cargo("deny fetch db");
    let fetched = fetch.status().map_err(Into::into).and_then(|status| succeeded(&fetch, status));
    if let Err(error) = fetched {
        let database = toolchain::cargo_home()?.join("advisory-dbs");
        if !database.is_dir() {
            return Err(error).with_context(|| {
                format!("no database of advisories: none was fetched, and there is no {}", database.display())
            });
        }
        eprintln!("NOT FETCHED: the database of advisories in {} is as old as it is", database.display());
        check.arg("--offline");
    }
    run(check.args(["check", "advisories"]))
}
