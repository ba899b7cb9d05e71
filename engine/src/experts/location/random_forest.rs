//! A random forest that is grown anew on a schedule, with its reasons by TreeSHAP.

use super::forest::Forest;
use super::learner::LabelledRows;
use super::stored::LocationMemory;
use super::{Learner, LocationMember, Speaker};
use crate::experts::prior::Beginning;
use crate::experts::refit::{Fitted, ForestShape, Job, RefitLearner};
use crate::experts::registry::Listed;
use crate::maths::domain::Domain;
use crate::maths::parameter::{Allowed, parameters};
use crate::time::horizon::Horizon;

parameters! {
    /// What a recipe sets of the forest.
    pub struct Parameters {
        /// The number of trees.
        trees: u16 = Allowed::Whole(1, 500),
        /// The most splits between a root and a leaf.
        max_depth: u16 = Allowed::Whole(1, 8),
        /// The fewest rows of its bootstrap that a leaf may hold.
        min_leaf: u16 = Allowed::Whole(1, 1_500),
        /// How many features, drawn anew for each split, compete for it; at most as many as there are.
        features_per_split: u16 = Allowed::UpToFeatures,
        /// What its trees keep of what they say.
        shrinkage: f64 = Allowed::Number(Domain::Between(0.0, 1.0)),
    }
}

/// The mean of trees, each grown from a bootstrap of the rows before a cut (Breiman 2001), shrunken: `u = s / √h · mean tree(x)`.
/// Labels of far horizons overlap, and a forest learns their noise by heart. Silent before the first refit.
///
/// ```
/// use paridad_engine::experts::location::{Forest, Learner, Node, RandomForest, Sight, Tree, random_forest::Parameters};
/// use paridad_engine::time::horizon::ANCHORS;
/// let p = Parameters { trees: 1, max_depth: 1, min_leaf: 1, features_per_split: 1, shrinkage: 0.5 };
/// let forest = RandomForest::new(p, ANCHORS[0]);
/// assert!(forest.predict(&Sight::of(&[2.0])).is_none());
/// let leaf = Tree::new(vec![Node::Leaf { value: 0.4, cover: 1.0 }])?;
/// let forest = forest.fitted(Forest::new(1, vec![leaf])?);
/// assert_eq!(forest.predict(&Sight::of(&[2.0])).map(|says| says.point()), Some(0.2));
/// # Ok::<(), paridad_engine::experts::location::ForestError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct RandomForest {
    parameters: Parameters,
    horizon: Horizon,
    fitted: RefitLearner,
}

impl RandomForest {
    /// A forest before its first refit.
    pub fn new(parameters: Parameters, horizon: Horizon) -> Self {
        Self { parameters, horizon, fitted: RefitLearner::Silent }
    }

    /// The forest with what a refit has brought.
    #[must_use]
    pub fn fitted(self, forest: Forest) -> Self {
        let shrinkage = self.parameters.shrinkage / self.horizon.root();
        Self { fitted: RefitLearner::Forest { forest, shrinkage }, ..self }
    }
}

impl Listed for RandomForest {
    const NAME: &'static str = "forest";
    const SUMMARY: &'static str = "A forest, refitted on a schedule.";
    const IS_REFITTED: bool = true;
    type Parameters = Parameters;

    fn begin(parameters: Parameters, from: &Beginning) -> Self {
        Self::new(parameters, from.horizon())
    }
}

impl Learner for RandomForest {
    fn speaker(&self) -> Speaker {
        Speaker::Refit(self.fitted.clone())
    }
}

impl LocationMember for RandomForest {
    fn restore(&mut self, speaker: Speaker, memory: LocationMemory) -> Option<()> {
        let (Speaker::Refit(fitted), LocationMemory::Nothing) = (speaker, memory) else { return None };
        self.fitted = fitted;
        Some(())
    }

    fn job(&self, LabelledRows { rows, labels, seed }: LabelledRows) -> Option<Job> {
        let Parameters { trees, max_depth, min_leaf, features_per_split, .. } = self.parameters;
        let shape = ForestShape { trees, max_depth, min_leaf, features_per_split };
        Some(Job::Forest { rows, labels, shape, seed })
    }

    fn install(&mut self, fitted: Fitted) {
        if let Fitted::Forest(forest) = fitted {
            *self = self.clone().fitted(forest);
        }
    }
}
