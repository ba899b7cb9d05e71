//! What is found of an expectation.

use serde::{Deserialize, Serialize};

/// Whether an expectation is satisfied, and what was found.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// Whether it is.
    pub success: bool,
    /// The figure that was found; none where cells are looked at one by one, or where it cannot be computed.
    pub observed: Option<f64>,
    /// The cells that were looked at, nulls included.
    pub cells: usize,
    /// The nulls among them.
    pub nulls: usize,
    /// How many cells, or different values, are not as expected.
    pub unexpected: usize,
    /// The rows of the first unexpected cells, counted from 0.
    pub rows: Vec<usize>,
}

/// The most rows of a verdict that are named one by one.
pub const ROWS_MAX: usize = 20;

impl Verdict {
    /// The unexpected cells in percent of those that are no nulls.
    pub fn unexpected_percent(&self) -> f64 {
        100.0 * self.unexpected as f64 / (self.cells - self.nulls).max(1) as f64
    }
}
