//! Builds the server around the dashboard, and runs it.

use crate::steps::Steps;
use crate::workspace::{TOGETHER, Workspace, run};
use crate::{dashboard, learned, toolchain};
use anyhow::Context;
use std::io::{self, BufRead, BufReader};
use std::process::{Command, ExitCode, Stdio};
use std::thread;

/// What `up` may be told.
pub(crate) struct UpOptions {
    port: u16,
    data_dir: Option<String>,
    sandbox: bool,
}

/// Where the sandbox that `up --sandbox` starts listens.
const SANDBOX: &str = "127.0.0.1:8090";

impl UpOptions {
    /// Reads the words after `up`; `None` if they are not understood.
    pub(crate) fn parse(words: &[&str]) -> Option<Self> {
        let mut options = Self { port: 8080, data_dir: None, sandbox: false };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--port" => options.port = words.next()?.parse().ok()?,
                "--data-dir" => options.data_dir = Some((*words.next()?).to_owned()),
                "--sandbox" => options.sandbox = true,
                _ => return None,
            }
        }
        Some(options)
    }

    /// The folder of the archive; synthetic data are never mixed with others.
    fn data_dir(&self) -> &str {
        let usual = if self.sandbox { "paridad-sandbox-data" } else { "paridad-data" };
        self.data_dir.as_deref().unwrap_or(usual)
    }
}

/// Builds everything that is shipped.
pub(crate) fn build(workspace: &Workspace) -> anyhow::Result<()> {
    let mut steps = Steps::new(5);
    steps.run("check the toolchain", toolchain::ensure)?;
    steps.run("compile the dashboard", || dashboard::compile(workspace))?;
    steps.run("assemble the dashboard", || dashboard::assemble(workspace))?;
    steps.run("compile the server", || compile(workspace))?;
    steps.run("learn the bundled history", || learned::ensure(workspace))
}

/// Compiles the server with the finished dashboard inside.
pub(crate) fn compile(workspace: &Workspace) -> anyhow::Result<()> {
    let mut build = workspace.cargo("build --release --bin paridad");
    run(dashboard::embed(&mut build, workspace).args(TOGETHER))
}

/// Builds everything, then serves until it is told to end.
pub(crate) fn up(workspace: &Workspace, options: &UpOptions) -> anyhow::Result<ExitCode> {
    build(workspace)?;
    let mut server = Command::new(workspace.server());
    server
        .current_dir(&workspace.root)
        .args(["serve", "--data-dir", options.data_dir()])
        .args(["--listen", &format!("127.0.0.1:{}", options.port)]);
    if options.sandbox { beside_a_sandbox(workspace, server) } else { become_process(&mut server) }
}

/// Serves against a sandbox of all sources, which ends with the server.
fn beside_a_sandbox(workspace: &Workspace, mut server: Command) -> anyhow::Result<ExitCode> {
    let history = workspace.root.join("target/sandbox-history.csv");
    let mut sandbox = Command::new(workspace.server());
    sandbox.args(["sandbox", "--listen", SANDBOX, "--history-file"]).arg(&history).stdout(Stdio::piped());
    let mut sandbox = sandbox.spawn().context("the sandbox could not be started")?;
    let mut said = BufReader::new(sandbox.stdout.take().context("the sandbox says nothing")?);
    // Its first line says that it is ready, and its history written; the next ones, where each source is.
    let mut first = String::new();
    if said.read_line(&mut first)? == 0 {
        anyhow::bail!("the sandbox ended: {}", sandbox.wait()?);
    }
    print!("{first}");
    server.arg("--synthetic").arg("--history").arg(&history);
    loop {
        let mut line = String::new();
        said.read_line(&mut line)?;
        print!("{line}");
        let Some((variable, value)) =
            line.trim().split_once('=').filter(|(name, _)| name.starts_with("PARIDAD_"))
        else {
            break;
        };
        server.env(variable, value);
    }
    let rest = thread::spawn(move || io::copy(&mut said, &mut io::stdout()));
    let ended = server.status();
    sandbox.kill()?;
    sandbox.wait()?;
    // What it said last is of no use to anybody now.
    drop(rest.join());
    let status = ended.context("the server could not be started")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
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
        assert_eq!((defaults.port, defaults.data_dir()), (8080, "paridad-data"));
        let told = UpOptions::parse(&["--data-dir", "elsewhere", "--port", "9000"]).unwrap();
        assert_eq!((told.port, told.data_dir()), (9000, "elsewhere"));
        let sandbox = UpOptions::parse(&["--sandbox", "--port", "9000"]).unwrap();
        assert_eq!((sandbox.port, sandbox.data_dir()), (9000, "paridad-sandbox-data"));
    }

    #[test]
    fn up_refuses_what_it_does_not_understand() {
        for words in [&["--port"][..], &["--port", "high"], &["--data-dir"], &["--host", "x"]] {
            assert!(UpOptions::parse(words).is_none(), "{words:?}");
        }
    }
}
