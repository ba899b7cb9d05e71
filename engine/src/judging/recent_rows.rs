//! What was seen at the origins of the last years: drift is measured on it, and refits learn from it.

use crate::features::point::FeatureRow;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// How many origins are kept: a reference of 1,250 days and a current window of 250.
pub(crate) const RECENT_ROWS: usize = 1_500;

/// How many origins leave, and are one part of a snapshot, together: a full part never changes.
pub(crate) const BLOCK: usize = 64;

/// What was seen at one origin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Seen {
    pub(crate) row: FeatureRow,
    pub(crate) log_spot: f64,
    /// The daily scale by which labels are measured.
    pub(crate) reference: f64,
}

/// The last origins and some older ones, numbered from the first one ever: up to a block of them, and those that a refit
/// still needs.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct RecentRows {
    first: u64,
    origins: VecDeque<Seen>,
}

impl RecentRows {
    /// Puts them together again.
    pub(crate) fn from_parts(first: u64, origins: VecDeque<Seen>) -> Self {
        Self { first, origins }
    }

    /// Takes in an origin, and lets blocks go that are neither among the last nor needed: `needed` is the number of the first
    /// that is.
    pub(crate) fn push(&mut self, seen: Seen, needed: u64) {
        self.origins.push_back(seen);
        let block = BLOCK as u64;
        while self.origins.len() >= RECENT_ROWS + BLOCK && self.first + block <= needed {
            self.origins.drain(..BLOCK);
            self.first += block;
        }
    }

    /// Takes back the last origin, which is about to be made anew.
    pub(crate) fn pop(&mut self) {
        self.origins.pop_back();
    }

    /// How many origins there have ever been.
    pub(crate) fn count(&self) -> u64 {
        self.first + self.origins.len() as u64
    }

    /// The origins with their numbers, oldest first.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (u64, &Seen)> {
        (self.first..).zip(&self.origins)
    }

    /// At most `count` of the first `until` origins ever, the last of them.
    pub(crate) fn last_until(&self, until: u64, count: usize) -> Vec<&Seen> {
        let end = usize::try_from(until.saturating_sub(self.first)).unwrap_or(usize::MAX);
        let end = end.min(self.origins.len());
        self.origins.range(end.saturating_sub(count)..end).collect()
    }

    /// The values of one feature, oldest first.
    pub(crate) fn column(&self, feature: usize) -> Vec<Option<f64>> {
        let start = self.origins.len().saturating_sub(RECENT_ROWS);
        self.origins.range(start..).map(|seen| seen.row.get(feature).copied().flatten()).collect()
    }
}
