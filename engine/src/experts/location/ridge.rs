//! Ridge regression, learned online and exactly by recursive least squares with forgetting.

use super::gain::{FORGETTING, PENALTY};
use super::stored::LocationMemory;
use super::{Gain, Learner, Linear, LocationMember, Speaker};
use crate::experts::prior::Beginning;
use crate::experts::registry::Listed;
use crate::maths::parameter::parameters;

parameters! {
    /// What a recipe sets of the ridge.
    pub struct Parameters {
        /// The penalty at a horizon of one day; it grows in proportion to the horizon.
        penalty: f64 = PENALTY,
        /// What a past row keeps of its weight for each row learned after it.
        forgetting: f64 = FORGETTING,
    }
}

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
}

impl Listed for Ridge {
    const NAME: &'static str = "ridge";
    const SUMMARY: &'static str = "Online ridge regression.";
    type Parameters = Parameters;

    fn begin(parameters: Parameters, from: &Beginning) -> Self {
        let penalty = parameters.penalty * from.horizon().days() as f64;
        Self::new(from.features.len(), penalty, parameters.forgetting)
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

impl LocationMember for Ridge {
    fn memory(&self) -> LocationMemory {
        LocationMemory::Gain(self.gain.clone())
    }

    fn restore(&mut self, speaker: Speaker, memory: LocationMemory) -> Option<()> {
        let (Speaker::Linear(linear), LocationMemory::Gain(gain)) = (speaker, memory) else { return None };
        (gain.features() == self.gain.features()).then(|| *self = Self { linear, gain })
    }
}

#[cfg(test)]
mod tests;
