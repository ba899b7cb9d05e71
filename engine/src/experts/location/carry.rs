//! Carry: the rate moves as the differential of interest says.

use super::linear::BOUND;
use super::prediction::{Prediction, Sight};
use serde::{Deserialize, Serialize};

/// `u = (i - i*) / 100 · h / 252 / σ_h`: uncovered parity, in which the currency that pays more loses what it pays (Fama 1984 shows how
/// little of that comes true, which its weight will learn). Silent where one of the rates is not known.
///
/// ```
/// use paridad_engine::experts::location::{Carry, Learner, Sight};
/// let carry = Carry::new(0);
/// let sight = Sight { raw: &[Some(5.04)], deviation: 0.02, ..Sight::of(&[0.0]) };
/// let says = carry.predict(&sight).map(|says| says.contributions[0]);
/// assert!(says.is_some_and(|says| (says - 0.0504 / 252.0 / 0.02).abs() < 1e-15));
/// assert!(carry.predict(&Sight { raw: &[None], ..sight }).is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carry {
    feature: usize,
}

/// Publication days in a year.
const DAYS_A_YEAR: f64 = 252.0;

impl Carry {
    /// Carry by the feature at this place, in percentage points a year.
    pub fn new(feature: usize) -> Self {
        Self { feature }
    }

    /// What it says of the feature as it is.
    pub(super) fn says(self, sight: &Sight) -> Option<Prediction> {
        let differential = sight.raw.get(self.feature).copied().flatten()?;
        let log_move = differential / 100.0 * sight.horizon.days() as f64 / DAYS_A_YEAR;
        let mut says = Prediction::constant(0.0, sight.row.len());
        *says.contributions.get_mut(self.feature)? = log_move / sight.deviation;
        Some(says.bounded(BOUND))
    }
}
