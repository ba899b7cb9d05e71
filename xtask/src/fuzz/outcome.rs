//! How a target fared, read from the lines that libFuzzer prints.

use std::collections::VecDeque;
use std::fmt;
use std::time::Duration;

/// The lines that are kept for a failure: the message, the trace and the input.
const LINES_KEPT: usize = 60;

/// How a target fared.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    runs: u64,
    /// How long it took: libFuzzer's own rate is 0 within the first second.
    pub(super) time: Duration,
    /// The edges of the program that were taken.
    edges: u64,
    /// The file with the input that failed.
    pub(super) artifact: Option<String>,
    /// Whether it ended otherwise than by its bounds.
    pub(super) has_failed: bool,
    lines: VecDeque<String>,
}

impl Outcome {
    /// Takes in one line.
    pub(super) fn read(&mut self, line: &str) {
        let figure = |name: &str| line.split_once(name)?.1.split_whitespace().next()?.parse().ok();
        self.runs = figure("stat::number_of_executed_units:").unwrap_or(self.runs);
        self.edges = figure(" cov: ").unwrap_or(self.edges);
        if let Some((_, artifact)) = line.split_once("Test unit written to ") {
            self.artifact = Some(artifact.to_owned());
        }
        if self.lines.len() == LINES_KEPT {
            self.lines.pop_front();
        }
        self.lines.push_back(line.to_owned());
    }

    /// Whether it met no bad input in at least so many runs.
    pub(super) fn is_passed(&self, runs_min: Option<u64>) -> bool {
        !self.has_failed && runs_min.is_none_or(|runs_min| self.runs >= runs_min)
    }

    /// The last lines.
    pub(super) fn end(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(String::as_str).collect();
        lines.join("\n")
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { runs, edges, time, .. } = self;
        let per_second = *runs as f64 / time.as_secs_f64().max(1e-3);
        write!(f, "{runs} runs, {per_second:.0} a second, {edges} edges")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_and_the_failed_input_are_read() {
        let mut outcome = Outcome { time: Duration::from_secs(2), ..Outcome::default() };
        for line in [
            "#9811\tNEW    cov: 1299 ft: 3801 corp: 510/430Kb lim: 16384 exec/s: 9811 rss: 31Mb L: 80/16384",
            "#10000\tDONE   cov: 1301 ft: 3805 corp: 511/431Kb lim: 16384 exec/s: 5000 rss: 31Mb",
            "artifact_prefix='/t/artifacts/cron/'; Test unit written to /t/artifacts/cron/crash-0a",
            "stat::number_of_executed_units: 10000",
            "stat::peak_rss_mb:              31",
        ] {
            outcome.read(line);
        }
        assert_eq!(outcome.to_string(), "10000 runs, 5000 a second, 1301 edges");
        assert_eq!(outcome.artifact.as_deref(), Some("/t/artifacts/cron/crash-0a"));
        assert!(outcome.is_passed(Some(10_000)) && !outcome.is_passed(Some(10_001)));
        assert!(outcome.end().starts_with("#9811") && outcome.end().ends_with("31"));
        outcome.has_failed = true;
        assert!(!outcome.is_passed(None));
    }
}
