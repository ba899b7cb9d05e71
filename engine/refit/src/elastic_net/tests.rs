//! The elastic net against its conditions of optimality and the ridge's closed form.

use super::*;
use crate::noise::noise;
use crate::refit as refit_job;
use paridad_engine::experts::refit::{Fitted, Job};

const FEATURES: usize = 6;

/// Rows whose features lean on each other and stand a little off zero, of which two matter.
fn sample() -> (Vec<Vec<f64>>, Vec<f64>) {
    let mut seed = 11;
    (0..300)
        .map(|_| {
            let shared = noise(&mut seed);
            let row: Vec<f64> = (0..FEATURES).map(|_| 0.1 + shared + noise(&mut seed)).collect();
            let label = 0.3 + 0.5 * row[1] - 0.25 * row[4] + noise(&mut seed);
            (row, label)
        })
        .unzip()
}

fn fitted(weight: f64, l1_ratio: f64) -> Linear {
    let (rows, labels) = sample();
    refit(&Table::new(&rows, &labels).unwrap(), Penalty::new(weight, l1_ratio).unwrap()).unwrap()
}

fn says(linear: &Linear, row: &[f64]) -> f64 {
    linear.base + linear.weights.iter().zip(row).map(|(weight, x)| weight * x).sum::<f64>()
}

#[test]
fn no_weight_can_move_without_loss() {
    let (rows, labels) = sample();
    for (weight, l1_ratio) in [(0.05, 0.5), (0.1, 1.0), (0.02, 0.9), (0.3, 0.1)] {
        let linear = fitted(weight, l1_ratio);
        let residuals: Vec<f64> = rows.iter().zip(&labels).map(|(row, y)| y - says(&linear, row)).collect();
        assert!(residuals.iter().sum::<f64>().abs() < 1e-9, "the base is free of the penalty");
        for (feature, w) in linear.weights.iter().enumerate() {
            let gradient = rows.iter().zip(&residuals).map(|(row, r)| row[feature] * r).sum::<f64>()
                / rows.len() as f64
                - weight * (1.0 - l1_ratio) * w;
            let corner = weight * l1_ratio;
            if *w == 0.0 {
                assert!(gradient.abs() <= corner + 1e-9, "{feature}: {gradient} leaves {corner}");
            } else {
                assert!((gradient - corner * w.signum()).abs() < 1e-8, "{feature}: {gradient} at {w}");
            }
        }
    }
}

#[test]
fn what_does_not_matter_has_no_weight() {
    let linear = fitted(0.04, 1.0);
    assert!(linear.weights[1] > 0.0 && linear.weights[4] < 0.0, "{linear:?}");
    assert!(linear.weights.iter().filter(|weight| **weight == 0.0).count() >= 3, "{linear:?}");
}

#[test]
fn without_an_absolute_penalty_it_is_the_ridge() {
    let weight = 0.2;
    let linear = fitted(weight, 0.0);
    // The ridge: (X'X + n weight I) w = X'y about the means, by elimination.
    let (rows, labels) = sample();
    let n = rows.len() as f64;
    let mean = |at: &dyn Fn(usize) -> f64| (0..rows.len()).map(at).sum::<f64>() / n;
    let means: Vec<f64> = (0..FEATURES).map(|j| mean(&|i| rows[i][j])).collect();
    let middle = mean(&|i| labels[i]);
    let mut system = vec![vec![0.0; FEATURES + 1]; FEATURES];
    for (j, equation) in system.iter_mut().enumerate() {
        for (k, cell) in equation.iter_mut().enumerate() {
            let other = |i: usize| if k < FEATURES { rows[i][k] - means[k] } else { labels[i] - middle };
            *cell = (0..rows.len()).map(|i| (rows[i][j] - means[j]) * other(i)).sum();
        }
        equation[j] += n * weight;
    }
    let weights = solved(system);
    for (found, exact) in linear.weights.iter().zip(&weights) {
        assert!((found - exact).abs() < 1e-10, "{found} is not {exact}");
    }
    let base = middle - means.iter().zip(&weights).map(|(mean, weight)| mean * weight).sum::<f64>();
    assert!((linear.base - base).abs() < 1e-10);
}

/// Solves a positive definite system, its right side in the last column, by Gauss and Jordan.
fn solved(mut system: Vec<Vec<f64>>) -> Vec<f64> {
    for pivot in 0..system.len() {
        let by = system[pivot][pivot];
        system[pivot].iter_mut().for_each(|cell| *cell /= by);
        let row = system[pivot].clone();
        for (_, other) in system.iter_mut().enumerate().filter(|(place, _)| *place != pivot) {
            let by = other[pivot];
            other.iter_mut().zip(&row).for_each(|(cell, own)| *cell -= by * own);
        }
    }
    system.into_iter().filter_map(|equation| equation.last().copied()).collect()
}

#[test]
fn a_feature_that_never_moves_has_no_weight() {
    let (mut rows, labels) = sample();
    for row in &mut rows {
        row[2] = 0.7;
    }
    let job = Job::ElasticNet { rows, labels, penalty: 0.05, l1_ratio: 0.5 };
    let Fitted::Linear(linear) = refit_job(&job).unwrap() else { panic!("no linear function") };
    assert_eq!(linear.weights[2], 0.0);
}

#[test]
fn a_heavy_penalty_leaves_the_mean() {
    let (_, labels) = sample();
    let linear = fitted(1e3, 0.5);
    assert_eq!(linear.weights, vec![0.0; FEATURES]);
    assert!((linear.base - labels.iter().sum::<f64>() / labels.len() as f64).abs() < 1e-12);
}

#[test]
fn a_penalty_out_of_its_bounds_is_refused() {
    let refusal = |weight, l1_ratio| Penalty::new(weight, l1_ratio).unwrap_err().to_string();
    assert!(refusal(-1.0, 0.5).starts_with("penalty must be between 0 and "));
    assert!(refusal(f64::NAN, 0.5).ends_with("got NaN"));
    assert_eq!(refusal(1.0, 1.5), "l1_ratio must be between 0 and 1, got 1.5");
}

#[test]
fn the_same_job_gives_the_same_bits() {
    assert_eq!(fitted(0.05, 0.5), fitted(0.05, 0.5));
}
