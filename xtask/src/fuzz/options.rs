//! How long is fuzzed, and what.

/// The runs of a target when no time is given: enough to leave the seeds behind, few enough for every build.
const RUNS: u64 = 20_000;

/// How long is fuzzed, and what.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// The time for each target, with other inputs each time. Without it so many runs, the same ones each time.
    seconds: Option<u64>,
    /// The one target, or all.
    pub(super) target: Option<String>,
}

impl Options {
    /// Reads `[--seconds N] [TARGET]`.
    pub(crate) fn parse(words: &[&str]) -> Option<Self> {
        let (seconds, rest) = match words {
            ["--seconds", seconds, rest @ ..] => (Some(seconds.parse().ok().filter(|s| *s > 0)?), rest),
            _ => (None, words),
        };
        match rest {
            [] => Some(Self { seconds, target: None }),
            [target] if !target.starts_with('-') => {
                Some(Self { seconds, target: Some((*target).to_owned()) })
            }
            _ => None,
        }
    }

    /// Whether it ends after so many runs.
    pub(super) fn is_bounded(&self) -> bool {
        self.seconds.is_none()
    }

    /// The same for libFuzzer.
    pub(super) fn arguments(&self) -> Vec<String> {
        match self.seconds {
            Some(seconds) => vec![format!("-max_total_time={seconds}")],
            None => vec![format!("-runs={RUNS}"), "-seed=1".to_owned()],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_and_target_may_be_left_out_and_anything_else_is_refused() {
        let target = Some("cron".to_owned());
        assert_eq!(Options::parse(&[]), Some(Options::default()));
        assert_eq!(Options::parse(&["cron"]), Some(Options { seconds: None, target: target.clone() }));
        assert_eq!(Options::parse(&["--seconds", "60", "cron"]), Some(Options { seconds: Some(60), target }));
        for words in [&["--seconds"][..], &["--seconds", "0"], &["--runs", "1"], &["cron", "ecb"]] {
            assert_eq!(Options::parse(words), None, "{words:?}");
        }
    }
}
