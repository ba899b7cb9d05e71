//! A forest grown by smartcore, read once into the engine's own trees.

use crate::RefitError;
use crate::table::Table;
use paridad_engine::experts::location::{Forest, Node, Tree};
use paridad_engine::experts::refit::ForestShape;
use serde::Deserialize;
use smartcore::ensemble::random_forest_regressor::{RandomForestRegressor, RandomForestRegressorParameters};
use smartcore::linalg::basic::matrix::DenseMatrix;

type Regressor = RandomForestRegressor<f64, f64, DenseMatrix<f64>, Vec<f64>>;

/// The mean of trees, each grown from a bootstrap of the rows.
///
/// The draws are those of rand's small generator: the same on every machine of 64 bits, other ones on 32.
pub(crate) fn refit(table: &Table, shape: ForestShape, seed: u64) -> Result<Forest, RefitError> {
    check(table, shape)?;
    read(table, &grow(table, shape, seed)?)
}

fn check(table: &Table, shape: ForestShape) -> Result<(), RefitError> {
    let features = u16::try_from(table.features()).unwrap_or(u16::MAX);
    let settings = [
        ("trees", shape.trees, u16::MAX),
        ("max_depth", shape.max_depth, u16::MAX - 1),
        ("min_leaf", shape.min_leaf, u16::MAX),
        ("features_per_split", shape.features_per_split, features),
    ];
    match settings.into_iter().find(|(_, value, high)| !(1..=*high).contains(value)) {
        None => Ok(()),
        Some((what, value, high)) => {
            Err(RefitError::Setting { what, low: 1.0, high: high.into(), value: value.into() })
        }
    }
}

fn grow(table: &Table, shape: ForestShape, seed: u64) -> Result<Regressor, RefitError> {
    let x = DenseMatrix::new(table.rows.len(), table.features(), table.columns(), true)?;
    let min_leaf = usize::from(shape.min_leaf);
    let parameters = RandomForestRegressorParameters::default()
        .with_n_trees(shape.trees.into())
        // Smartcore counts the levels of nodes, and the root is one.
        .with_max_depth(shape.max_depth + 1)
        .with_min_samples_leaf(min_leaf)
        .with_min_samples_split(2 * min_leaf)
        .with_m(shape.features_per_split.into())
        .with_seed(seed);
    Ok(Regressor::fit(&x, &table.labels.to_vec(), parameters)?)
}

/// What smartcore writes of a forest. Its nodes are private, and this is the one way to them.
#[derive(Deserialize)]
struct Written {
    forest_regressor: WrittenForest,
}

#[derive(Deserialize)]
struct WrittenForest {
    trees: Vec<WrittenTree>,
}

#[derive(Deserialize)]
struct WrittenTree {
    nodes: Vec<WrittenNode>,
}

/// A leaf keeps what it says in `output`, and a split too: only the children tell them apart.
#[derive(Deserialize)]
struct WrittenNode {
    output: f64,
    split_feature: u16,
    split_value: Option<f64>,
    true_child: Option<u32>,
    false_child: Option<u32>,
}

/// Reads the trees by their fields' names, so that a change in smartcore is an error and no other forest.
fn read(table: &Table, regressor: &Regressor) -> Result<Forest, RefitError> {
    let written: Written = serde_json::from_value(serde_json::to_value(regressor)?)?;
    let trees = written.forest_regressor.trees;
    let share = 1.0 / trees.len() as f64;
    let trees = trees.into_iter().map(|tree| {
        let mut nodes: Vec<Node> = tree.nodes.iter().map(|node| node.scaled(share)).collect();
        count(&mut nodes, table);
        Tree::new(nodes)
    });
    Ok(Forest::new(table.features(), trees.collect::<Result<_, _>>()?)?)
}

impl WrittenNode {
    /// The engine's forest says a sum, so each tree of a mean says its share.
    fn scaled(&self, share: f64) -> Node {
        match (self.split_value, self.true_child, self.false_child) {
            (Some(threshold), Some(left), Some(right)) => Node::Split {
                feature: self.split_feature,
                threshold,
                left,
                right,
                // A missing value counts as the feature's mean, which is zero in a standardised row.
                missing_left: threshold >= 0.0,
                cover: 0.0,
            },
            _ => Node::Leaf { value: share * self.output, cover: 0.0 },
        }
    }
}

/// Counts the training rows that come by each node.
fn count(nodes: &mut [Node], table: &Table) {
    for row in table.rows {
        let mut place = Some(0);
        while let Some(node) = place.and_then(|place: usize| nodes.get_mut(place)) {
            place = match node {
                Node::Leaf { cover, .. } => {
                    *cover += 1.0;
                    None
                }
                Node::Split { feature, threshold, left, right, cover, .. } => {
                    *cover += 1.0;
                    let child = if row[usize::from(*feature)] <= *threshold { left } else { right };
                    Some(*child as usize)
                }
            };
        }
    }
}

#[cfg(test)]
mod tests;
