//! Runs the measurements against the server as it is shipped.

use crate::server;
use crate::workspace::{Workspace, run};
use std::process::ExitCode;

/// Builds everything, then passes `options` to the bench binary.
pub(crate) fn run_with(workspace: &Workspace, options: &[&str]) -> anyhow::Result<ExitCode> {
    server::build(workspace)?;
    run(workspace
        .cargo("run --release --package paridad-tests --bin bench --")
        .args(options)
        .env(server::DASHBOARD_DIR, workspace.dashboard())
        .env("PARIDAD_BIN", workspace.server()))?;
    Ok(ExitCode::SUCCESS)
}
