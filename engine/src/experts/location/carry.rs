//! Carry: the rate moves as the differential of interest says.

use super::linear::BOUND;
use super::prediction::{Prediction, Sight};
use super::stored::{Differential, Speaker};
use super::{Learner, LocationMember};
use crate::experts::prior::Beginning;
use crate::experts::refit::RefitLearner;
use crate::experts::registry::Listed;
use crate::features::point::Feature;
use crate::maths::parameter::NoParameters;
use crate::time::horizon::Horizon;

/// `u = (i - i*) / 100 · h / 252 / σ_h`: uncovered parity, in which the currency that pays more loses what it pays (Fama 1984 shows how
/// little of that comes true, which its weight will learn). Silent where one of the rates is not known.
///
/// ```
/// use paridad_engine::experts::location::{Carry, Learner, Sight};
/// let carry = Carry::new(Some(0));
/// let sight = Sight { raw: &[Some(5.04)], deviation: 0.02, ..Sight::of(&[0.0]) };
/// let says = carry.predict(&sight).map(|says| says.contributions[0]);
/// assert!(says.is_some_and(|says| (says - 0.0504 / 252.0 / 0.02).abs() < 1e-15));
/// assert!(carry.predict(&Sight { raw: &[None], ..sight }).is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carry(Option<Differential>);

/// Publication days in a year.
const DAYS_A_YEAR: f64 = 252.0;

/// How far the forward lies from the spot, in logarithms, by a differential in percent a year.
pub(crate) fn forward(differential: f64, horizon: Horizon) -> f64 {
    differential / 100.0 * horizon.days() as f64 / DAYS_A_YEAR
}

impl Carry {
    /// Carry by the feature at this place; without one it is silent.
    pub fn new(feature: Option<usize>) -> Self {
        Self(feature.map(|feature| Differential { feature }))
    }
}

impl Differential {
    /// What it says of the feature as it is.
    pub(super) fn says(self, sight: &Sight) -> Option<Prediction> {
        let differential = sight.raw.get(self.feature).copied().flatten()?;
        let log_move = forward(differential, sight.horizon);
        let mut says = Prediction::constant(0.0, sight.row.len());
        *says.contributions.get_mut(self.feature)? = log_move / sight.deviation;
        Some(says.bounded(BOUND))
    }
}

impl Listed for Carry {
    const NAME: &'static str = "carry";
    const SUMMARY: &'static str = "The rate differential.";
    type Parameters = NoParameters;

    fn begin(_parameters: NoParameters, from: &Beginning) -> Self {
        Self::new(from.features.iter().position(Feature::is_carry))
    }

    fn refusal(features: &[Feature]) -> Option<&'static str> {
        let has_carry = features.iter().any(Feature::is_carry);
        (!has_carry).then_some("must not be carry where no feature is of that kind")
    }
}

impl Learner for Carry {
    fn speaker(&self) -> Speaker {
        self.0.map_or(Speaker::Refit(RefitLearner::Silent), Speaker::Carry)
    }
}

impl LocationMember for Carry {}
