//! What every learner must hold.

use super::{Learner, RandomWalk, Ridge};

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
        let says = one.predict(row).unwrap();
        assert_eq!(one, before, "predict does not mutate");
        let sum = says.contributions.iter().fold(says.base, |sum, c| sum + c);
        assert_eq!(says.point().to_bits(), sum.to_bits(), "contributions sum");
        one.learn(row, *label);
        two.learn(row, *label);
        let backwards: Vec<f64> = row.iter().rev().copied().collect();
        mirrored.learn(&backwards, *label);
        let other = mirrored.predict(&backwards).unwrap().point();
        assert!((one.predict(row).unwrap().point() - other).abs() < 1e-9, "feature order is irrelevant");
    }
    assert_eq!(one, two, "deterministic");
    let zeros = vec![0.0; FEATURES];
    assert!(one.predict(&zeros).unwrap().point().is_finite(), "a row of missing features is tolerated");
}

#[test]
fn the_random_walk_holds_the_contract() {
    hold(&RandomWalk::new(FEATURES), &RandomWalk::new(FEATURES));
}

#[test]
fn the_ridge_holds_the_contract() {
    hold(&Ridge::new(FEATURES, 10.0, 0.999), &Ridge::new(FEATURES, 10.0, 0.999));
}

#[test]
fn an_encoded_ridge_goes_on_with_the_same_bits() {
    let mut ridge = Ridge::new(FEATURES, 10.0, 0.999);
    let rows = rows(200);
    for (row, label) in &rows[..100] {
        ridge.learn(row, *label);
    }
    let bytes = postcard::to_allocvec(&(ridge.linear(), ridge.gain())).unwrap();
    let (linear, gain) = postcard::from_bytes(&bytes).unwrap();
    let mut again = Ridge::from_parts(linear, gain);
    for (row, label) in &rows[100..] {
        ridge.learn(row, *label);
        again.learn(row, *label);
        assert_eq!(ridge.predict(row), again.predict(row));
    }
    assert_eq!(ridge.linear(), again.linear());
}
