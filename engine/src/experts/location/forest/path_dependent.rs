//! Shapley values of a tree in which unknown features are averaged by cover.

use super::node::Node;
use super::quadrature::{LANES, Lanes, Points};
use super::tree::{Edge, Tree};
use std::array::from_fn;
use std::ops::ControlFlow;

/// What is known of a node while a row is explained.
#[derive(Debug, Clone, Copy)]
pub(super) struct Visit {
    /// Where the row goes from here.
    next: u32,
    /// Whether the row takes all edges down to here that asked for the same feature as the last one.
    taken: bool,
    /// One over the feature's factor, if it is taken.
    inverse: Lanes,
    /// On the way down the product of all factors; on the way up the sum over the leaves below.
    sum: Lanes,
}

impl Visit {
    /// The root, to which everything comes.
    pub(super) const ROOT: Self = Self { next: 0, taken: true, inverse: [1.0; LANES], sum: [1.0; LANES] };
}

/// Adds the contributions of one tree to a row that was followed through it, by a rule that is exact for it.
///
/// At a leaf of value v, feature i of the path is in the game with weight `o` (1 if the row takes all its
/// edges, else 0), and out of it with weight `z` (the product of their shares). If each feature is in with
/// probability t, the leaf says `v Π f` with `f = t o + (1 - t) z`, and
/// `φ_i = ∫ v (o_i - z_i) / f_i Π f dt` over [0, 1] (Owen 1972). The integrand is a polynomial of a degree
/// below the number of features on the path, so the quadrature is exact. Sums of leaves are shared as in
/// Linear TreeSHAP (Yu et al. 2022), which makes it `O(nodes · features of a path)`. No factor is negative,
/// so the products lose no digits.
pub(super) fn add(tree: &Tree, rule: &[Points], visits: &mut [Visit], contributions: &mut [f64]) {
    for points in rule {
        descend(tree, points, visits);
        ascend(tree, points, visits, contributions);
    }
}

/// Finds which edges a row takes. `visits` holds [`Visit::ROOT`] first, and a place for each other node.
pub(super) fn follow(tree: &Tree, row: &[f64], visits: &mut [Visit]) {
    for (index, (node, edge)) in (0_u32..).zip(tree.nodes().iter().zip(tree.edges())) {
        let chosen = index == 0 || visits[edge.parent as usize].next == index;
        let taken = chosen && visits[edge.above as usize].taken;
        let visit = &mut visits[index as usize];
        visit.taken = taken;
        if let ControlFlow::Continue(child) = node.ask(row) {
            visit.next = child;
        }
    }
}

/// Multiplies the factors on the path to each node; a later edge of the same feature replaces its factor.
fn descend(tree: &Tree, points: &Points, visits: &mut [Visit]) {
    for (index, edge) in tree.edges().iter().enumerate().skip(1) {
        let product = visits[edge.parent as usize].sum;
        let above = visits[edge.above as usize];
        let visit = &mut visits[index];
        let z = edge.joint_share;
        if !above.taken {
            visit.sum = product.map(|p| p * edge.share);
        } else if visit.taken {
            let factor: Lanes = from_fn(|i| points.at[i] + points.rest[i] * z);
            visit.inverse = factor.map(|factor| 1.0 / factor);
            visit.sum = from_fn(|i| product[i] * above.inverse[i] * factor[i]);
        } else {
            visit.sum = from_fn(|i| product[i] * above.inverse[i] * (points.rest[i] * z));
        }
    }
}

/// Sums the leaves below each node, and gives each edge's part in them to its feature.
fn ascend(tree: &Tree, points: &Points, visits: &mut [Visit], contributions: &mut [f64]) {
    for (index, (node, edge)) in tree.nodes().iter().zip(tree.edges()).enumerate().skip(1).rev() {
        let sum: Lanes = match *node {
            Node::Leaf { value, .. } => visits[index].sum.map(|product| value * product),
            Node::Split { left, right, .. } => {
                let (left, right) = (&visits[left as usize].sum, &visits[right as usize].sum);
                from_fn(|i| left[i] + right[i])
            }
        };
        visits[index].sum = sum;
        if visits[edge.above as usize].taken {
            contributions[usize::from(edge.feature)] += part(tree, index, points, visits);
        }
    }
}

/// `∫ ((o_i - z_i) / f_i - (the same of the edge above)) Π f dt`: the edge above counted these leaves too.
fn part(tree: &Tree, index: usize, points: &Points, visits: &[Visit]) -> f64 {
    let Edge { above, joint_share, .. } = tree.edges()[index];
    let won = 1.0 - joint_share;
    let won_above = 1.0 - tree.edges()[above as usize].joint_share;
    let (visit, above) = (&visits[index], &visits[above as usize]);
    (0..LANES).fold(0.0, |part, i| {
        let own = if visit.taken { won * visit.inverse[i] } else { -points.rest_inverse[i] };
        part + points.weight[i] * visit.sum[i] * (own - won_above * above.inverse[i])
    })
}
