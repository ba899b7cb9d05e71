//! Everything CI runs, in named and timed stages, ending in one line of figures.

mod all_tests;
mod tally;

use crate::server;
use crate::steps::Steps;
use crate::suite::all_tests::AllTests;
use crate::suite::tally::Tally;
use crate::toolchain::WASM;
use crate::workspace::{self, Workspace};
use crate::{browser, dashboard, database, fuzz, learned, toolchain, wasm_module};
use anyhow::anyhow;
use std::process::ExitCode;
use std::thread;

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
const IN_THE_BROWSER: [&str; 7] = [
    "paridad-engine",
    "paridad-wire",
    "paridad-exchange",
    "paridad-wasm",
    "paridad-worker",
    "paridad-analyst",
    "paridad-control",
];

/// The package whose results in WASM are compared with the native ones.
const PARITY: &str = "paridad-parity";

/// The tests that `--fast` leaves out are behind this feature.
const SLOW: [&str; 2] = ["--features", "paridad-tests/slow"];

pub(crate) const DENY_WARNINGS: [&str; 3] = ["--", "--deny", "warnings"];

/// Runs all stages; the exit code tells whether all went well.
pub(crate) fn run(workspace: &Workspace, scope: Scope) -> ExitCode {
    let stages = if scope == Scope::Fast { 15 } else { 16 };
    let mut suite = Suite { steps: Steps::new(stages), tally: Tally::default(), failed: Vec::new() };
    suite.stage("check the toolchain", |_| toolchain::ensure().and_then(|()| toolchain::ensure_lints()));
    suite.stage("check the format", |_| check_format(workspace));
    suite.stage("test the form", |tally| tally.count(&mut workspace.cargo("test --package paridad-tidy")));
    suite.stage("lint", |_| lint(workspace));
    suite.stage("lint what runs in the browser", |_| lint_for_browser(workspace));
    suite.stage("document", |_| document(workspace));
    let slow = scope == Scope::Everything && suite.stage("find the browser", |_| browser::ensure());
    suite.stage("find the database", |_| database::ensure());
    let tests = AllTests { workspace, features: if slow { &SLOW } else { &[] } };
    let built = suite.stage("build the dashboard", |_| {
        dashboard::compile(workspace)?;
        dashboard::assemble(workspace)
    }) && suite.stage("build the parity module", |_| build_parity_module(workspace))
        && suite.stage("build the server", |_| server::compile(workspace))
        && suite.stage("build the tests and learn the bundled history", |_| build_and_learn(&tests));
    if built {
        suite.stage("test", |tally| tests.run(tally));
        suite.stage("run the examples", |tally| tests.run_examples(tally));
    }
    suite.stage("test the build tool", |tally| tally.count(&mut workspace.cargo("test --package xtask")));
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

/// In the profile in which all is built, so that build scripts, what they compile of C and what runs inside the compiler serve both.
fn lint(workspace: &Workspace) -> anyhow::Result<()> {
    let mut clippy = workspace.cargo("clippy --release --workspace --all-targets");
    workspace::run(clippy.args(SLOW).args(DENY_WARNINGS))?;
    fuzz::lint(workspace, &DENY_WARNINGS)
}

fn lint_for_browser(workspace: &Workspace) -> anyhow::Result<()> {
    for package in IN_THE_BROWSER {
        let mut clippy = workspace.cargo("clippy --profile wasm --package");
        workspace::run(clippy.args([package, "--target", WASM]).args(DENY_WARNINGS))?;
    }
    Ok(())
}

fn document(workspace: &Workspace) -> anyhow::Result<()> {
    let mut document = workspace.cargo("doc --release --workspace --no-deps");
    workspace::run(document.env("RUSTDOCFLAGS", "--deny warnings"))
}

/// Learning takes one thread, and compiling the tests leaves one idle at its end.
fn build_and_learn(tests: &AllTests<'_>) -> anyhow::Result<()> {
    thread::scope(|scope| {
        let learning = scope.spawn(|| learned::ensure(tests.workspace));
        let built = tests.build();
        built.and(learning.join().map_err(|_| anyhow!("learning panicked"))?)
    })
}

fn build_parity_module(workspace: &Workspace) -> anyhow::Result<()> {
    wasm_module::compile(workspace, PARITY)?;
    std::fs::write(workspace.parity_module(), wasm_module::bind(workspace, PARITY)?.module)?;
    Ok(())
}

/// Each target counts as one test.
fn fuzz_all(workspace: &Workspace, tally: &mut Tally) -> anyhow::Result<()> {
    let fuzzed = fuzz::run(workspace, &fuzz::Options::default())?;
    tally.add(Tally { passed: fuzzed.passed, failed: fuzzed.failed.len() as u64, skipped: 0 });
    fuzzed.result()
}
