//! Ridge regression, learned online and exactly by recursive least squares with forgetting.

use super::{Gain, Learner, Linear, Speaker};

/// Minimises `sum_s f^(t-s) (y_s - w·x_s)² + f^t λ |w|²`, where `x` begins with a one for the base.
///
/// With `P` the inverse of the weighted second moments, one row costs O(p²):
/// `k = P x / (f + x·P x)`, `w += k (y - w·x)` (Plackett 1950; Haykin, Adaptive Filter Theory, chapter 10). Of λ a thousandth is never
/// forgotten in any direction.
///
/// ```
/// use paridad_engine::experts::location::{Learner, Ridge, Sight};
/// let mut ridge = Ridge::new(1, 1e-6, 1.0);
/// for x in [-1.0, 0.5, 2.0] {
///     ridge.learn(&[x], 0.1 * x);
/// }
/// let says = ridge.predict(&Sight::of(&[1.0])).map(|says| says.point()).unwrap_or_default();
/// assert!((says - 0.1).abs() < 1e-6);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Ridge {
    linear: Linear,
    gain: Gain,
}

impl Ridge {
    /// A ridge over `features` features with penalty λ and forgetting factor f.
    pub fn new(features: usize, penalty: f64, forgetting: f64) -> Self {
        Self { linear: Linear::zero(features), gain: Gain::new(features, penalty, forgetting) }
    }

    /// Puts a ridge together again from its two halves.
    pub(crate) fn from_parts(linear: Linear, gain: Gain) -> Self {
        Self { linear, gain }
    }

    /// The function learned so far.
    pub fn linear(&self) -> &Linear {
        &self.linear
    }

    /// What only learning needs.
    pub(crate) fn gain(&self) -> &Gain {
        &self.gain
    }
}

impl Learner for Ridge {
    fn speaker(&self) -> Speaker {
        Speaker::Linear(self.linear.clone())
    }

    fn learn(&mut self, row: &[f64], label: f64) {
        let error = label - self.linear.value(row);
        let steps = self.gain.absorb(row, 1.0);
        self.linear.step(steps, error);
    }
}

#[cfg(test)]
mod tests;
