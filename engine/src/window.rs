//! The feature rows of the last years, against which drift is measured.

use crate::feature::FeatureRow;
use std::collections::VecDeque;

/// How many rows are kept: a reference of 1,250 days and a current window of 250.
pub(crate) const WINDOW: usize = 1_500;

/// How many rows leave the window, and are one part of a snapshot, together: a full part never changes.
pub(crate) const BLOCK: usize = 64;

/// The last rows and up to a block of older ones, numbered from the first one ever.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Window {
    first: u64,
    rows: VecDeque<FeatureRow>,
}

impl Window {
    /// Puts a window together again.
    pub(crate) fn from_parts(first: u64, rows: VecDeque<FeatureRow>) -> Self {
        Self { first, rows }
    }

    pub(crate) fn push(&mut self, row: FeatureRow) {
        self.rows.push_back(row);
        if self.rows.len() == WINDOW + BLOCK {
            self.rows.drain(..BLOCK);
            self.first += BLOCK as u64;
        }
    }

    /// Takes back the last row, which is about to be made anew.
    pub(crate) fn pop(&mut self) {
        self.rows.pop_back();
    }

    /// The rows with their numbers, oldest first.
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (u64, &FeatureRow)> {
        (self.first..).zip(&self.rows)
    }

    /// The values of one feature, oldest first.
    pub(crate) fn column(&self, feature: usize) -> Vec<Option<f64>> {
        let start = self.rows.len().saturating_sub(WINDOW);
        self.rows.range(start..).map(|row| row.get(feature).copied().flatten()).collect()
    }
}
