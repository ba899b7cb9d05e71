//! A row of the tables where learning begins.

use crate::time::horizon::ANCHORS;

/// A coefficient by the key of its feature, at each anchor horizon.
pub type Coefficients = (&'static str, [f64; ANCHORS.len()]);
