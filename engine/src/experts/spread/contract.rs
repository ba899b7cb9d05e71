//! What every expert of the spread must hold, whichever the table lists.

use super::fan::{Fan, Reach, ResolvedFan, resolve};
use super::learner::{RevealedResidual, Scales, SpreadMember};
use super::{SpreadKind, Spreader, gradient, har};
use crate::experts::location::Linear;
use crate::experts::prior::{Beginning, Prior};
use crate::features::running_scale::Reading;
use crate::features::spread::{SpreadFeature, SpreadFeatureKind};
use crate::maths::noise::Noise;
use crate::maths::num;
use crate::maths::parameter::some_figures;
use crate::time::horizon::ANCHORS;

const FEATURES: usize = 3;
const SCALES: Scales = Scales { fast: 0.01, reverting: 0.01, weeks: 1e-4, years: 1e-4 };
const UNIT: f64 = 0.01;

/// An expert that begins one day ahead, with nothing.
fn expert(kind: SpreadKind) -> Spreader {
    let feature = SpreadFeature { name: "size".to_owned(), kind: SpreadFeatureKind::Own(Reading::Size) };
    let spread_features = vec![feature; FEATURES];
    let from = Beginning {
        prior: Prior::None,
        outcomes: 50.0,
        index: 0,
        features: &[],
        spread_features: &spread_features,
    };
    kind.begin(&from)
}

const HAR: SpreadKind = SpreadKind::Har(har::Parameters { penalty: 10.0, forgetting: 1.0 });
const GRADIENT: SpreadKind =
    SpreadKind::Gradient(gradient::Parameters { penalty: 10.0, forgetting: 1.0, degrees: 8.0 });

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

/// What the variance says that all horizons share.
const GARCH: Fan = Fan::Normal(0.02);

fn fan(learner: &dyn SpreadMember) -> Fan {
    learner.fan(&SCALES, &GARCH)
}

/// What an expert says after one that is as wide as the unit.
fn says(learner: &dyn SpreadMember, row: &[f64]) -> ResolvedFan {
    let reach = Reach { horizon: ANCHORS[0], row, reference: UNIT, shorter: &|_| Vec::new() };
    resolve(&[Fan::Normal(UNIT), fan(learner)], &reach)[1].unwrap()
}

fn teach(learner: &mut dyn SpreadMember, moves: &[(Vec<f64>, f64)]) {
    for (row, residual) in moves {
        let said = Some(says(learner, row).deviation);
        let (residual, squares) = (*residual, residual * residual);
        learner.learn(&RevealedResidual { row, unit: UNIT, said, residual, squares });
    }
}

fn taught(mut learner: Spreader, moves: &[(Vec<f64>, f64)]) -> Spreader {
    teach(learner.as_dyn_mut(), moves);
    learner
}

fn hold(kind: SpreadKind) {
    let (fresh, name, moves) = (expert(kind), kind.name(), moves(600));
    let one = taught(fresh.clone(), &moves);
    assert!(one == taught(fresh.clone(), &moves), "{name}: deterministic");
    let backwards: Vec<(Vec<f64>, f64)> =
        moves.iter().map(|(row, residual)| (row.iter().rev().copied().collect(), *residual)).collect();
    let mirrored = taught(fresh.clone(), &backwards);
    for (row, _) in &moves[..8] {
        let before = one.clone();
        let said = says(one.as_dyn(), row);
        assert!(one == before, "{name}: speaking does not mutate");
        assert!(said.curve.knots().windows(2).all(|pair| pair[0] < pair[1]), "{name}: quantiles in order");
        let backwards: Vec<f64> = row.iter().rev().copied().collect();
        let gap = says(mirrored.as_dyn(), &backwards).deviation / said.deviation - 1.0;
        assert!(gap.abs() < 1e-9, "{name}: feature order is irrelevant");
    }
    let missing = says(one.as_dyn(), &[0.0; FEATURES]);
    assert!(missing.deviation.is_finite(), "{name}: a row of missing features is tolerated");
    let bytes = postcard::to_allocvec(&(fan(one.as_dyn()), one.as_dyn().memory())).unwrap();
    let (stored, memory) = postcard::from_bytes(&bytes).unwrap();
    let mut again = fresh;
    assert!(again.as_dyn_mut().restore(stored, memory).is_some(), "{name}: what is stored is its own");
    assert!(again == one, "{name}: what is stored makes it again");
    let (mut wild, row) = (one, [5.0; FEATURES]);
    for residual in [0.0, 1e3, -1e3, 0.0] {
        teach(wild.as_dyn_mut(), &[(row.to_vec(), residual)]);
        assert!(says(wild.as_dyn(), &row).deviation < 8.0 * UNIT, "{name}: nothing diverges");
    }
}

#[test]
fn every_expert_of_the_table_holds_the_contract() {
    for registered in SpreadKind::ALL {
        let kind = (registered.kind)(&some_figures(registered.parameters)).unwrap();
        assert_eq!(kind.name(), registered.name);
        hold(kind);
    }
}

#[test]
fn no_two_experts_have_one_name() {
    let mut names: Vec<_> = SpreadKind::ALL.iter().map(|registered| registered.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), SpreadKind::ALL.len());
}

#[test]
fn both_learners_of_log_scale_find_the_feature_that_moves_it() {
    let moves = moves(4_000);
    let weights = |kind| log_scale(&taught(expert(kind), &moves)).weights;
    let (har, gradient) = (weights(HAR), weights(GRADIENT));
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
    let mut learner = expert(GRADIENT);
    let row = &[1.0, 0.0, 0.0];
    let revealed = RevealedResidual { row, unit: UNIT, said: None, residual: 0.02, squares: 0.0 };
    learner.as_dyn_mut().learn(&revealed);
    // e² = ν/(ν-2) (r/σ)² = 8/6 · 4; g = 9 e²/(8 + e²) - 1 = 2.6; I = 16/11; |x|²/λ = 0.2.
    let information = 16.0 / 11.0;
    let step = 0.1 * 2.6 / (1.0 + information * 0.2);
    let linear = log_scale(&learner);
    assert!((linear.base - step).abs() < 1e-15 && (linear.weights[0] - step).abs() < 1e-15, "{linear:?}");
}

fn log_scale(learner: &Spreader) -> Linear {
    match fan(learner.as_dyn()) {
        Fan::Scaled { log_scale, .. } => log_scale,
        other => panic!("{other:?}"),
    }
}
