//! The numbers that refits gave when the engine's revision was last raised.
//!
//! Fitted numbers are kept under the hash of their job alone. If an upgrade of linfa, smartcore or rand moves
//! one of these, `ENGINE_REVISION` must grow with it.

use super::refit;
use crate::noise::noise;
use paridad_engine::experts::refit::{Fitted, ForestShape, Job};

fn sample() -> (Vec<Vec<f64>>, Vec<f64>) {
    let mut seed = 17;
    (0..200)
        .map(|_| {
            let row: Vec<f64> = (0..3).map(|_| noise(&mut seed)).collect();
            let label = 0.5 * row[0] - row[1].abs() + noise(&mut seed);
            (row, label)
        })
        .unzip()
}

#[test]
fn the_elastic_net_has_not_moved() {
    let (rows, labels) = sample();
    let job = Job::ElasticNet { rows, labels, penalty: 0.02, l1_ratio: 0.5 };
    let Fitted::Linear(linear) = refit(&job).unwrap() else { panic!("no linear function") };
    assert_eq!((linear.base, linear.weights[0]), (-0.554_829_190_168_899, 0.451_108_966_600_504_5));
}

#[test]
fn the_forest_has_not_moved() {
    let (rows, labels) = sample();
    let shape = ForestShape { trees: 10, max_depth: 3, min_leaf: 10, features_per_split: 2 };
    let job = Job::Forest { rows, labels, shape, seed: 4 };
    let Fitted::Forest(forest) = refit(&job).unwrap() else { panic!("no forest") };
    assert_eq!(
        (forest.value(&[0.5, 0.0, 0.0]), forest.value(&[-0.5, 0.9, 0.0])),
        (-0.177_703_225_339_372_66, -1.105_341_824_113_298_2)
    );
}

#[test]
fn the_volatility_has_not_moved() {
    // Days in which twice as much moves come in spells of twenty.
    let spell = |(day, label): (usize, f64)| if day / 20 % 2 == 0 { label } else { 2.0 * label };
    let returns = sample().1.into_iter().enumerate().map(spell).collect();
    let Fitted::Gjr(gjr) = refit(&Job::Gjr { returns, start: None }).unwrap() else {
        panic!("no volatility")
    };
    assert_eq!((gjr.omega, gjr.beta), (0.120_805_248_391_595_07, 0.823_173_883_241_194_3));
}
