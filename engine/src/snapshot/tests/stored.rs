//! The bytes in which experts are stored: an archive of years ago opens only as long as none of them moves.

use super::*;
use crate::data::digest::digest;
use crate::experts::location::{
    Carry, Forest, Gain, Learner, Linear, LocationExpert, LocationKind, LocationMember, LocationMemory, Mean,
    Node, Speaker, Tree, elastic_net, mean, random_forest, ridge,
};
use crate::experts::prior::Prior;
use crate::experts::refit::{Fitted, ForestShape, Job, RefitLearner};
use crate::experts::spread::{
    Fan, SpreadExpert, SpreadKind, SpreadMemory, gradient, har, rooted, stretched, term,
};
use crate::features::driver::{
    Driver, DriverKind, age, events, implied, level, movement, speed, surprise, value, yearly,
};
use crate::features::quantity::Quantity;
use crate::features::scale::Reversion;
use crate::forecaster::refits::Refitted;
use crate::maths::curve::Curve;
use crate::maths::gjr::Gjr;
use crate::maths::parameter::NoParameters;
use crate::maths::shape::Shape;
use crate::time::horizon::ANCHORS;

/// The bytes as hexadecimal digits; of more than forty, their hash.
fn stored(content: &impl serde::Serialize) -> String {
    let bytes = postcard::to_allocvec(content).unwrap();
    let shown = if bytes.len() > 40 { digest(&bytes).to_vec() } else { bytes };
    hex::encode(shown)
}

fn linear() -> Linear {
    Linear { base: 0.5, weights: vec![2.0] }
}

fn forest() -> Forest {
    let leaf = |value| Node::Leaf { value, cover: 1.0 };
    let split = Node::Split { feature: 0, threshold: 0.5, left: 1, right: 2, missing_left: true, cover: 2.0 };
    Forest::new(1, vec![Tree::new(vec![split, leaf(1.0), leaf(3.0)]).unwrap()]).unwrap()
}

const SHAPE: ForestShape = ForestShape { trees: 12, max_depth: 3, min_leaf: 50, features_per_split: 5 };
const FOREST: random_forest::Parameters = random_forest::Parameters {
    trees: 12,
    max_depth: 3,
    min_leaf: 50,
    features_per_split: 5,
    shrinkage: 0.5,
};
const GJR: Gjr = Gjr { omega: 0.5, alpha: 0.25, gamma: 0.125, beta: 0.75, degrees: 8.0 };

#[test]
fn the_experts_of_location_in_a_recipe() {
    let kinds = [
        LocationKind::Walk(NoParameters),
        LocationKind::Mean(mean::Parameters { prior_outcomes: 250.0 }),
        LocationKind::Carry(NoParameters),
        LocationKind::Ridge(ridge::Parameters { penalty: 2.0, forgetting: 0.5 }),
        LocationKind::ElasticNet(elastic_net::Parameters { penalty: 2.0, l1_ratio: 0.5 }),
        LocationKind::Forest(FOREST),
    ];
    let expected = [
        "00000000000000f03f",
        "010000000000406f40000000000000f03f",
        "02000000000000f03f",
        "030000000000000040000000000000e03f000000000000f03f",
        "040000000000000040000000000000e03f000000000000f03f",
        "050c033205000000000000e03f000000000000f03f",
    ];
    assert_eq!(kinds.map(|kind| stored(&LocationExpert { kind, weight: 1.0 })), expected);
}

#[test]
fn the_experts_of_the_spread_in_a_recipe() {
    let kinds = [
        SpreadKind::Walk(NoParameters),
        SpreadKind::Ewma(NoParameters),
        SpreadKind::Garch(NoParameters),
        SpreadKind::Har(har::Parameters { penalty: 2.0, forgetting: 0.5 }),
        SpreadKind::Gradient(gradient::Parameters { penalty: 2.0, forgetting: 0.5, degrees: 8.0 }),
        SpreadKind::Stretched(stretched::Parameters { of: 4, factor: 1.5 }),
        SpreadKind::Rooted(rooted::Parameters { of: 4, days: 21, from: 42, until: 252 }),
        SpreadKind::Term(term::Parameters { persistence: 0.5, from: 42 }),
    ];
    let expected = [
        "00000000000000f03f",
        "01000000000000f03f",
        "02000000000000f03f",
        "030000000000000040000000000000e03f000000000000f03f",
        "040000000000000040000000000000e03f0000000000002040000000000000f03f",
        "0504000000000000f83f000000000000f03f",
        "0604152afc01000000000000f03f",
        "07000000000000e03f2a000000000000f03f",
    ];
    assert_eq!(kinds.map(|kind| stored(&SpreadExpert { kind, weight: 1.0 })), expected);
}

#[test]
fn the_drivers_in_a_recipe() {
    let of = |text: &str| Quantity::try_from(text).unwrap();
    let drivers = [
        Driver { of: of("a"), kind: DriverKind::Value(value::Parameters { holds: 7 }) },
        Driver { of: of("ln a"), kind: DriverKind::Level(level::Parameters { decay: 0.5, holds: 7 }) },
        Driver { of: of("a - b"), kind: DriverKind::Movement(movement::Parameters { span: 5, holds: 7 }) },
        Driver {
            of: of("ln a / b"),
            kind: DriverKind::Speed(speed::Parameters { fast: 0.5, slow: 0.5, holds: 7 }),
        },
        Driver { of: of("ln a"), kind: DriverKind::Implied(implied::Parameters { decay: 0.5, holds: 7 }) },
        Driver { of: of("a"), kind: DriverKind::Age(age::Parameters { holds: 7 }) },
        Driver { of: of("a - b"), kind: DriverKind::Surprise(surprise::Parameters { decay: 0.5, holds: 7 }) },
        Driver { of: of("a"), kind: DriverKind::Yearly(yearly::Parameters { holds: 7 }) },
        Driver { of: of("a"), kind: DriverKind::Events(events::Parameters) },
    ];
    let expected = [
        "0001610007",
        "01016101000000000000e03f07",
        "0201610162020507",
        "030161016203000000000000e03f000000000000e03f07",
        "01016104000000000000e03f07",
        "0001610507",
        "020161016206000000000000e03f07",
        "0001610707",
        "00016108",
    ];
    assert_eq!(drivers.map(|driver| stored(&driver)), expected);
}

#[test]
fn what_experts_of_location_speak_with() {
    let speakers = [
        Speaker::Walk,
        Speaker::Constant(0.5),
        Carry::new(Some(3)).speaker(),
        Speaker::Linear(linear()),
        Speaker::Refit(RefitLearner::Silent),
        Speaker::Refit(RefitLearner::Linear(linear())),
        Speaker::Refit(RefitLearner::Forest { forest: forest(), shrinkage: 0.5 }),
    ];
    let expected = [
        "00",
        "01000000000000e03f",
        "0203",
        "03000000000000e03f010000000000000040",
        "0400",
        "0401000000000000e03f010000000000000040",
        "cee5ab1f2b5e03b9aacbff52e7565980509db093817de70c47be75d5f4a99a9a",
    ];
    assert_eq!(speakers.map(|speaker| stored(&speaker)), expected);
}

#[test]
fn what_experts_of_the_spread_speak_with() {
    let curve = Curve::normal(1.0);
    let fans = [
        Fan::Silent,
        Fan::Normal(0.5),
        Fan::Fixed { deviation: 0.5, curve },
        Fan::Scaled { log_scale: linear(), shape: curve },
        Fan::Stretched { of: 4, factor: 1.5 },
        Fan::Rooted { of: 4, base: ANCHORS[3] },
        Fan::Reverting(Reversion { fast: 0.5, slow: 0.25, persistence: 0.125 }),
    ];
    let expected = [
        "00",
        "01000000000000e03f",
        "ac1d7ed4432a6993d6de0d71a816cc1b910ca28061b5fe462e0c5e40494a21d0",
        "db2e895bb5829af3ea66b266a85799298032d41904be122f8c0403a7f6db41ae",
        "0404000000000000f83f",
        "050415",
        "06000000000000e03f000000000000d03f000000000000c03f",
    ];
    assert_eq!(fans.map(|fan| stored(&fan)), expected);
}

#[test]
fn what_experts_remember() {
    let mut mean = Mean::new(250.0, 21.0);
    mean.learn(&[], 0.5);
    let gain = || Gain::new(1, 2.0, 0.5);
    let location = [LocationMemory::Nothing, mean.memory(), LocationMemory::Gain(gain())];
    let expected = [
        "00",
        "010000000000406f40000000000000354001000000000000e03f",
        "5f0a7467bd3a5e401c147b38bc099836602f2ddef5c564c086d4f74c2b228f42",
    ];
    assert_eq!(location.map(|memory| stored(&memory)), expected);
    let spread = [
        SpreadMemory::Nothing,
        SpreadMemory::Shape(Shape::default()),
        SpreadMemory::LogScale(gain(), Shape::default()),
    ];
    let expected = [
        "00",
        "6c2387ae3d053665d53d68943580beee47023bf7753dc624460775efdd7f4860",
        "cd809bf025e992409f2fe4f4e15cfbfcaee4a45c4351df72d827f19503f39fcf",
    ];
    assert_eq!(spread.map(|memory| stored(&memory)), expected);
}

#[test]
fn refits_and_what_comes_of_them() {
    let (rows, labels) = (vec![vec![0.5]], vec![0.25]);
    let jobs = [
        Job::ElasticNet { rows: rows.clone(), labels: labels.clone(), penalty: 2.0, l1_ratio: 0.5 },
        Job::Forest { rows, labels, shape: SHAPE, seed: 7 },
        Job::Gjr { returns: vec![0.5], start: Some(GJR) },
    ];
    let expected = [
        "000101000000000000e03f01000000000000d03f0000000000000040000000000000e03f",
        "010101000000000000e03f01000000000000d03f0c03320507",
        "2b39d2e5a58753bab9fd3ae9f86e076dec9bf2925efe1ba3b4df8ded7b7cef37",
    ];
    assert_eq!(jobs.map(|job| stored(&job)), expected);
    let fitted = [Fitted::Linear(linear()), Fitted::Forest(forest()), Fitted::Gjr(GJR)];
    let expected = [
        "00000000000000e03f010000000000000040",
        "4b3393efaa2964eda7d51b9d5cc41500eee4689804c7c95a9435d52936dedae4",
        "fa0d517be7c19f39e01c715e936ec6a2440dbfead8a9dab7c134e5f790824215",
    ];
    assert_eq!(fitted.map(|fitted| stored(&fitted)), expected);
    let parts = [Refitted::Garch, Refitted::Location { horizon: 1, expert: 4 }];
    assert_eq!(parts.map(|part| stored(&part)), ["00", "010104"]);
}

#[test]
fn where_learning_begins() {
    assert_eq!([Prior::None, Prior::Currencies].map(|prior| stored(&prior)), ["00", "01"]);
}

/// The parts that hold experts, of a forecaster that has seen nothing: the order of fields, and what experts begin with.
#[test]
fn the_parts_of_the_built_in_recipe() {
    let snapshot = snapshot();
    let part = |name: &str| {
        let part = snapshot.parts.iter().find(|part| part.name == name).unwrap();
        stored(&part.bytes)
    };
    let expected = [
        "c5c63c92d658cd095dc0f9287e1a899fdc61c76b0ddfb934d81d6bd33b9fbb59",
        "02eb190f53dd89b4442c63c4947db0cb9bde8b1c2ba3626d869f0c92b257c478",
        "03020000",
        "03730ca828fc3a6e3108996e203ec9efa33efcb441e78cd9789eb13eaf7ac27c",
    ];
    assert_eq!(["recipe", "head/021", "batch/021", "memory/021"].map(part), expected);
}
