//! A learner of location, whichever kind it is.

use crate::experts::kind::LocationKind;
use crate::experts::location::{Carry, Learner, Mean, RandomWalk, RefitLearner, Ridge, Speaker};
use crate::experts::spread::overlap;
use crate::recipe::Recipe;
use crate::time::horizon::Horizon;

/// One of the experts of location.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Location {
    Walk(RandomWalk),
    Mean(Mean),
    /// Without a feature for it, there is no carry.
    Carry(Option<Carry>),
    Ridge(Ridge),
    Refit(RefitLearner),
}

impl Location {
    pub(super) fn new(kind: LocationKind, horizon: Horizon, recipe: &Recipe) -> Self {
        match kind {
            LocationKind::Walk => Self::Walk(RandomWalk),
            LocationKind::Mean { prior_outcomes } => Self::Mean(Mean::new(prior_outcomes, overlap(horizon))),
            LocationKind::Carry => Self::Carry(recipe.carry().map(Carry::new)),
            LocationKind::Ridge { penalty, forgetting } => {
                let penalty = penalty * horizon.days() as f64;
                Self::Ridge(Ridge::new(recipe.features.len(), penalty, forgetting))
            }
            LocationKind::ElasticNet { .. } | LocationKind::Forest { .. } => {
                Self::Refit(RefitLearner::Silent)
            }
        }
    }

    /// What it would say of any row.
    pub(super) fn speaker(&self) -> Speaker {
        match self {
            Self::Walk(walk) => walk.speaker(),
            Self::Mean(mean) => mean.speaker(),
            Self::Carry(Some(carry)) => carry.speaker(),
            Self::Carry(None) => RefitLearner::Silent.speaker(),
            Self::Ridge(ridge) => ridge.speaker(),
            Self::Refit(learner) => learner.speaker(),
        }
    }

    pub(super) fn learn(&mut self, row: &[f64], label: f64) {
        match self {
            Self::Walk(walk) => walk.learn(row, label),
            Self::Mean(mean) => mean.learn(row, label),
            Self::Carry(Some(carry)) => carry.learn(row, label),
            Self::Carry(None) => {}
            Self::Ridge(ridge) => ridge.learn(row, label),
            Self::Refit(learner) => learner.learn(row, label),
        }
    }
}
