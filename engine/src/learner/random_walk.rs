//! The driftless random walk: tomorrow's rate is today's.

use super::{Learner, Prediction};
use serde::{Deserialize, Serialize};

/// Predicts no move: `r = 0` (Meese and Rogoff, 1983, the toughest point forecast of an exchange rate).
///
/// ```
/// use paridad_engine::learner::{Learner, RandomWalk};
/// let walk = RandomWalk::new(2);
/// assert_eq!(walk.predict(&[1.0, -3.0]).map(|says| says.point()), Some(0.0));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RandomWalk {
    features: usize,
}

impl RandomWalk {
    /// A random walk beside `features` features, none of which contributes.
    pub fn new(features: usize) -> Self {
        Self { features }
    }

    /// What it always says.
    pub fn says(&self) -> Prediction {
        Prediction { base: 0.0, contributions: vec![0.0; self.features] }
    }
}

impl Learner for RandomWalk {
    fn predict(&self, _row: &[f64]) -> Option<Prediction> {
        Some(self.says())
    }

    fn learn(&mut self, _row: &[f64], _label: f64) {}
}
