//! One tree: its nodes, and what its explanations need beside them.

use super::node::{ForestError, Node, PATH_MAX};
use serde::{Deserialize, Serialize, Serializer};
use std::ops::ControlFlow;

/// A regression tree as a flat list of nodes: the root is the first, and children come after their parent.
///
/// A value of at most the threshold goes left. A split that no training row passed counts its children alike.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "Vec<Node>")]
pub struct Tree {
    nodes: Vec<Node>,
    edges: Vec<Edge>,
    path_features: usize,
    mean: f64,
}

/// What leads to a node, as far as the tree alone decides it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Edge {
    /// The feature that the parent asks for.
    pub(super) feature: u16,
    /// The index of the parent.
    pub(super) parent: u32,
    /// The end of the nearest edge above that asked for the same feature; the root if there is none.
    pub(super) above: u32,
    /// The share of the parent's training rows that came this way.
    pub(super) share: f64,
    /// The product of the shares of this edge and of all above it that asked for the same feature.
    pub(super) joint_share: f64,
}

/// The root counts as the end of an edge that everything takes.
const ROOT: Edge = Edge { feature: 0, parent: 0, above: 0, share: 1.0, joint_share: 1.0 };

impl Tree {
    /// A tree of these nodes, if they make one.
    pub fn new(nodes: Vec<Node>) -> Result<Self, ForestError> {
        check(&nodes)?;
        let (edges, path_features) = edges(&nodes);
        if path_features > PATH_MAX {
            return Err(ForestError::Path { features: path_features });
        }
        let mean = mean(&nodes, &edges);
        Ok(Self { nodes, edges, path_features, mean })
    }

    /// The nodes, the root first.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// What the tree says of a row; a feature that the row lacks is missing.
    pub fn value(&self, row: &[f64]) -> f64 {
        let mut at = 0;
        loop {
            match self.nodes[at as usize].ask(row) {
                ControlFlow::Break(value) => return value,
                ControlFlow::Continue(child) => at = child,
            }
        }
    }

    /// The features that the splits ask for.
    pub(super) fn features(&self) -> impl Iterator<Item = u16> {
        self.edges.iter().skip(1).map(|edge| edge.feature)
    }

    /// What leads to each node.
    pub(super) fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// The largest number of different features that one path asks for.
    pub(super) fn path_features(&self) -> usize {
        self.path_features
    }

    /// The mean of the leaves, each by the share of the training rows that ended there.
    pub(super) fn mean(&self) -> f64 {
        self.mean
    }
}

impl TryFrom<Vec<Node>> for Tree {
    type Error = ForestError;

    fn try_from(nodes: Vec<Node>) -> Result<Self, ForestError> {
        Self::new(nodes)
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.nodes.serialize(serializer)
    }
}

/// Refuses what is not one tree: each node but the root has one parent, which comes before it.
fn check(nodes: &[Node]) -> Result<(), ForestError> {
    if nodes.is_empty() {
        return Err(ForestError::Empty);
    }
    let mut parents = vec![0; nodes.len()];
    for (index, node) in nodes.iter().enumerate() {
        node.check(index)?;
        let Node::Split { left, right, .. } = *node else { continue };
        for child in [left, right] {
            let place = child as usize;
            if place <= index || place >= nodes.len() {
                return Err(ForestError::Child { node: index, child, nodes: nodes.len() });
            }
            parents[place] += 1;
        }
    }
    match parents.iter().enumerate().skip(1).find(|(_, parents)| **parents != 1) {
        Some((node, parents)) => Err(ForestError::Parents { node, parents: *parents }),
        None => Ok(()),
    }
}

/// What leads to each node, and the largest number of different features that one path asks for.
fn edges(nodes: &[Node]) -> (Vec<Edge>, usize) {
    let mut edges = vec![ROOT; nodes.len()];
    let mut path_features = vec![0; nodes.len()];
    for (parent, node) in (0_u32..).zip(nodes) {
        let Node::Split { feature, left, right, .. } = *node else { continue };
        let above = nearest(&edges, parent, feature);
        let cover = nodes[left as usize].cover() + nodes[right as usize].cover();
        for child in [left as usize, right as usize] {
            let share = if cover > 0.0 { nodes[child].cover() / cover } else { 0.5 };
            let joint_share = edges[above as usize].joint_share * share;
            edges[child] = Edge { feature, parent, above, share, joint_share };
            path_features[child] = path_features[parent as usize] + usize::from(above == 0);
        }
    }
    (edges, path_features.into_iter().max().unwrap_or(0))
}

/// The end of the nearest edge on the path to `node` that asked for `feature`; the root if there is none.
fn nearest(edges: &[Edge], node: u32, feature: u16) -> u32 {
    let mut at = node;
    while at != 0 && edges[at as usize].feature != feature {
        at = edges[at as usize].parent;
    }
    at
}

/// The mean of the leaves, each by its share.
fn mean(nodes: &[Node], edges: &[Edge]) -> f64 {
    let mut means = vec![0.0; nodes.len()];
    for (index, node) in nodes.iter().enumerate().rev() {
        means[index] = match *node {
            Node::Leaf { value, .. } => value,
            Node::Split { left, right, .. } => {
                let part = |child: u32| edges[child as usize].share * means[child as usize];
                part(left) + part(right)
            }
        };
    }
    means[0]
}
