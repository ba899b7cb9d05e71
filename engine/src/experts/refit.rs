//! What is learned in batches: the complete input of a refit, and the numbers that come out of one.
//!
//! The fitting itself is another package's work. This one predicts and explains from what was fitted, and
//! knows by its hash which input a fitted number belongs to.

use crate::data::digest::{Digest, digest};
use crate::experts::location::{BOUND, Forest, Linear, Prediction, Sight};
use crate::maths::gjr::Gjr;
use serde::{Deserialize, Serialize};

/// Everything that a refit needs: the same job gives the same numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Job {
    /// Least squares with a penalty on the weights (Zou and Hastie 2005):
    /// `sum (y - base - w x)^2 / 2n + penalty (l1_ratio |w|_1 + (1 - l1_ratio) |w|_2^2 / 2)`.
    ElasticNet {
        /// The standardised rows, oldest first.
        rows: Vec<Vec<f64>>,
        /// What followed each row, in deviations of its horizon.
        labels: Vec<f64>,
        /// How much the weights cost.
        penalty: f64,
        /// The share of the penalty that falls on the absolute weights, in [0, 1]: the rest falls on their squares.
        l1_ratio: f64,
    },
    /// The mean of regression trees, each grown from a bootstrap of the rows (Breiman 2001).
    Forest {
        /// The standardised rows, oldest first.
        rows: Vec<Vec<f64>>,
        /// What followed each row, in deviations of its horizon.
        labels: Vec<f64>,
        /// How many trees, and how they grow.
        shape: ForestShape,
        /// Where the bootstraps and the choices of features start from.
        seed: u64,
    },
    /// The likeliest volatility of a series of returns.
    Gjr {
        /// The log returns of one day each, oldest first.
        returns: Vec<f64>,
        /// Where the search starts, such as the fit before this one.
        start: Option<Gjr>,
    },
}

/// How many trees a forest has, and how they grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForestShape {
    /// The number of trees.
    pub trees: u16,
    /// The most splits between a root and a leaf.
    pub max_depth: u16,
    /// The fewest rows of its bootstrap that a leaf may hold.
    pub min_leaf: u16,
    /// How many features, drawn anew for each split, compete for it.
    pub features_per_split: u16,
}

/// What came out of a refit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Fitted {
    /// The weights of an elastic net.
    Linear(Linear),
    /// The trees of a forest.
    Forest(Forest),
    /// The parameters of a volatility.
    Gjr(Gjr),
}

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
    /// The number of features that it asks for; none before the first refit.
    pub(crate) fn features(&self) -> Option<usize> {
        match self {
            Self::Silent => None,
            Self::Linear(linear) => Some(linear.weights.len()),
            Self::Forest { forest, .. } => Some(forest.features()),
        }
    }

    /// What it says of a row; nothing before the first refit.
    pub(crate) fn says(&self, sight: &Sight) -> Option<Prediction> {
        match self {
            Self::Silent => None,
            Self::Linear(linear) => Some(linear.predict(sight.row)),
            Self::Forest { forest, shrinkage } => {
                Some(forest.explain(sight.row).scaled(*shrinkage).bounded(BOUND))
            }
        }
    }
}

impl Job {
    /// The hash of the job: what was fitted under it may be used again wherever it is the same.
    pub fn digest(&self) -> Digest {
        digest(&self.bytes())
    }

    #[expect(clippy::expect_used, reason = "a job is lists and numbers, and postcard writes them all")]
    fn bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(self).expect("a job encodes")
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::experts::location::{Node, Tree};

    /// What might come of a job, for tests: numbers that are made from the whole of it, if not fitted well.
    pub(crate) fn answer(job: &Job) -> Fitted {
        match job {
            Job::Gjr { returns, .. } => {
                let variance = returns.iter().map(|r| r * r).sum::<f64>() / returns.len() as f64;
                Fitted::Gjr(Gjr {
                    omega: 0.03 * variance,
                    alpha: 0.04,
                    gamma: 0.02,
                    beta: 0.92,
                    degrees: 8.0,
                })
            }
            Job::ElasticNet { rows, labels, .. } => {
                Fitted::Linear(Linear { base: 0.0, weights: slopes(rows, labels) })
            }
            Job::Forest { rows, labels, .. } => Fitted::Forest(stump(&slopes(rows, labels))),
        }
    }

    fn slopes(rows: &[Vec<f64>], labels: &[f64]) -> Vec<f64> {
        let slope = |j: usize| rows.iter().zip(labels).map(|(row, y)| row[j] * y).sum::<f64>() / 10_000.0;
        (0..rows[0].len()).map(slope).collect()
    }

    /// One split, on the feature of the steepest slope.
    fn stump(slopes: &[f64]) -> Forest {
        let steepest =
            (0..slopes.len()).max_by(|i, j| slopes[*i].abs().total_cmp(&slopes[*j].abs())).unwrap();
        let leaf = |value| Node::Leaf { value, cover: 100.0 };
        let split = Node::Split {
            feature: u16::try_from(steepest).unwrap(),
            threshold: 0.0,
            left: 1,
            right: 2,
            missing_left: true,
            cover: 200.0,
        };
        let tree = Tree::new(vec![split, leaf(0.01), leaf(slopes[steepest])]).unwrap();
        Forest::new(slopes.len(), vec![tree]).unwrap()
    }

    fn elastic_net(penalty: f64) -> Job {
        Job::ElasticNet { rows: vec![vec![0.5, -1.0]], labels: vec![0.25], penalty, l1_ratio: 0.5 }
    }

    #[test]
    fn the_same_job_has_the_same_hash_and_any_other_has_not() {
        assert_eq!(elastic_net(0.01).digest(), elastic_net(0.01).digest());
        assert_ne!(elastic_net(0.01).digest(), elastic_net(0.02).digest());
        let cold = Job::Gjr { returns: vec![0.01, -0.02], start: None };
        assert_ne!(elastic_net(0.01).digest(), cold.digest());
    }

    #[test]
    fn a_decoded_job_has_the_hash_of_the_job_that_was_encoded() {
        let job = elastic_net(0.1 + 0.2);
        let again: Job = postcard::from_bytes(&job.bytes()).unwrap();
        assert_eq!(again.digest(), job.digest());
    }
}
