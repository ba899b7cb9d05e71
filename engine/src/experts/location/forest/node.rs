//! A place in a tree, and what makes a list of them a tree.

use serde::{Deserialize, Serialize};
use std::ops::ControlFlow;
use thiserror::Error;

/// A place in a tree: where a row is sent on, or what is said of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Node {
    /// What is said of the rows that end here.
    Leaf {
        /// The number said.
        value: f64,
        /// How many training rows ended here.
        cover: f64,
    },
    /// Sends a row to the left if its feature is at most the threshold, and else to the right.
    Split {
        /// The place of the feature in a row.
        feature: u16,
        /// The largest value that goes left.
        threshold: f64,
        /// The index of the left child.
        left: u32,
        /// The index of the right child.
        right: u32,
        /// Whether a missing value goes left.
        missing_left: bool,
        /// How many training rows came by.
        cover: f64,
    },
}

impl Node {
    /// How many training rows came here.
    pub fn cover(&self) -> f64 {
        match self {
            Self::Leaf { cover, .. } | Self::Split { cover, .. } => *cover,
        }
    }

    /// The child a row is sent to, or else what is said of it; a feature that the row lacks is missing.
    pub(super) fn ask(&self, row: &[f64]) -> ControlFlow<f64, u32> {
        match *self {
            Self::Leaf { value, .. } => ControlFlow::Break(value),
            Self::Split { feature, threshold, left, right, missing_left, .. } => {
                let x = row.get(usize::from(feature)).copied().unwrap_or(f64::NAN);
                let goes_left = x <= threshold || (missing_left && x.is_nan());
                ControlFlow::Continue(if goes_left { left } else { right })
            }
        }
    }

    /// Refuses numbers that nothing can be computed from.
    pub(super) fn check(&self, node: usize) -> Result<(), ForestError> {
        let cover = self.cover();
        if !(0.0..=COVER_MAX).contains(&cover) {
            return Err(ForestError::Cover { node, cover });
        }
        match *self {
            Self::Leaf { value, .. } if !value.is_finite() => Err(ForestError::Value { node, value }),
            Self::Split { threshold, .. } if !threshold.is_finite() => {
                Err(ForestError::Threshold { node, threshold })
            }
            _ => Ok(()),
        }
    }
}

/// The largest cover: beyond it a row more is no longer counted.
const COVER_MAX: f64 = 9_007_199_254_740_992.0;

/// How many different features a path may ask for. It bounds what explanations prepare.
pub(super) const PATH_MAX: usize = 256;

/// How many features there may be, since a split names its own in sixteen bits.
pub(super) const FEATURES_MAX: usize = 1 << 16;

/// Why a list of nodes is no tree, or a list of trees no forest.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ForestError {
    /// There is no root.
    #[error("a tree must have at least 1 node, got 0")]
    Empty,
    /// A child does not come after its parent, or does not exist.
    #[error("a child of node {node} must come after it and before {nodes}, got {child}")]
    Child {
        /// The parent.
        node: usize,
        /// The child it names.
        child: u32,
        /// How many nodes there are.
        nodes: usize,
    },
    /// A node hangs from no split, or from more than one.
    #[error("node {node} must have 1 parent, got {parents}")]
    Parents {
        /// The node.
        node: usize,
        /// How many splits name it.
        parents: usize,
    },
    /// A leaf says no finite number.
    #[error("the value of node {node} must be finite, got {value}")]
    Value {
        /// The leaf.
        node: usize,
        /// What it says.
        value: f64,
    },
    /// A split has no finite threshold.
    #[error("the threshold of node {node} must be finite, got {threshold}")]
    Threshold {
        /// The split.
        node: usize,
        /// Its threshold.
        threshold: f64,
    },
    /// A cover is no count.
    #[error("the cover of node {node} must be between 0 and {COVER_MAX}, got {cover}")]
    Cover {
        /// The node.
        node: usize,
        /// Its cover.
        cover: f64,
    },
    /// A path asks for more different features than can be explained.
    #[error("a path must ask for at most {PATH_MAX} different features, got {features}")]
    Path {
        /// How many features the path asks for.
        features: usize,
    },
    /// Rows have more features than a split can name.
    #[error("a forest must have at most {FEATURES_MAX} features, got {features}")]
    Features {
        /// How many features were asked for.
        features: usize,
    },
    /// A split asks for a feature that rows do not have.
    #[error("a split of tree {tree} must ask for a feature below {features}, got {feature}")]
    Feature {
        /// The place of the tree in the forest.
        tree: usize,
        /// The feature it asks for.
        feature: u16,
        /// How many features there are.
        features: usize,
    },
}
