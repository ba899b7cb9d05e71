//! Runs the measurements against the server as it is shipped.

use crate::workspace::{Workspace, run};
use crate::{dashboard, server};
use std::process::ExitCode;

/// Builds everything, then passes `options` to the bench binary.
pub(crate) fn run_with(workspace: &Workspace, options: &[&str]) -> anyhow::Result<ExitCode> {
    server::build(workspace)?;
    let mut bench = workspace.cargo("run --release --package paridad-tests --bin bench --");
    run(dashboard::embed(&mut bench, workspace).args(options).env("PARIDAD_BIN", workspace.server()))?;
    Ok(ExitCode::SUCCESS)
}
