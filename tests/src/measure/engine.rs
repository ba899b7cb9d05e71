//! The engine alone: a day learned, a forecast spoken, a snapshot encoded, beside a plain recursive least squares loop.

use super::{Figure, best};
use crate::history;
use anyhow::Context;
use paridad_engine::forecaster::{Event, Forecaster};
use paridad_engine::learner::{Learner, Ridge};
use paridad_engine::recipe::Recipe;
use paridad_engine::snapshot::encode;
use std::hint::black_box;

/// The number of features of the comparison.
const FEATURES: usize = 32;
const UPDATES: usize = 20_000;
const RUNS: usize = 5;
const FORGETTING: f64 = 0.9999;

/// All figures of the engine.
///
/// # Errors
///
/// If the history cannot be read.
pub fn figures() -> anyhow::Result<Vec<Figure>> {
    let plain = plain_update();
    let events = history::events()?;
    let mut origins = 0;
    let mut learned = None;
    let whole = best(3, || {
        let Ok(recipe) = Recipe::ecb_cross("mxn") else { return };
        let mut forecaster = Forecaster::new(recipe);
        origins = 0;
        for event in &events {
            origins += usize::from(replays_an_origin(&mut forecaster, event));
        }
        learned = Some(forecaster);
    });
    let forecaster = learned.context("nothing was learned")?;
    let day = whole.as_secs_f64() / origins as f64;
    let voice = forecaster.voice().context("nothing speaks")?;
    let outlook = best(200, || {
        black_box(voice.outlook(paridad_engine::horizon::ANCHORS[3]).quantiles());
    });
    let snapshot = best(20, || {
        black_box(encode(&forecaster));
    });
    let against = ("plain RLS update, p = 32, in seconds", plain);
    Ok(vec![
        Figure::new("one day learned, eight horizons, features included", day, "s", against),
        Figure::new("one ridge update, p = 32", ridge_update(), "s", against),
        Figure::new("one forecast with 21 quantiles", outlook.as_secs_f64(), "s", against),
        Figure::new("one snapshot encoded and hashed", snapshot.as_secs_f64(), "s", against),
    ])
}

fn replays_an_origin(forecaster: &mut Forecaster, event: &Event) -> bool {
    let before = forecaster.origin().map(|origin| origin.day);
    black_box(forecaster.apply(event));
    forecaster.origin().map(|origin| origin.day) != before
}

fn row(index: usize) -> Vec<f64> {
    (0..FEATURES).map(|feature| ((index * 31 + feature * 17) % 101) as f64 / 50.0 - 1.0).collect()
}

/// Seconds for one update of our ridge.
fn ridge_update() -> f64 {
    let rows: Vec<Vec<f64>> = (0..128).map(row).collect();
    let mut ridge = Ridge::new(FEATURES - 1, 1.0, FORGETTING);
    let took = best(RUNS, || {
        for index in 0..UPDATES {
            let row = &rows[index % rows.len()];
            ridge.learn(&row[1..], row[0]);
        }
    });
    black_box(ridge.linear());
    took.as_secs_f64() / UPDATES as f64
}

/// Seconds for one update as one would write it in C: flat arrays, two loops, nothing else.
fn plain_update() -> f64 {
    let rows: Vec<Vec<f64>> = (0..128).map(row).collect();
    let mut inverse = vec![0.0; FEATURES * FEATURES];
    (0..FEATURES).for_each(|i| inverse[i * FEATURES + i] = 1.0);
    let (mut weights, mut product) = (vec![0.0; FEATURES], vec![0.0; FEATURES]);
    let growth = 1.0 / FORGETTING;
    let took = best(RUNS, || {
        for index in 0..UPDATES {
            let x = &rows[index % rows.len()];
            let (mut quadratic, mut error) = (FORGETTING, x[0]);
            for i in 0..FEATURES {
                let line = &inverse[i * FEATURES..(i + 1) * FEATURES];
                product[i] = line.iter().zip(x).map(|(p, x)| p * x).sum();
                quadratic += x[i] * product[i];
                error -= weights[i] * x[i];
            }
            let step = 1.0 / quadratic;
            for i in 0..FEATURES {
                let gain = product[i] * step;
                weights[i] += gain * error;
                let line = &mut inverse[i * FEATURES..(i + 1) * FEATURES];
                line.iter_mut().zip(&product).for_each(|(p, other)| *p = (*p - gain * other) * growth);
            }
        }
    });
    black_box(&weights);
    took.as_secs_f64() / UPDATES as f64
}
