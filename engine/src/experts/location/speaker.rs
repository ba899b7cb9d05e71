//! A learner of location, and it as far as speaking needs it: what a model holds of it.

use super::carry::Carry;
use super::linear::Linear;
use super::prediction::{Prediction, Sight};
use super::refit_learner::RefitLearner;
use serde::{Deserialize, Serialize};

/// What a learner would say, without what only learning needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Speaker {
    /// No move.
    Walk,
    /// A move that no feature changes.
    Constant(f64),
    /// The rate differential.
    Carry(Carry),
    /// A linear function of the features.
    Linear(Linear),
    /// What a refit has brought.
    Refit(RefitLearner),
}

impl Speaker {
    /// What it says, in units of the scale, and why; none before it is ready.
    pub fn predict(&self, sight: &Sight) -> Option<Prediction> {
        match self {
            Self::Walk => Some(Prediction::constant(0.0, sight.row.len())),
            Self::Constant(value) => Some(Prediction::constant(*value, sight.row.len())),
            Self::Carry(carry) => carry.says(sight),
            Self::Linear(linear) => Some(linear.predict(sight.row)),
            Self::Refit(learner) => learner.says(sight),
        }
    }

    /// Whether it has nothing to say at times: before a refit, or where a rate is not known.
    pub(crate) fn may_be_silent(&self) -> bool {
        matches!(self, Self::Carry(_) | Self::Refit(RefitLearner::Silent))
    }

    /// The number of features that it asks for; none where any number will do.
    pub(crate) fn features(&self) -> Option<usize> {
        match self {
            Self::Walk | Self::Constant(_) | Self::Carry(_) | Self::Refit(RefitLearner::Silent) => None,
            Self::Linear(linear) | Self::Refit(RefitLearner::Linear(linear)) => Some(linear.weights.len()),
            Self::Refit(RefitLearner::Forest { forest, .. }) => Some(forest.features()),
        }
    }
}

/// A learner of location: it learns one row at a time.
pub trait Learner {
    /// Who speaks for it: what it would say of any row, without what only learning needs.
    fn speaker(&self) -> Speaker;

    /// Learns that a standardised row was followed by `label`.
    fn learn(&mut self, row: &[f64], label: f64);

    /// What it says, in units of the scale, and why; none before it is ready.
    fn predict(&self, sight: &Sight) -> Option<Prediction> {
        self.speaker().predict(sight)
    }
}

impl Learner for Carry {
    fn speaker(&self) -> Speaker {
        Speaker::Carry(*self)
    }

    fn learn(&mut self, _row: &[f64], _label: f64) {}
}

impl Learner for RefitLearner {
    fn speaker(&self) -> Speaker {
        Speaker::Refit(self.clone())
    }

    fn learn(&mut self, _row: &[f64], _label: f64) {}
}
