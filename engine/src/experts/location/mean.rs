//! The mean move of the past, shrunken towards none.

use super::linear::BOUND;
use super::{Learner, Speaker};
use serde::{Deserialize, Serialize};

/// `u = (sum y / h) / (n / h + λ)`: the mean of n overlapping labels of a horizon of h days, which are worth n/h separate ones,
/// beside λ of zero (James and Stein 1961 for why to shrink; Rossi 2013 for how little a drift is worth).
///
/// ```
/// use paridad_engine::experts::location::{Learner, Mean, Sight};
/// let mut mean = Mean::new(10.0, 1.0);
/// (0..10).for_each(|_| mean.learn(&[], 0.2));
/// assert!((mean.predict(&Sight::of(&[])).map_or(0.0, |says| says.point()) - 0.1).abs() < 1e-12);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Mean {
    prior_outcomes: f64,
    overlap: f64,
    count: u32,
    sum: f64,
}

impl Mean {
    /// A mean that begins with `prior_outcomes` of zero, of labels of which `overlap` share each day.
    pub fn new(prior_outcomes: f64, overlap: f64) -> Self {
        Self { prior_outcomes, overlap, count: 0, sum: 0.0 }
    }

    /// What it says, whatever the features.
    pub fn value(&self) -> f64 {
        let separate = f64::from(self.count) / self.overlap + self.prior_outcomes;
        let mean = if separate > 0.0 { self.sum / self.overlap / separate } else { 0.0 };
        mean.clamp(-BOUND, BOUND)
    }
}

impl Learner for Mean {
    fn speaker(&self) -> Speaker {
        Speaker::Constant(self.value())
    }

    fn learn(&mut self, _row: &[f64], label: f64) {
        self.count += 1;
        self.sum += label;
    }
}
