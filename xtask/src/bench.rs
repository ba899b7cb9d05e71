//! Runs the measurements against the server as it is shipped.

use crate::workspace::{TOGETHER, Workspace, run};
use crate::{dashboard, server};
use std::process::{Command, ExitCode};

/// Builds everything, then passes `options` to the bench binary.
pub(crate) fn run_with(workspace: &Workspace, options: &[&str]) -> anyhow::Result<ExitCode> {
    server::build(workspace)?;
    let mut build = workspace.cargo("build --release --bin bench");
    run(dashboard::embed(&mut build, workspace).args(TOGETHER))?;
    let mut bench = Command::new(workspace.built("bench"));
    run(bench.args(options).env("PARIDAD_BIN", workspace.server()))?;
    Ok(ExitCode::SUCCESS)
}
