//! What the sandbox counts: requests by token, category and window, answers by status, faults by name.

mod usage;

pub use usage::Usage;

use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use usage::Quota;

/// What requests are counted against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Banxico's observations: 200 in five minutes and 10,000 a day.
    Historical,
    /// Banxico's latest values and metadata: 80 in a minute and 40,000 a day.
    Latest,
    /// INEGI, of which no limit is known.
    Inegi,
}

/// All that was counted since the start.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Counters {
    /// For each token, in the order of their first requests, what it asked for; the tokens themselves are not told.
    pub tokens: Vec<BTreeMap<Category, Usage>>,
    /// Requests without a token that is accepted.
    pub without_token: u64,
    /// Answers by status.
    pub answers: BTreeMap<u16, u64>,
    /// Faults by the name of their switch: of answers, not of single values.
    pub faults: BTreeMap<&'static str, u64>,
    #[serde(skip)]
    numbers: BTreeMap<u64, usize>,
}

impl Counters {
    /// Counts a request; the answer is for how many seconds the token has to wait, if its quota is used up.
    pub(crate) fn ask(&mut self, token: &str, category: Category, now: DateTime<Utc>) -> Result<(), u32> {
        let next = self.numbers.len();
        let number = *self.numbers.entry(hashed(token)).or_insert(next);
        self.tokens.resize_with(self.numbers.len(), BTreeMap::new);
        let usage = self.tokens[number].entry(category).or_insert_with(|| Usage::within(category.quota()));
        usage.spend(now)
    }

    pub(crate) fn count_fault(&mut self, name: &'static str) {
        *self.faults.entry(name).or_default() += 1;
    }

    /// Whether any request of any token was one too many.
    pub fn is_any_refused(&self) -> bool {
        self.tokens.iter().flat_map(BTreeMap::values).any(|usage| usage.refused > 0)
    }
}

/// Tokens are kept in a form in which no debug output can show them.
fn hashed(token: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    token.hash(&mut hasher);
    hasher.finish()
}

impl Category {
    fn quota(self) -> Quota {
        match self {
            Self::Historical => Quota { seconds: 300, in_window: 200, in_day: 10_000 },
            Self::Latest => Quota { seconds: 60, in_window: 80, in_day: 40_000 },
            Self::Inegi => Quota { seconds: 60, in_window: u32::MAX, in_day: u32::MAX },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_counted_apart_and_never_told() {
        let mut counters = Counters::default();
        let now = "2026-03-17T20:00:00Z".parse().unwrap();
        for token in ["alpha", "beta", "alpha"] {
            counters.ask(token, Category::Historical, now).unwrap();
        }
        counters.ask("alpha", Category::Latest, now).unwrap();
        assert_eq!(counters.tokens[0][&Category::Historical].requests, 2);
        assert_eq!(counters.tokens[0][&Category::Latest].requests, 1);
        assert_eq!(counters.tokens[1][&Category::Historical].requests, 1);
        let text = serde_json::to_string(&counters).unwrap();
        assert!(text.contains(r#""historical":{"requests":2"#), "{text}");
        assert!(!format!("{text}{counters:?}").contains("alpha"));
        assert!(!counters.is_any_refused());
    }
}
