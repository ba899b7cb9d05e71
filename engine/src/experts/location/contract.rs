//! What every learner must hold.

use super::{
    Carry, ElasticNet, Forest, Learner, Linear, Mean, Member, Node, RandomForest, RandomWalk, Ridge, Sight,
    Tree, elastic_net, random_forest,
};
use crate::time::horizon::ANCHORS;

/// A deterministic pseudo-random number in (-1, 1) (xorshift, Marsaglia 2003).
pub(super) fn noise(seed: &mut u64) -> f64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    (*seed >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
}

const FEATURES: usize = 4;

fn rows(count: usize) -> Vec<(Vec<f64>, f64)> {
    let mut seed = 42;
    (0..count)
        .map(|_| {
            let row: Vec<f64> = (0..FEATURES).map(|_| noise(&mut seed)).collect();
            let label = 0.2 * row[1] + noise(&mut seed);
            (row, label)
        })
        .collect()
}

fn hold<L: Learner + Clone + PartialEq + std::fmt::Debug>(fresh: &L, reversed: &L) {
    let rows = rows(300);
    let (mut one, mut two, mut mirrored) = (fresh.clone(), fresh.clone(), reversed.clone());
    for (row, label) in &rows {
        let before = one.clone();
        let says = one.predict(&Sight::of(row)).unwrap();
        assert_eq!(one, before, "predict does not mutate");
        let sum = says.contributions.iter().fold(says.base, |sum, c| sum + c);
        assert_eq!(says.point().to_bits(), sum.to_bits(), "contributions sum");
        one.learn(row, *label);
        two.learn(row, *label);
        let backwards: Vec<f64> = row.iter().rev().copied().collect();
        mirrored.learn(&backwards, *label);
        let other = mirrored.predict(&Sight::of(&backwards)).unwrap().point();
        assert!(
            (one.predict(&Sight::of(row)).unwrap().point() - other).abs() < 1e-9,
            "feature order is irrelevant"
        );
    }
    assert_eq!(one, two, "deterministic");
    let zeros = vec![0.0; FEATURES];
    assert!(
        one.predict(&Sight::of(&zeros)).unwrap().point().is_finite(),
        "a row of missing features is tolerated"
    );
}

#[test]
fn the_random_walk_holds_the_contract() {
    hold(&RandomWalk, &RandomWalk);
}

#[test]
fn the_mean_holds_the_contract() {
    hold(&Mean::new(10.0, 5.0), &Mean::new(10.0, 5.0));
}

#[test]
fn the_elastic_net_holds_the_contract() {
    let parameters = elastic_net::Parameters { penalty: 0.1, l1_ratio: 0.5 };
    let net = |weights| ElasticNet::new(parameters, ANCHORS[0]).fitted(Linear { base: 0.01, weights });
    hold(&net(vec![0.1, 0.0, -0.05, 0.02]), &net(vec![0.02, -0.05, 0.0, 0.1]));
}

/// A tree that asks for two features in turn.
fn refit_trees(first: u16, second: u16) -> RandomForest {
    let split = |feature, left, right, cover| Node::Split {
        feature,
        threshold: 0.1,
        left,
        right,
        missing_left: true,
        cover,
    };
    let leaf = |value, cover| Node::Leaf { value, cover };
    let nodes = vec![
        split(first, 1, 2, 10.0),
        split(second, 3, 4, 6.0),
        leaf(-0.2, 4.0),
        leaf(0.3, 2.0),
        leaf(0.1, 4.0),
    ];
    let forest = Forest::new(FEATURES, vec![Tree::new(nodes).unwrap()]).unwrap();
    let parameters = random_forest::Parameters {
        trees: 1,
        max_depth: 2,
        min_leaf: 1,
        features_per_split: 4,
        shrinkage: 0.5,
    };
    RandomForest::new(parameters, ANCHORS[0]).fitted(forest)
}

#[test]
fn the_forest_holds_the_contract() {
    hold(&refit_trees(0, 2), &refit_trees(3, 1));
}

#[test]
fn carry_says_the_same_whatever_it_is_told_and_is_silent_without_its_rates() {
    let mut carry = Carry::new(Some(1));
    let raw = [None, Some(4.0), None, None];
    let sight = Sight { raw: &raw, ..Sight::of(&[0.0; FEATURES]) };
    let before = carry.predict(&sight);
    carry.learn(&[1.0; FEATURES], 3.0);
    assert!(before.is_some() && before == carry.predict(&sight));
    assert!(carry.predict(&Sight { raw: &[None; FEATURES], ..sight }).is_none());
}

#[test]
fn the_ridge_holds_the_contract() {
    hold(&Ridge::new(FEATURES, 10.0, 0.999), &Ridge::new(FEATURES, 10.0, 0.999));
}

/// What is stored of an expert, encoded and decoded, makes it again.
fn hold_stored<L: Member + Clone + PartialEq + std::fmt::Debug>(fresh: &L) {
    let rows = rows(200);
    let mut one = fresh.clone();
    rows[..100].iter().for_each(|(row, label)| one.learn(row, *label));
    let bytes = postcard::to_allocvec(&(one.speaker(), one.memory())).unwrap();
    let (speaker, memory) = postcard::from_bytes(&bytes).unwrap();
    let mut again = fresh.clone();
    again.restore(speaker, memory).unwrap();
    for (row, label) in &rows[100..] {
        one.learn(row, *label);
        again.learn(row, *label);
        assert_eq!(one.predict(&Sight::of(row)), again.predict(&Sight::of(row)));
    }
    assert_eq!(one, again, "it goes on with the same bits");
}

#[test]
fn every_expert_goes_on_from_what_was_stored_of_it() {
    hold_stored(&RandomWalk);
    hold_stored(&Mean::new(10.0, 5.0));
    hold_stored(&Carry::new(Some(1)));
    hold_stored(&Ridge::new(FEATURES, 10.0, 0.999));
    hold_stored(&ElasticNet::new(elastic_net::Parameters { penalty: 0.1, l1_ratio: 0.5 }, ANCHORS[0]));
    hold_stored(&refit_trees(0, 2));
}

#[test]
fn what_was_stored_of_another_expert_is_refused() {
    let mut ridge = Ridge::new(FEATURES, 10.0, 0.999);
    let other = Ridge::new(FEATURES + 1, 10.0, 0.999);
    assert_eq!(ridge.restore(other.speaker(), other.memory()), None);
    assert_eq!(ridge.restore(RandomWalk.speaker(), RandomWalk.memory()), None);
    assert_eq!(RandomWalk.restore(ridge.speaker(), ridge.memory()), None);
}
