//! When what is learned in batches is learned anew.

use crate::maths::parameter::{Allowed, parameters};

parameters! {
    /// When what is learned in batches is learned anew, in origins.
    pub struct Refits {
        /// Every so many origins the data are cut for a refit.
        every: u16 = Allowed::Whole(2, 1_500),
        /// So many origins after the cut it speaks for the first time; less than every.
        lag: u16 = Allowed::Whole(1, 60),
        /// It learns from at most so many rows before the cut.
        rows: u16 = Allowed::Whole(250, 1_500),
    }
}
