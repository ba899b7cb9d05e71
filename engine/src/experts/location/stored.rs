//! The forms in which experts of location are stored: what they speak with, and what they have learned beyond it.

use super::gain::Gain;
use super::linear::Linear;
use super::prediction::{Prediction, Sight};
use crate::experts::refit::RefitLearner;
use serde::{Deserialize, Serialize};

/// What an expert would say, without what only learning needs. The order is that of the snapshots that hold it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Speaker {
    /// No move.
    Walk,
    /// A move that no feature changes.
    Constant(f64),
    /// The rate differential.
    Carry(Differential),
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
            Self::Carry(differential) => differential.says(sight),
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
            Self::Walk | Self::Constant(_) | Self::Carry(_) => None,
            Self::Linear(linear) => Some(linear.weights.len()),
            Self::Refit(learner) => learner.features(),
        }
    }
}

/// The place of the differential of interest among the features, in percentage points a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Differential {
    pub(super) feature: usize,
}

/// What one expert of location has learned beyond what it says. The order is that of the snapshots that hold it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum LocationMemory {
    /// It says all that it has learned.
    Nothing,
    /// What a mean has summed.
    Mean(LabelSum),
    /// The inverse of second moments.
    Gain(Gain),
}

/// Labels as a mean sums them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct LabelSum {
    /// How many independent outcomes of zero stand beside them.
    pub(super) prior_outcomes: f64,
    /// By how many they overlap.
    pub(super) overlap: f64,
    pub(super) count: u32,
    pub(super) sum: f64,
}
