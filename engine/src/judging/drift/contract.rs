//! The contract of every detector, run over each of them.

use super::adwin::Adwin;
use super::page_hinkley::PageHinkley;
use super::{Detector, Direction, Signal};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;

/// A long stream with four changes of its mean and a deterministic noise around it.
fn stream() -> Vec<f64> {
    let mut state = 1_u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(state >> 8) / f64::from(1 << 24) - 0.5
    };
    let means = [0.0, 3.0, -1.0, 0.5, 4.0];
    means.iter().flat_map(|mean| [*mean; 300]).map(|mean| mean + noise()).collect()
}

fn signals<D: Detector>(detector: &mut D, values: &[f64]) -> Vec<Option<Signal>> {
    values.iter().map(|x| detector.update(*x)).collect()
}

fn bytes<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_allocvec(value).unwrap()
}

fn is_deterministic<D: Detector + Clone + Serialize>(fresh: &D) {
    let (mut a, mut b) = (fresh.clone(), fresh.clone());
    assert_eq!(bytes(&signals(&mut a, &stream())), bytes(&signals(&mut b, &stream())));
    assert_eq!(bytes(&a), bytes(&b));
}

fn finds_each_change_and_its_direction<D: Detector + Clone>(fresh: &D) {
    let found = signals(&mut fresh.clone(), &stream());
    let directions: Vec<Direction> = found.iter().flatten().map(|signal| signal.direction).collect();
    assert_eq!(directions, [Direction::Up, Direction::Down, Direction::Up, Direction::Up]);
}

fn mirrors<D: Detector + Clone>(fresh: &D) {
    let mirrored: Vec<f64> = stream().iter().map(|x| -x).collect();
    let there = signals(&mut fresh.clone(), &stream());
    let here = signals(&mut fresh.clone(), &mirrored);
    for (a, b) in there.iter().zip(&here) {
        assert_eq!(a.is_some(), b.is_some());
        assert!(a.is_none_or(|a| b.is_some_and(|b| a.direction != b.direction)));
    }
}

fn continues_after_decoding<D: Detector + Clone + PartialEq + Debug + Serialize + DeserializeOwned>(
    fresh: &D,
) {
    let mut kept = fresh.clone();
    for x in stream() {
        let mut decoded: D = postcard::from_bytes(&bytes(&kept)).unwrap();
        assert_eq!(decoded, kept);
        assert_eq!(bytes(&decoded.update(x)), bytes(&kept.update(x)));
        assert_eq!(bytes(&decoded), bytes(&kept));
    }
}

fn ignores_what_is_not_finite<D: Detector + Clone + Serialize>(fresh: &D) {
    let mut detector = fresh.clone();
    for x in stream() {
        detector.update(x);
        let before = bytes(&detector);
        for nonsense in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(detector.update(nonsense), None);
        }
        assert_eq!(bytes(&detector), before);
    }
}

fn says_nothing_about_a_constant<D: Detector + Clone>(fresh: &D) {
    let mut detector = fresh.clone();
    assert!(signals(&mut detector, &vec![0.1; 5000]).iter().all(Option::is_none));
    assert_eq!(detector.width(), 5000);
    assert!(detector.mean().is_some_and(|mean| (mean - 0.1).abs() < 1e-12));
}

fn starts_empty<D: Detector>(fresh: &D) {
    assert_eq!((fresh.width(), fresh.mean()), (0, None));
}

fn check<D: Detector + Clone + PartialEq + Debug + Serialize + DeserializeOwned>(fresh: &D) {
    starts_empty(fresh);
    is_deterministic(fresh);
    finds_each_change_and_its_direction(fresh);
    mirrors(fresh);
    continues_after_decoding(fresh);
    ignores_what_is_not_finite(fresh);
    says_nothing_about_a_constant(fresh);
}

#[test]
fn adwin_keeps_the_contract() {
    check(&Adwin::default());
}

#[test]
fn page_hinkley_keeps_the_contract() {
    check(&PageHinkley::default());
}
