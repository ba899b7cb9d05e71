//! The forest against Shapley's formula, written out over all sets of features.

use super::*;
use proptest::prelude::*;

const FEATURES: usize = 5;

fn leaf(value: f64, cover: f64) -> Node {
    Node::Leaf { value, cover }
}

fn split(feature: u16, threshold: f64, children: [u32; 2], cover: f64) -> Node {
    Node::Split { feature, threshold, left: children[0], right: children[1], missing_left: false, cover }
}

/// One split on feature 0 at zero, whose leaves say 1 and 5.
fn stump() -> Vec<Node> {
    vec![split(0, 0.0, [1, 2], 4.0), leaf(1.0, 3.0), leaf(5.0, 1.0)]
}

/// A tree that grows at one leaf after the other: which leaf, feature, threshold, shares and values.
fn trees() -> impl Strategy<Value = Tree> {
    let growth = (any::<prop::sample::Index>(), 0..FEATURES, -2_i8..2, 0..5_u8, any::<bool>(), -9.0..9.0_f64);
    prop::collection::vec(growth, 0..12).prop_map(|growths| {
        let mut nodes = vec![leaf(0.5, 16.0)];
        for (place, feature, threshold, quarters, missing_left, value) in growths {
            let leaves: Vec<usize> =
                (0..nodes.len()).filter(|i| matches!(nodes[*i], Node::Leaf { .. })).collect();
            let at = leaves[place.index(leaves.len())];
            let cover = nodes[at].cover();
            let left = u32::try_from(nodes.len()).unwrap();
            nodes[at] = Node::Split {
                feature: u16::try_from(feature).unwrap(),
                threshold: f64::from(threshold),
                left,
                right: left + 1,
                missing_left,
                cover,
            };
            let share = f64::from(quarters) / 4.0;
            nodes.push(leaf(value, cover * share));
            nodes.push(leaf(-value * value, cover * (1.0 - share)));
        }
        Tree::new(nodes).unwrap()
    })
}

fn forests() -> impl Strategy<Value = Forest> {
    prop::collection::vec(trees(), 0..4).prop_map(|trees| Forest::new(FEATURES, trees).unwrap())
}

fn rows() -> impl Strategy<Value = Vec<f64>> {
    let cell = prop_oneof![6 => (-3_i8..3).prop_map(f64::from), 1 => Just(f64::NAN)];
    prop::collection::vec(cell, FEATURES)
}

/// What a tree says if only the features of a set are known, and the others split by cover.
fn value_of_known(tree: &Tree, node: usize, row: &[f64], known: usize) -> f64 {
    match tree.nodes()[node] {
        Node::Leaf { value, .. } => value,
        Node::Split { feature, threshold, left, right, missing_left, .. } => {
            let (left, right) = (left as usize, right as usize);
            let x = row[usize::from(feature)];
            if known & (1 << feature) != 0 {
                let goes_left = if x.is_nan() { missing_left } else { x <= threshold };
                return value_of_known(tree, if goes_left { left } else { right }, row, known);
            }
            let covers = [tree.nodes()[left].cover(), tree.nodes()[right].cover()];
            let share = if covers[0] + covers[1] > 0.0 { covers[0] / (covers[0] + covers[1]) } else { 0.5 };
            share * value_of_known(tree, left, row, known)
                + (1.0 - share) * value_of_known(tree, right, row, known)
        }
    }
}

/// Shapley's formula.
fn shapley(worth: impl Fn(usize) -> f64) -> Prediction {
    let factorial = |n: usize| (1..=n).product::<usize>() as f64;
    let contribution = |i: usize| {
        (0..1 << FEATURES)
            .filter(|set: &usize| set & (1 << i) == 0)
            .map(|set| {
                let size = set.count_ones() as usize;
                let weight = factorial(size) * factorial(FEATURES - size - 1) / factorial(FEATURES);
                weight * (worth(set | (1 << i)) - worth(set))
            })
            .sum()
    };
    Prediction { base: worth(0), contributions: (0..FEATURES).map(contribution).collect() }
}

fn assert_near(says: &Prediction, expected: &Prediction) {
    assert!((says.base - expected.base).abs() < 1e-10, "base {} instead of {}", says.base, expected.base);
    for (own, expected) in says.contributions.iter().zip(&expected.contributions) {
        assert!((own - expected).abs() < 1e-10, "{own} instead of {expected}");
    }
}

proptest! {
    #[test]
    fn unknown_features_averaged_by_cover_give_shapleys_values(forest in forests(), row in rows()) {
        let worth = |set| forest.trees().iter().map(|tree| value_of_known(tree, 0, &row, set)).sum();
        let says = forest.explain(&row);
        assert_near(&says, &shapley(worth));
        assert!((says.point() - forest.value(&row)).abs() < 1e-9);
    }

    #[test]
    fn a_decoded_forest_is_the_same(forest in forests()) {
        let bytes = postcard::to_allocvec(&forest).unwrap();
        assert_eq!(postcard::from_bytes::<Forest>(&bytes).unwrap(), forest);
    }
}

/// A chain that asks for one feature after the other, and ends to the left with the feature's number.
fn chain(features: u16) -> Vec<Node> {
    let mut nodes = Vec::new();
    for feature in 0..features {
        let next = 2 * u32::from(feature) + 1;
        nodes.push(split(feature, 0.0, [next, next + 1], f64::from(features - feature + 2)));
        nodes.push(leaf(f64::from(feature), 1.0));
    }
    nodes.push(leaf(1000.0, 2.0));
    nodes
}

#[test]
fn a_path_of_many_features_is_explained_as_exactly() {
    let forest = Forest::new(100, vec![Tree::new(chain(100)).unwrap()]).unwrap();
    let row = vec![1.0; 100];
    assert!((forest.explain(&row).point() - 1000.0).abs() < 1e-9);
}

#[test]
fn a_path_of_too_many_features_is_refused() {
    assert!(Tree::new(chain(256)).is_ok());
    assert_eq!(Tree::new(chain(257)), Err(ForestError::Path { features: 257 }));
}

#[test]
fn alike_features_get_alike_and_unused_ones_nothing() {
    let both = vec![
        split(1, 0.0, [1, 2], 4.0),
        leaf(0.0, 2.0),
        split(3, 0.0, [3, 4], 2.0),
        leaf(0.0, 1.0),
        leaf(8.0, 1.0),
    ];
    let forest = Forest::new(FEATURES, vec![Tree::new(both).unwrap()]).unwrap();
    let row = vec![1.0; FEATURES];
    let says = forest.explain(&row);
    assert!((says.contributions[1] - says.contributions[3]).abs() < 1e-12);
    assert!([0, 2, 4].iter().all(|unused| says.contributions[*unused] == 0.0));
}

#[test]
fn a_row_that_ends_early_is_missing_the_rest() {
    let forest = Forest::new(1, vec![Tree::new(stump()).unwrap()]).unwrap();
    assert_eq!(forest.value(&[]), 5.0);
    assert_eq!(forest.explain(&[]), forest.explain(&[f64::NAN]));
}

#[test]
fn nodes_that_make_no_tree_are_refused() {
    let with = |place: usize, node: Node| {
        let mut nodes = stump();
        nodes[place] = node;
        Tree::new(nodes).map_err(|error| error.to_string())
    };
    let refused = |message: &str| Err(message.to_owned());
    assert_eq!(Tree::new(Vec::new()), Err(ForestError::Empty));
    assert_eq!(
        with(0, split(0, 0.0, [0, 2], 4.0)),
        refused("a child of node 0 must come after it and before 3, got 0")
    );
    assert_eq!(
        with(0, split(0, 0.0, [1, 3], 4.0)),
        refused("a child of node 0 must come after it and before 3, got 3")
    );
    assert_eq!(with(0, split(0, 0.0, [1, 1], 4.0)), refused("node 1 must have 1 parent, got 2"));
    assert_eq!(with(0, leaf(1.0, 4.0)), refused("node 1 must have 1 parent, got 0"));
    assert_eq!(with(1, leaf(f64::NAN, 3.0)), refused("the value of node 1 must be finite, got NaN"));
    assert_eq!(
        with(0, split(0, f64::NAN, [1, 2], 4.0)),
        refused("the threshold of node 0 must be finite, got NaN")
    );
    assert_eq!(
        with(2, leaf(5.0, -1.0)),
        refused("the cover of node 2 must be between 0 and 9007199254740992, got -1")
    );
}

#[test]
fn a_forest_refuses_features_that_rows_lack() {
    let tree = Tree::new(vec![split(7, 0.0, [1, 2], 4.0), leaf(1.0, 3.0), leaf(5.0, 1.0)]).unwrap();
    assert_eq!(
        Forest::new(7, vec![tree]).map_err(|error| error.to_string()),
        Err("a split of tree 0 must ask for a feature below 7, got 7".to_owned())
    );
    assert_eq!(Forest::new(65_537, Vec::new()), Err(ForestError::Features { features: 65_537 }));
}

#[test]
fn decoding_refuses_what_building_refuses() {
    let orphan = postcard::to_allocvec(&vec![leaf(1.0, 1.0), leaf(2.0, 1.0)]).unwrap();
    assert!(postcard::from_bytes::<Tree>(&orphan).is_err());
    let lacking = postcard::to_allocvec(&(0_usize, vec![stump()])).unwrap();
    assert!(postcard::from_bytes::<Forest>(&lacking).is_err());
    let complete = postcard::to_allocvec(&(1_usize, vec![stump()])).unwrap();
    assert!(postcard::from_bytes::<Forest>(&complete).is_ok());
}
