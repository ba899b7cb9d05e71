//! A learner of location that learns by refits alone.

use super::forest::Forest;
use super::linear::BOUND;
use super::linear::Linear;
use super::prediction::{Prediction, Sight};
use serde::{Deserialize, Serialize};

/// What learns nothing from one row: an elastic net or a forest that a refit has put here, with its reasons by the closed
/// form or by TreeSHAP. Silent before the first refit.
///
/// ```
/// use paridad_engine::experts::location::{Learner, Linear, RefitLearner, Sight};
/// assert!(RefitLearner::Silent.predict(&Sight::of(&[1.0])).is_none());
/// let net = RefitLearner::Linear(Linear { base: 0.0, weights: vec![0.1] });
/// assert_eq!(net.predict(&Sight::of(&[2.0])).map(|says| says.point()), Some(0.2));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum RefitLearner {
    /// Nothing yet.
    Silent,
    /// An elastic net (Zou and Hastie 2005).
    Linear(Linear),
    /// A forest (Breiman 2001), and what it keeps of what its trees say.
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
