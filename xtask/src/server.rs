//! Builds the server around the dashboard, and runs it.

use crate::steps::Steps;
use crate::workspace::{Workspace, run};
use crate::{dashboard, learned, toolchain, wasm_module};
use anyhow::Context;
use std::process::{Command, ExitCode};

/// The environment variable from which the server's build takes the dashboard's folder.
pub(crate) const DASHBOARD_DIR: &str = "PARIDAD_DASHBOARD_DIR";

/// What `up` may be told.
pub(crate) struct UpOptions {
    port: u16,
    data_dir: String,
}

impl UpOptions {
    /// Reads the words after `up`; `None` if they are not understood.
    pub(crate) fn parse(words: &[&str]) -> Option<Self> {
        let mut options = Self { port: 8080, data_dir: "paridad-data".to_owned() };
        for pair in words.chunks(2) {
            match pair {
                ["--port", port] => options.port = port.parse().ok()?,
                ["--data-dir", folder] => (*folder).clone_into(&mut options.data_dir),
                _ => return None,
            }
        }
        Some(options)
    }
}

/// Builds everything that is shipped.
pub(crate) fn build(workspace: &Workspace) -> anyhow::Result<()> {
    let mut steps = Steps::new(5);
    steps.run("check the toolchain", toolchain::ensure)?;
    steps.run("compile the dashboard", || wasm_module::compile(workspace, dashboard::PACKAGE))?;
    steps.run("assemble the dashboard", || dashboard::assemble(workspace))?;
    steps.run("learn the bundled history", || learned::ensure(workspace))?;
    steps.run("compile the server", || compile(workspace))
}

/// Compiles the server with the finished dashboard and the learned archive inside.
pub(crate) fn compile(workspace: &Workspace) -> anyhow::Result<()> {
    run(learned::carry(&mut workspace.cargo("build --release --package paridad"), workspace))
}

/// Builds everything, then serves until it is told to end.
pub(crate) fn up(workspace: &Workspace, options: &UpOptions) -> anyhow::Result<ExitCode> {
    build(workspace)?;
    let mut server = Command::new(workspace.server());
    server
        .current_dir(&workspace.root)
        .args(["serve", "--data-dir", &options.data_dir])
        .args(["--listen", &format!("127.0.0.1:{}", options.port)]);
    become_process(&mut server)
}

/// Puts the server in this program's place, so that Ctrl-C and signals reach it alone.
#[cfg(unix)]
fn become_process(server: &mut Command) -> anyhow::Result<ExitCode> {
    use std::os::unix::process::CommandExt;
    Err(server.exec()).context("the server could not be started")
}

#[cfg(not(unix))]
fn become_process(server: &mut Command) -> anyhow::Result<ExitCode> {
    let status = server.status().context("the server could not be started")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn up_has_defaults_and_takes_its_options_in_any_order() {
        let defaults = UpOptions::parse(&[]).unwrap();
        assert_eq!((defaults.port, defaults.data_dir.as_str()), (8080, "paridad-data"));
        let told = UpOptions::parse(&["--data-dir", "elsewhere", "--port", "9000"]).unwrap();
        assert_eq!((told.port, told.data_dir.as_str()), (9000, "elsewhere"));
    }

    #[test]
    fn up_refuses_what_it_does_not_understand() {
        for words in [&["--port"][..], &["--port", "high"], &["--data-dir"], &["--host", "x"]] {
            assert!(UpOptions::parse(words).is_none(), "{words:?}");
        }
    }
}
