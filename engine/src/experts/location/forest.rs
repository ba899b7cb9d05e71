//! A forest of regression trees that was learned elsewhere, and why it says what it says.

mod node;
mod path_dependent;
mod quadrature;
mod tree;

pub use node::{ForestError, Node};
pub use tree::Tree;

use super::Prediction;
use node::FEATURES_MAX;
use path_dependent::Visit;
use quadrature::Rules;
use serde::{Deserialize, Serialize};

/// Says the sum of what its trees say; a mean is had by scaled leaves, a constant by a tree that is one leaf.
///
/// Its reasons are Shapley values, `φ_i = Σ_S |S|! (p - |S| - 1)! / p! (v(S + i) - v(S))` over all sets S of
/// the p features without i, where `v(S)` is what the forest says if it is told the features of S only. They
/// are exact, by TreeSHAP (Lundberg et al. 2018; Lundberg et al. 2020).
///
/// ```
/// use paridad_engine::experts::location::{Forest, Node, Tree};
/// let split = Node::Split { feature: 0, threshold: 0.5, left: 1, right: 2, missing_left: true, cover: 4.0 };
/// let (low, high) = (Node::Leaf { value: 1.0, cover: 3.0 }, Node::Leaf { value: 5.0, cover: 1.0 });
/// let forest = Forest::new(1, vec![Tree::new(vec![split, low, high])?])?;
/// let says = forest.explain(&[0.9]);
/// assert!(says.base == 2.0 && (says.point() - forest.value(&[0.9])).abs() < 1e-9);
/// # Ok::<(), paridad_engine::experts::location::ForestError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Unchecked")]
pub struct Forest {
    features: usize,
    trees: Vec<Tree>,
    /// Follows from the trees.
    #[serde(skip)]
    rules: Rules,
}

/// A forest as it is decoded.
#[derive(Deserialize)]
struct Unchecked {
    features: usize,
    trees: Vec<Tree>,
}

impl TryFrom<Unchecked> for Forest {
    type Error = ForestError;

    fn try_from(unchecked: Unchecked) -> Result<Self, ForestError> {
        Self::new(unchecked.features, unchecked.trees)
    }
}

impl Forest {
    /// A forest over rows of so many features.
    pub fn new(features: usize, trees: Vec<Tree>) -> Result<Self, ForestError> {
        if features > FEATURES_MAX {
            return Err(ForestError::Features { features });
        }
        for (index, tree) in trees.iter().enumerate() {
            if let Some(feature) = tree.features().find(|feature| usize::from(*feature) >= features) {
                return Err(ForestError::Feature { tree: index, feature, features });
            }
        }
        let rules = Rules::new(path_features(&trees));
        Ok(Self { features, trees, rules })
    }

    /// How many features a row has.
    pub fn features(&self) -> usize {
        self.features
    }

    /// The trees, in the order in which they are summed.
    pub fn trees(&self) -> &[Tree] {
        &self.trees
    }

    /// What the forest says of a row.
    pub fn value(&self, row: &[f64]) -> f64 {
        self.trees.iter().fold(0.0, |sum, tree| sum + tree.value(row))
    }

    /// What it says of a row, and why, if an unknown feature splits as the training rows did.
    ///
    /// The base is the mean over the training rows. The point equals [`Forest::value`] but for rounding.
    pub fn explain(&self, row: &[f64]) -> Prediction {
        let mut visits = vec![Visit::ROOT; self.largest_tree().max(1)];
        let mut contributions = vec![0.0; self.features];
        for tree in &self.trees {
            path_dependent::follow(tree, row, &mut visits);
            let rule = self.rules.exact_for(tree.path_features());
            path_dependent::add(tree, rule, &mut visits, &mut contributions);
        }
        let base = self.trees.iter().fold(0.0, |sum, tree| sum + tree.mean());
        Prediction { base, contributions }
    }

    /// The number of nodes of the largest tree.
    fn largest_tree(&self) -> usize {
        self.trees.iter().map(|tree| tree.nodes().len()).max().unwrap_or(0)
    }
}

/// The largest number of different features that one path asks for.
fn path_features(trees: &[Tree]) -> usize {
    trees.iter().map(Tree::path_features).max().unwrap_or(0)
}

#[cfg(test)]
mod tests;
