//! What every learner of the spread must hold.

use super::fan::{Fan, ResolvedFan, resolve};
use super::learner::{RevealedResidual, Scales, Spread};
use super::{Ewma, Gradient, Har, Walk, gradient, har};
use crate::experts::prior::{Beginning, Prior};
use crate::experts::registry::Expert;
use crate::features::running_scale::Reading;
use crate::features::spread::{SpreadFeature, SpreadFeatureKind};
use crate::maths::noise::Noise;
use crate::maths::num;
use crate::maths::parameter::NoParameters;

const FEATURES: usize = 3;
const SCALES: Scales = Scales { fast: 0.01, reverting: 0.01 };
const UNIT: f64 = 0.01;

/// An expert that begins one day ahead, with nothing.
fn fresh<E: Expert>(parameters: E::Parameters) -> E {
    let feature = SpreadFeature { name: "size".to_owned(), kind: SpreadFeatureKind::Own(Reading::Size) };
    let spread_features = vec![feature; FEATURES];
    let from = Beginning {
        prior: Prior::None,
        outcomes: 50.0,
        index: 0,
        features: &[],
        spread_features: &spread_features,
    };
    E::begin(parameters, &from)
}

fn har() -> Har {
    fresh(har::Parameters { penalty: 10.0, forgetting: 1.0 })
}

fn gradient() -> Gradient {
    fresh(gradient::Parameters { penalty: 10.0, forgetting: 1.0, degrees: 8.0 })
}

/// Rows, and normal moves whose log-scale is half their first feature.
fn moves(count: usize) -> Vec<(Vec<f64>, f64)> {
    let mut noise = Noise::new(3);
    let mut deviates: Vec<f64> =
        (0..count).map(|i| num::normal_quantile((i as f64 + 0.5) / count as f64)).collect();
    noise.shuffle(&mut deviates);
    let row = |i: usize| -> Vec<f64> {
        (0..FEATURES).map(|feature| f64::from(u8::from((i >> feature) & 1 == 1)) - 0.5).collect()
    };
    (0..count).map(|i| (row(i), deviates[i] * UNIT * num::exp(0.5 * row(i)[0]))).collect()
}

fn says(learner: &impl Spread, row: &[f64]) -> ResolvedFan {
    resolve(&[learner.fan(&SCALES, &Fan::Silent)], row, UNIT)[0].unwrap()
}

fn taught<L: Spread>(mut learner: L, moves: &[(Vec<f64>, f64)]) -> L {
    for (row, residual) in moves {
        let said = Some(says(&learner, row).deviation);
        learner.learn(&RevealedResidual {
            row,
            unit: UNIT,
            said,
            residual: *residual,
            squares: residual * residual,
        });
    }
    learner
}

fn hold<L: Spread + Clone + PartialEq>(fresh: &L) {
    let moves = moves(600);
    let one = taught(fresh.clone(), &moves);
    assert!(one == taught(fresh.clone(), &moves), "deterministic");
    let backwards: Vec<(Vec<f64>, f64)> =
        moves.iter().map(|(row, residual)| (row.iter().rev().copied().collect(), *residual)).collect();
    let mirrored = taught(fresh.clone(), &backwards);
    for (row, _) in &moves[..8] {
        let before = one.clone();
        let said = says(&one, row);
        assert!(one == before, "speaking does not mutate");
        assert!(said.curve.knots().windows(2).all(|pair| pair[0] < pair[1]), "quantiles in order");
        let backwards: Vec<f64> = row.iter().rev().copied().collect();
        let gap = says(&mirrored, &backwards).deviation / said.deviation - 1.0;
        assert!(gap.abs() < 1e-9, "feature order is irrelevant");
    }
    let doubled = says(&taught(fresh.clone(), &moves), &[0.0; FEATURES]);
    assert!(doubled.deviation.is_finite(), "a row of missing features is tolerated");
    let bytes = postcard::to_allocvec(&(one.fan(&SCALES, &Fan::Silent), one.memory())).unwrap();
    let (fan, memory) = postcard::from_bytes(&bytes).unwrap();
    let mut again = fresh.clone();
    assert!(again.restore(fan, memory).is_some() && again == one, "what is stored makes it again");
    let mut wild = one;
    for residual in [0.0, 1e3, -1e3, 0.0] {
        let row = [5.0; FEATURES];
        wild.learn(&RevealedResidual {
            row: &row,
            unit: UNIT,
            said: Some(0.01),
            residual,
            squares: residual * residual,
        });
        assert!(says(&wild, &row).deviation < 8.0 * UNIT, "nothing diverges");
    }
}

#[test]
fn the_walk_holds_the_contract() {
    hold(&Walk);
}

#[test]
fn the_scale_of_two_variances_holds_the_contract() {
    hold(&fresh::<Ewma>(NoParameters));
}

#[test]
fn log_volatility_holds_the_contract() {
    hold(&har());
}

#[test]
fn the_gradient_learner_holds_the_contract() {
    hold(&gradient());
}

#[test]
fn both_learners_of_log_scale_find_the_feature_that_moves_it() {
    let moves = moves(4_000);
    let weights = |fan: Fan| match fan {
        Fan::Scaled { log_scale, .. } => log_scale.weights,
        other => panic!("{other:?}"),
    };
    let har = weights(taught(har(), &moves).fan(&SCALES, &Fan::Silent));
    let gradient = weights(taught(gradient(), &moves).fan(&SCALES, &Fan::Silent));
    assert!((gradient[0] - 0.5).abs() < 0.12, "{gradient:?}");
    // A single squared return with a floor beneath it says less of its scale than it would without one.
    assert!(har[0] > 0.25 && har[0] < 0.5, "{har:?}");
    for weights in [har, gradient] {
        assert!(weights[1].abs() < 0.12 && weights[2].abs() < 0.12, "{weights:?}");
    }
}

/// With a penalty only, the gradient learner's first step is the closed form of natural gradient.
#[test]
fn a_first_step_of_the_gradient_learner_is_by_hand() {
    let mut learner = gradient();
    let row = [1.0, 0.0, 0.0];
    learner.learn(&RevealedResidual { row: &row, unit: UNIT, said: None, residual: 0.02, squares: 0.0 });
    // e² = ν/(ν-2) (r/σ)² = 8/6 · 4; g = 9 e²/(8 + e²) - 1 = 2.6; I = 16/11; |x|²/λ = 0.2.
    let information = 16.0 / 11.0;
    let step = 0.1 * 2.6 / (1.0 + information * 0.2);
    let Fan::Scaled { log_scale: linear, .. } = learner.fan(&SCALES, &Fan::Silent) else { panic!("a scale") };
    assert!((linear.base - step).abs() < 1e-15 && (linear.weights[0] - step).abs() < 1e-15, "{linear:?}");
}
