//! What refits have brought, as it is stored apart: it changes a few times a year.

use super::forest::Forest;
use super::linear::BOUND;
use super::linear::Linear;
use super::prediction::{Prediction, Sight};
use serde::{Deserialize, Serialize};

/// What an expert that learns by refits alone says with, with its reasons by the closed form or by TreeSHAP.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum RefitLearner {
    /// Nothing yet.
    Silent,
    /// An elastic net.
    Linear(Linear),
    /// A forest, and what it keeps of what its trees say.
    Forest {
        /// The trees.
        forest: Forest,
        /// Between 0 and 1.
        shrinkage: f64,
    },
}

impl RefitLearner {
    /// What it says of a row; nothing before the first refit.
    pub(super) fn says(&self, sight: &Sight) -> Option<Prediction> {
        match self {
            Self::Silent => None,
            Self::Linear(linear) => Some(linear.predict(sight.row)),
            Self::Forest { forest, shrinkage } => {
                Some(forest.explain(sight.row).scaled(*shrinkage).bounded(BOUND))
            }
        }
    }
}
