//! Random sequences of all that may happen to the conductor, as many as wished, where every build runs a few hundred.

use crate::dashboard;
use crate::workspace::{self, TOGETHER, Workspace};

/// The test that runs them.
const TEST: &str = "conductor::tests::sequences::whatever_happens_in_whatever_order_no_promise_is_broken";

/// The variable that says how many.
pub(crate) const COUNT: &str = "PARIDAD_SEQUENCES";

/// How many sequences, and from which seed on.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    count: u64,
    seed: u64,
}

impl Options {
    /// Reads `[--count N] [--seed N]`.
    pub(crate) fn parse(words: &[&str]) -> Option<Self> {
        let mut options = Self { count: 1_000, seed: 1 };
        let (pairs, rest) = words.as_chunks::<2>();
        for [name, number] in pairs {
            let number = number.parse().ok()?;
            match *name {
                "--count" if number > 0 => options.count = number,
                "--seed" => options.seed = number,
                _ => return None,
            }
        }
        rest.is_empty().then_some(options)
    }
}

/// Runs them. One that breaks a promise is shrunk and shown, with how to run it again.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> anyhow::Result<()> {
    let mut tests = workspace.cargo("test --release --bin paridad");
    dashboard::embed(&mut tests, workspace)
        .args(TOGETHER)
        .args(["--", "--exact", TEST])
        .env(COUNT, options.count.to_string())
        .env("PARIDAD_SEQUENCES_SEED", options.seed.to_string());
    workspace::run(&mut tests)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn count_and_seed_may_be_left_out_and_anything_else_is_refused() {
        let options = |count, seed| Some(Options { count, seed });
        assert_eq!(Options::parse(&[]), options(1_000, 1));
        assert_eq!(Options::parse(&["--count", "20000", "--seed", "7"]), options(20_000, 7));
        assert_eq!(Options::parse(&["--seed", "7"]), options(1_000, 7));
        for words in [&["--count"][..], &["--count", "0"], &["--seed", "x"], &["--runs", "1"], &["7"]] {
            assert_eq!(Options::parse(words), None, "{words:?}");
        }
    }
}
