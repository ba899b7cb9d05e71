//! The engine alone: a day learned, a forecast spoken, a snapshot encoded, beside a plain recursive least squares loop.

use super::{Figure, best};
use crate::history;
use crate::refit::answer;
use anyhow::Context;
use paridad_engine::experts::location::{Forest, Learner, Node, Ridge, Speaker, Tree};
use paridad_engine::experts::refit::RefitLearner;
use paridad_engine::forecast::model::Model;
use paridad_engine::forecaster::{Event, Forecaster};
use paridad_engine::recipe::Recipe;
use paridad_engine::snapshot::encode;
use paridad_engine::time::horizon::ANCHORS;
use std::hint::black_box;
use std::time::{Duration, Instant};

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
    let replayed = replay(&history::events()?)?;
    let forecaster = &replayed.forecaster;
    let model = forecaster.model().context("nothing speaks")?;
    let mut without_forest = model.clone();
    for speaker in without_forest.heads.iter_mut().flat_map(|head| &mut head.location) {
        if matches!(speaker, Speaker::Refit(RefitLearner::Forest { .. })) {
            *speaker = Speaker::Refit(RefitLearner::Silent);
        }
    }
    let outlook = |model: &Model| {
        let took = best(200, || {
            for _ in 0..BATCH {
                black_box(model.outlook(ANCHORS[3]).quantiles());
            }
        });
        took.as_secs_f64() / BATCH as f64
    };
    let snapshot = best(20, || {
        black_box(encode(forecaster));
    });
    let (forest, row) = forest(200, 31)?;
    let explained = best(50, || {
        black_box(forest.explain(&row));
    });
    let against = ("plain RLS update, p = 32, in seconds", plain);
    let figure = |name, seconds| Figure::new(name, seconds, "s", against);
    let learning = replayed.whole.as_secs_f64() - replayed.refits.as_secs_f64();
    let day = learning / replayed.origins as f64;
    Ok(vec![
        figure("one day learned, all experts and eight horizons, refits aside", day),
        figure("the whole history replayed on one core, refits included", replayed.whole.as_secs_f64()),
        figure("of it, refits", replayed.refits.as_secs_f64()),
        figure("one ridge update, p = 32", ridge_update()),
        figure("one forecast with all quantiles, the forest aside", outlook(&without_forest)),
        figure("one forecast with all quantiles", outlook(&model)),
        figure("TreeSHAP of one row, 200 trees of 31 leaves", explained.as_secs_f64()),
        figure("one snapshot encoded and hashed", snapshot.as_secs_f64()),
    ])
}

/// How many forecasts are timed at once: one is shorter than the clock's grain.
const BATCH: usize = 100;

/// The whole history, replayed.
struct Replayed {
    forecaster: Forecaster,
    origins: usize,
    whole: Duration,
    refits: Duration,
}

fn replay(events: &[Event]) -> anyhow::Result<Replayed> {
    let mut forecaster = Forecaster::new(Recipe::ecb_cross("mxn")?);
    let mut origins = 0;
    let mut refits = Duration::ZERO;
    let start = Instant::now();
    for event in events {
        let before = forecaster.origin().map(|origin| origin.day);
        black_box(forecaster.replay(event, &mut |jobs| {
            let start = Instant::now();
            let answers = answer(jobs);
            refits += start.elapsed();
            answers
        }));
        origins += usize::from(forecaster.origin().map(|origin| origin.day) != before);
    }
    let whole = start.elapsed();
    Ok(Replayed { forecaster, origins, whole, refits })
}

/// A forest of balanced trees with made-up thresholds, and a row.
fn forest(trees: usize, leaves: usize) -> anyhow::Result<(Forest, Vec<f64>)> {
    let tree = |seed: usize| {
        let node = |place: usize| {
            let draw = (seed * 131 + place * 37) % 101;
            if place < leaves - 1 {
                let child = |side: usize| u32::try_from(2 * place + side).unwrap_or_default();
                let feature = u16::try_from(draw % FEATURES).unwrap_or_default();
                let threshold = draw as f64 / 50.0 - 1.0;
                let cover = (leaves * 10) as f64 / (place + 1) as f64;
                Node::Split { feature, threshold, left: child(1), right: child(2), missing_left: true, cover }
            } else {
                Node::Leaf { value: draw as f64 / 1_000.0, cover: 10.0 }
            }
        };
        Tree::new((0..2 * leaves - 1).map(node).collect())
    };
    let trees = (0..trees).map(tree).collect::<Result<_, _>>()?;
    Ok((Forest::new(FEATURES, trees)?, row(7)))
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
    black_box(ridge.speaker());
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
