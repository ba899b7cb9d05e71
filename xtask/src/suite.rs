//! Everything CI runs, in named and timed stages, ending in one line of figures.

mod tally;

use crate::server;
use crate::steps::Steps;
use crate::suite::tally::Tally;
use crate::toolchain::WASM;
use crate::workspace::{self, Workspace, succeeded};
use crate::{browser, dashboard, database, fuzz, learned, toolchain, wasm_module};
use anyhow::Context;
use std::io::{BufRead, BufReader};
use std::process::{Command, ExitCode, Stdio};

/// How much is tested.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// All of it.
    Everything,
    /// Without the slow tests: browser and crash.
    Fast,
}

/// The packages that the browser runs, each linted alone: a workspace build unifies features, and
/// so would hide what one of them lacks.
const IN_THE_BROWSER: [&str; 3] = ["paridad-engine", "paridad-wire", "paridad-wasm"];

/// The package whose results in WASM are compared with the native ones.
const PARITY: &str = "paridad-parity";

/// The tests that `--fast` leaves out are behind this feature.
const SLOW: [&str; 2] = ["--features", "paridad-tests/slow"];

/// The tests that measure time, and run one by one after all others.
const ALONE: &str = "alone::";

pub(crate) const DENY_WARNINGS: [&str; 3] = ["--", "--deny", "warnings"];

/// Runs all stages; the exit code tells whether all went well.
pub(crate) fn run(workspace: &Workspace, scope: Scope) -> ExitCode {
    let stages = if scope == Scope::Fast { 13 } else { 14 };
    let mut suite = Suite { steps: Steps::new(stages), tally: Tally::default(), failed: Vec::new() };
    suite.stage("check the toolchain", |_| toolchain::ensure().and_then(|()| toolchain::ensure_lints()));
    suite.stage("check the format", |_| check_format(workspace));
    suite.stage("test the form", |tally| count(&mut workspace.cargo("test --package paridad-tidy"), tally));
    suite.stage("lint", |_| lint(workspace));
    suite.stage("lint what runs in the browser", |_| lint_for_browser(workspace));
    let built = suite.stage("build the dashboard", |_| {
        wasm_module::compile(workspace, dashboard::PACKAGE)?;
        dashboard::assemble(workspace)
    }) && suite.stage("build the server", |_| server::compile(workspace))
        && suite.stage("learn the bundled history", |_| learned::ensure(workspace))
        && suite.stage("build the parity module", |_| build_parity_module(workspace));
    let slow = scope == Scope::Everything && suite.stage("find the browser", |_| browser::ensure());
    suite.stage("find the database", |_| database::ensure());
    if built {
        let features = if slow { &SLOW[..] } else { &[] };
        suite.stage("test", |tally| test(workspace, features, tally));
    }
    suite.stage("test the build tool", |tally| count(&mut workspace.cargo("test --package xtask"), tally));
    suite.stage("fuzz the parsers", |tally| fuzz_all(workspace, tally));
    suite.end()
}

/// What has come of the stages so far.
struct Suite {
    steps: Steps,
    tally: Tally,
    failed: Vec<&'static str>,
}

impl Suite {
    /// Runs one stage. One that fails without a failed test to show for it counts as one.
    fn stage(&mut self, name: &'static str, body: impl FnOnce(&mut Tally) -> anyhow::Result<()>) -> bool {
        let mut tally = Tally::default();
        let result = self.steps.run(name, || body(&mut tally));
        if let Err(error) = &result {
            eprintln!("{error:#}");
            self.failed.push(name);
            tally.failed = tally.failed.max(1);
        }
        self.tally.add(tally);
        result.is_ok()
    }

    /// Names what failed, prints the figures as the last line, and gives the exit code.
    fn end(self) -> ExitCode {
        if !self.failed.is_empty() {
            eprintln!("failed: {}", self.failed.join(", "));
        }
        let Tally { passed, failed, skipped } = self.tally;
        println!("{passed} passed, {failed} failed, {skipped} skipped");
        if self.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// The fuzz targets are a workspace of their own.
fn check_format(workspace: &Workspace) -> anyhow::Result<()> {
    workspace::run(&mut workspace.cargo("fmt --all --check"))?;
    workspace::run(&mut workspace.cargo("fmt --manifest-path fuzz/Cargo.toml --check"))
}

fn lint(workspace: &Workspace) -> anyhow::Result<()> {
    let mut clippy = workspace.cargo("clippy --workspace --all-targets");
    workspace::run(clippy.args(SLOW).args(DENY_WARNINGS))?;
    fuzz::lint(workspace, &DENY_WARNINGS)
}

fn lint_for_browser(workspace: &Workspace) -> anyhow::Result<()> {
    for package in IN_THE_BROWSER {
        let mut clippy = workspace.cargo("clippy --package");
        workspace::run(clippy.args([package, "--target", WASM]).args(DENY_WARNINGS))?;
    }
    Ok(())
}

fn build_parity_module(workspace: &Workspace) -> anyhow::Result<()> {
    wasm_module::compile(workspace, PARITY)?;
    std::fs::write(workspace.parity_module(), wasm_module::bind(workspace, PARITY)?.module)?;
    Ok(())
}

fn test(workspace: &Workspace, features: &[&str], tally: &mut Tally) -> anyhow::Result<()> {
    let output = workspace.target.join("test-output");
    std::fs::create_dir_all(&output)?;
    let skipped = workspace.target.join("skipped.txt");
    // What an earlier run skipped is no matter of this one.
    std::fs::write(&skipped, "")?;
    let mut run = |words: &[&str]| {
        let mut tests = workspace.cargo("test --release --workspace --no-fail-fast");
        // Without it the server's build script would run again, and embed nothing.
        dashboard::embed(&mut tests, workspace)
            .args(["--exclude", "xtask", "--exclude", "paridad-tidy"])
            .args(features)
            .args(words)
            .env("PARIDAD_BIN", workspace.server())
            .env("PARIDAD_PARITY_WASM", workspace.parity_module())
            .env("PARIDAD_TEST_OUTPUT", &output)
            .env("PARIDAD_SKIPPED", &skipped);
        count(&mut tests, tally)
    };
    let together = run(&["--", "--skip", ALONE]);
    let alone = run(&["--test", "outside", "--", ALONE, "--test-threads", "1"]);
    tally.skip(&std::fs::read_to_string(&skipped)?);
    together.and(alone)
}

/// Each target counts as one test.
fn fuzz_all(workspace: &Workspace, tally: &mut Tally) -> anyhow::Result<()> {
    let fuzzed = fuzz::run(workspace, &fuzz::Options::default())?;
    tally.add(Tally { passed: fuzzed.passed, failed: fuzzed.failed.len() as u64, skipped: 0 });
    fuzzed.result()
}

/// Runs cargo's tests, passing on what they print and adding up their results.
fn count(command: &mut Command, tally: &mut Tally) -> anyhow::Result<()> {
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let stdout = child.stdout.take().context("the tests' output is not there to be read")?;
    for line in BufReader::new(stdout).lines() {
        let line = line?;
        println!("{line}");
        tally.read(&line);
    }
    let status = child.wait()?;
    succeeded(command, status)
}
