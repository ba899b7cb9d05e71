//! Shapley values of a tree in which unknown features are those of another row.

use super::tree::{Edge, Tree};
use std::ops::ControlFlow;

/// What a leaf gives to each feature of the row, by how many features of either row the path needs.
#[derive(Debug)]
pub(super) struct Weights {
    size: usize,
    table: Vec<f64>,
}

impl Weights {
    /// For paths of at most so many features, `w(a, b) = (a - 1)! b! / (a + b)!`, and `w(0, b) = 0`.
    pub(super) fn new(path_features: usize) -> Self {
        let size = path_features + 1;
        let mut table = vec![0.0; size * size];
        for a in 1..size {
            table[a * size] = 1.0 / a as f64;
            for b in 1..size - a {
                table[a * size + b] = table[a * size + b - 1] * b as f64 / (a + b) as f64;
            }
        }
        Self { size, table }
    }

    fn of(&self, own: u16, foreign: u16) -> f64 {
        self.table[usize::from(own) * self.size + usize::from(foreign)]
    }
}

/// What is known of a node while two rows are compared.
#[derive(Debug, Clone, Copy)]
pub(super) struct Visit {
    /// Where the row goes from here.
    next: u32,
    /// Which of the rows take all edges down to here that asked for the same feature as the last one.
    takers: Takers,
    /// How many features of the path only the row takes.
    row_features: u16,
    /// How many features of the path only the other row takes.
    other_features: u16,
    /// What the leaves below give to each feature that only the row takes.
    gain: f64,
    /// What the leaves below take from each feature that only the other row takes.
    loss: f64,
}

/// Which of two rows take an edge.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Takers {
    Both,
    Row,
    Other,
}

impl Visit {
    /// The root, to which both rows come.
    pub(super) const ROOT: Self =
        Self { next: 0, takers: Takers::Both, row_features: 0, other_features: 0, gain: 0.0, loss: 0.0 };
}

/// Room to work in, so that comparing rows allocates nothing.
#[derive(Debug)]
pub(super) struct Scratch {
    visits: Vec<Visit>,
    reached: Vec<u32>,
}

impl Scratch {
    /// Room for trees of at most so many nodes.
    pub(super) fn new(nodes: usize) -> Self {
        Self { visits: vec![Visit::ROOT; nodes.max(1)], reached: Vec::with_capacity(nodes) }
    }

    /// Notes where the row goes from each node.
    pub(super) fn follow(&mut self, tree: &Tree, row: &[f64]) {
        for (visit, node) in self.visits.iter_mut().zip(tree.nodes()) {
            if let ControlFlow::Continue(child) = node.ask(row) {
                visit.next = child;
            }
        }
    }

    /// Adds to the contributions what the followed row differs by from another in this tree.
    ///
    /// A leaf of value v is reached by exactly those mixtures of the two rows that take the a features that
    /// only the row brings here, and not the b features that only the other brings here. Its Shapley value is
    /// `v w(a, b)` for each of the former and `-v w(b, a)` for each of the latter (Lundberg et al. 2020,
    /// algorithm 3; Laberge and Pequignot 2022). Only nodes that some mixture reaches are visited.
    pub(super) fn compare(
        &mut self,
        tree: &Tree,
        other: &[f64],
        weights: &Weights,
        contributions: &mut [f64],
    ) {
        self.descend(tree, other, weights);
        self.ascend(tree, contributions);
    }

    /// Lists the nodes that mixtures of the two rows reach, parents first, and values the leaves.
    fn descend(&mut self, tree: &Tree, other: &[f64], weights: &Weights) {
        self.reached.clear();
        self.reached.push(0);
        let mut done = 0;
        while let Some(&index) = self.reached.get(done) {
            done += 1;
            match tree.nodes()[index as usize].ask(other) {
                ControlFlow::Break(value) => self.visits[index as usize].end(value, weights),
                ControlFlow::Continue(other_next) => {
                    let row_next = self.visits[index as usize].next;
                    self.enter(tree, row_next, other_next);
                    if other_next != row_next {
                        self.enter(tree, other_next, other_next);
                    }
                }
            }
        }
    }

    /// Comes to a child, if a mixture of the two rows does.
    fn enter(&mut self, tree: &Tree, child: u32, other_next: u32) {
        let Edge { parent, above, .. } = tree.edges()[child as usize];
        let parent = self.visits[parent as usize];
        let above = self.visits[above as usize].takers;
        let row_takes = parent.next == child && above != Takers::Other;
        let other_takes = other_next == child && above != Takers::Row;
        let takers = match (row_takes, other_takes) {
            (true, true) => Takers::Both,
            (true, false) => Takers::Row,
            (false, true) => Takers::Other,
            (false, false) => return,
        };
        let parted = above == Takers::Both;
        let visit = &mut self.visits[child as usize];
        visit.takers = takers;
        visit.row_features = parent.row_features + u16::from(parted && takers == Takers::Row);
        visit.other_features = parent.other_features + u16::from(parted && takers == Takers::Other);
        (visit.gain, visit.loss) = (0.0, 0.0);
        self.reached.push(child);
    }

    /// Sums the leaves below each node, and gives them to the feature at which the rows part.
    fn ascend(&mut self, tree: &Tree, contributions: &mut [f64]) {
        for &index in self.reached.iter().skip(1).rev() {
            let Edge { feature, parent, above, .. } = tree.edges()[index as usize];
            let Visit { takers, gain, loss, .. } = self.visits[index as usize];
            if self.visits[above as usize].takers == Takers::Both {
                match takers {
                    Takers::Both => {}
                    Takers::Row => contributions[usize::from(feature)] += gain,
                    Takers::Other => contributions[usize::from(feature)] -= loss,
                }
            }
            let parent = &mut self.visits[parent as usize];
            parent.gain += gain;
            parent.loss += loss;
        }
    }
}

impl Visit {
    /// What a leaf of this value gives and takes.
    fn end(&mut self, value: f64, weights: &Weights) {
        self.gain = value * weights.of(self.row_features, self.other_features);
        self.loss = value * weights.of(self.other_features, self.row_features);
    }
}
