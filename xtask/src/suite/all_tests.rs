//! The tests of all packages but those that need nothing built: compiled at once, run together, and one by one where they measure time.

use super::tally::Tally;
use crate::dashboard;
use crate::workspace::{TOGETHER, Workspace, run};
use anyhow::Context;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// The tests that measure time, and run one by one after all others.
const ALONE: &str = "alone::";

/// The folders with programs that show what a package is for, each of which counts as one test.
const EXAMPLES: [&str; 2] = ["engine/examples", "engine/store/examples"];

/// The tests, with the features that say which.
pub(super) struct AllTests<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) features: &'static [&'static str],
}

impl AllTests<'_> {
    /// Compiles them.
    pub(super) fn build(&self) -> anyhow::Result<()> {
        run(&mut self.cargo(&["--no-run"]))
    }

    /// Runs them.
    pub(super) fn run(&self, tally: &mut Tally) -> anyhow::Result<()> {
        fs::create_dir_all(self.output())?;
        // What an earlier run skipped is no matter of this one.
        fs::write(self.skipped(), "")?;
        let together = tally.count(&mut self.cargo(&["--", "--skip", ALONE]));
        let alone = ["--test", "outside", "--", ALONE, "--test-threads", "1"];
        let alone = tally.count(&mut self.cargo(&alone));
        tally.skip(&fs::read_to_string(self.skipped())?);
        together.and(alone)
    }

    /// Runs the examples, which were compiled with the tests.
    pub(super) fn run_examples(&self, tally: &mut Tally) -> anyhow::Result<()> {
        for folder in EXAMPLES {
            for entry in fs::read_dir(self.workspace.root.join(folder))? {
                let path = entry?.path();
                if path.extension().is_some_and(|extension| extension == "rs") {
                    let name = path.file_stem().context("an example without a name")?;
                    run(&mut Command::new(self.workspace.built("examples").join(name)))?;
                    tally.passed += 1;
                }
            }
        }
        Ok(())
    }

    fn cargo(&self, words: &[&str]) -> Command {
        let mut tests = self.workspace.cargo("test --release --no-fail-fast");
        // Without the dashboard the server's build script would run again, and embed nothing.
        dashboard::embed(&mut tests, self.workspace)
            .args(TOGETHER)
            .args(self.features)
            .args(words)
            .env("PARIDAD_BIN", self.workspace.server())
            .env("PARIDAD_PARITY_WASM", self.workspace.parity_module())
            .env("PARIDAD_TEST_OUTPUT", self.output())
            .env("PARIDAD_SKIPPED", self.skipped());
        tests
    }

    /// Where tests put what they make for people to look at.
    fn output(&self) -> PathBuf {
        self.workspace.target.join("test-output")
    }

    /// Where a test that cannot run on this machine says so.
    fn skipped(&self) -> PathBuf {
        self.workspace.target.join("skipped.txt")
    }
}
