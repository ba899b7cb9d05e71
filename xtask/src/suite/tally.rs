//! The figures of a test run, read from the lines that the test harness prints.

use crate::workspace::succeeded;
use anyhow::Context;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// How many tests passed, failed and were skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) passed: u64,
    pub(super) failed: u64,
    pub(super) skipped: u64,
}

impl Tally {
    /// Runs cargo's tests, passes on what they print, and adds up their results.
    pub(super) fn count(&mut self, command: &mut Command) -> anyhow::Result<()> {
        let mut child = command.stdout(Stdio::piped()).spawn()?;
        let stdout = child.stdout.take().context("the tests' output is not there to be read")?;
        for line in BufReader::new(stdout).lines() {
            let line = line?;
            println!("{line}");
            self.read(&line);
        }
        let status = child.wait()?;
        succeeded(command, status)
    }

    /// Adds the figures of one line of output, if it is a line of results.
    fn read(&mut self, line: &str) {
        let Some(results) = line.strip_prefix("test result: ") else {
            return;
        };
        let figure = |name: &str| {
            let parts = results.split(['.', ';']);
            parts.filter_map(|part| part.trim().strip_suffix(name)?.trim().parse::<u64>().ok()).sum::<u64>()
        };
        self.passed += figure("passed");
        self.failed += figure("failed");
    }

    /// Takes those tests for skipped that said so, a line each time: the harness has counted them among the passed.
    pub(super) fn skip(&mut self, said: &str) {
        let tests: BTreeSet<&str> = said.lines().collect();
        let skipped = tests.len() as u64;
        self.skipped += skipped;
        self.passed = self.passed.saturating_sub(skipped);
    }

    /// Adds another run's figures.
    pub(super) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_added_up_and_other_lines_are_not() {
        let mut tally = Tally::default();
        for line in [
            "running 3 tests",
            "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 4 filtered out; finished in 0.00s",
            "test the_words_9_passed_are_no_result ... ok",
            "test result: FAILED. 5 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 1.20s",
        ] {
            tally.read(line);
        }
        assert_eq!(tally, Tally { passed: 17, failed: 2, skipped: 0 });
    }

    #[test]
    fn a_test_that_says_that_it_is_skipped_has_not_passed_and_counts_once() {
        let mut tally = Tally { passed: 9, failed: 1, skipped: 0 };
        tally.skip("ingest ecb::tests::one\ningest ecb::tests::one\ntests ecb::tests::one\n");
        assert_eq!(tally, Tally { passed: 7, failed: 1, skipped: 2 });
        tally.skip("");
        assert_eq!(tally.skipped, 2);
    }
}
