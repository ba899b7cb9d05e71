//! What every expert of location must hold, whichever the table lists.

use super::{Carry, Learner, Location, LocationKind, LocationMember, Ridge, Sight};
use crate::experts::location::LabelledRows;
use crate::experts::prior::{Beginning, Prior};
use crate::experts::refit::tests::answer;
use crate::features::point::{Feature, FeatureKind};
use crate::maths::parameter::some_figures;

/// A deterministic pseudo-random number in (-1, 1) (xorshift, Marsaglia 2003).
pub(super) fn noise(seed: &mut u64) -> f64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    (*seed >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
}

const FEATURES: usize = 4;

/// Where each feature stands.
type Places = [usize; FEATURES];

const AS_THEY_ARE: Places = [0, 1, 2, 3];
const BACKWARDS: Places = [3, 2, 1, 0];

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

/// Features of which the second is a carry.
fn features(places: Places) -> Vec<Feature> {
    let gap = Feature { name: "gap".to_owned(), kind: FeatureKind::Gap { span: 5 } };
    let mut features = vec![gap; FEATURES];
    let series = |name: &str| name.to_owned().try_into().unwrap();
    features[places[1]].kind = FeatureKind::Carry { high: series("rate.mxn"), low: series("rate.usd") };
    features
}

/// The expert of a kind with figures that it allows, refitted if that is how it learns.
fn expert(kind: LocationKind, places: Places) -> Location {
    let features = features(places);
    let from =
        Beginning { prior: Prior::None, outcomes: 50.0, index: 0, features: &features, spread_features: &[] };
    let mut expert = kind.begin(&from);
    let (rows, labels) =
        rows(100).into_iter().map(|(row, label)| (places.map(|at| row[at]).to_vec(), label)).unzip();
    let job = expert.as_dyn().job(LabelledRows { rows, labels, seed: 1 });
    assert_eq!(job.is_some(), kind.is_refitted(), "{}", kind.name());
    if let Some(job) = job {
        assert!(
            expert.as_dyn().predict(&Sight::of(&[0.0; FEATURES])).is_none(),
            "silent before its first refit"
        );
        expert.as_dyn_mut().install(answer(&job));
    }
    expert
}

/// What an expert says of a row that is its own standard.
fn point(expert: &Location, row: &[f64]) -> f64 {
    let raw: Vec<Option<f64>> = row.iter().copied().map(Some).collect();
    let says = expert.as_dyn().predict(&Sight { raw: &raw, ..Sight::of(row) }).unwrap();
    let sum = says.contributions.iter().fold(says.base, |sum, c| sum + c);
    assert_eq!(says.point().to_bits(), sum.to_bits(), "contributions sum");
    sum
}

fn hold(kind: LocationKind) {
    let (fresh, name) = (expert(kind, AS_THEY_ARE), kind.name());
    let (mut one, mut two, mut mirrored) = (fresh.clone(), fresh.clone(), expert(kind, BACKWARDS));
    for (row, label) in rows(300) {
        let before = one.clone();
        point(&one, &row);
        assert_eq!(one, before, "{name}: predict does not mutate");
        one.as_dyn_mut().learn(&row, label);
        two.as_dyn_mut().learn(&row, label);
        let backwards: Vec<f64> = row.iter().rev().copied().collect();
        mirrored.as_dyn_mut().learn(&backwards, label);
        let gap = point(&one, &row) - point(&mirrored, &backwards);
        assert!(gap.abs() < 1e-9, "{name}: feature order is irrelevant");
    }
    assert_eq!(one, two, "{name}: deterministic");
    let missing = one.as_dyn().predict(&Sight::of(&[0.0; FEATURES]));
    assert!(missing.is_none_or(|says| says.point().is_finite()), "{name}: missing features are tolerated");
    hold_stored(&one, fresh);
}

/// What is stored of an expert, encoded and decoded, makes it again.
fn hold_stored(one: &Location, mut again: Location) {
    let bytes = postcard::to_allocvec(&(one.as_dyn().speaker(), one.as_dyn().memory())).unwrap();
    let (speaker, memory) = postcard::from_bytes(&bytes).unwrap();
    again.as_dyn_mut().restore(speaker, memory).unwrap();
    let mut one = one.clone();
    for (row, label) in rows(50) {
        one.as_dyn_mut().learn(&row, label);
        again.as_dyn_mut().learn(&row, label);
        assert_eq!(
            point(&one, &row).to_bits(),
            point(&again, &row).to_bits(),
            "it goes on with the same bits"
        );
    }
    assert_eq!(one, again);
}

#[test]
fn every_expert_of_the_table_holds_the_contract() {
    for registered in LocationKind::ALL {
        let kind = (registered.kind)(&some_figures(registered.parameters)).unwrap();
        assert_eq!(kind.name(), registered.name);
        hold(kind);
    }
}

#[test]
fn no_two_experts_have_one_name() {
    let mut names: Vec<_> = LocationKind::ALL.iter().map(|registered| registered.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), LocationKind::ALL.len());
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
fn what_was_stored_of_another_expert_is_refused() {
    let mut ridge = Ridge::new(FEATURES, 10.0, 0.999);
    let other = Ridge::new(FEATURES + 1, 10.0, 0.999);
    assert_eq!(ridge.restore(other.speaker(), other.memory()), None, "it has other features");
    let mut walk = super::RandomWalk;
    assert_eq!(ridge.restore(walk.speaker(), walk.memory()), None);
    assert_eq!(walk.restore(ridge.speaker(), ridge.memory()), None);
}
