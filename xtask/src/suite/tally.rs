//! The figures of a test run, read from the lines that the test harness prints.

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) passed: u64,
    pub(super) failed: u64,
}

impl Tally {
    /// Adds the figures of one line of output, if it is a line of results.
    pub(super) fn read(&mut self, line: &str) {
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

    /// Adds another run's figures.
    pub(super) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
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
        assert_eq!(tally, Tally { passed: 17, failed: 2 });
    }
}
