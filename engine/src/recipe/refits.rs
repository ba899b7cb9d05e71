//! When what is learned in batches is learned anew.

use serde::{Deserialize, Serialize};

/// When what is learned in batches is learned anew, in origins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refits {
    /// Every so many origins the data are cut for a refit.
    pub every: u16,
    /// So many origins after the cut it speaks for the first time.
    pub lag: u16,
    /// It learns from at most so many rows before the cut.
    pub rows: u16,
}
