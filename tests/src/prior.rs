//! Where learning begins, measured on other currencies before 2012.

mod currencies;
mod fit;
mod numbers;
mod pooled;
mod vix;

use crate::history;
use anyhow::Context;
use chrono::NaiveDate;
use currencies::{CURRENCIES, PENALTY, recipe};
use numbers::Numbers;
use paridad_engine::data::series::Observation;
use paridad_engine::experts::location::Linear;
use paridad_engine::experts::prior::Prior;
use paridad_engine::experts::prior::{MEASURED_UNTIL, key};
use paridad_engine::experts::spread::Fan;
use paridad_engine::features::spread::SpreadFeature;
use paridad_engine::forecast::model::Model;
use paridad_engine::forecaster::{Event, Forecaster, Notice};
use paridad_engine::recipe::Recipe;
use paridad_engine::time::horizon::ANCHORS;
use std::collections::BTreeMap;
use std::path::Path;

/// The days that may be learned from.
fn events() -> anyhow::Result<Vec<Event>> {
    let is_seen =
        |day: &Vec<_>| day.first().is_some_and(|first: &Observation| first.period <= MEASURED_UNTIL);
    Ok(history::days_from_1999()?.into_iter().filter(is_seen).map(Event::Observed).collect())
}

/// Measures the coefficients and writes them; those of VIX only if there is a file with its closes, which we may not ship, as `date,vix`.
///
/// # Errors
///
/// If the history cannot be read or the numbers not be written.
pub fn write_coefficients(vix: Option<&Path>) -> anyhow::Result<()> {
    let events = events()?;
    let mut numbers = Numbers::compiled_in();
    let mut with_vix = vec![BTreeMap::new(); numbers.experts.len()];
    if let Some(path) = vix {
        let known = std::iter::once(Event::Observed(vix::observations(path)?)).chain(events.iter().cloned());
        with_vix = means(&known.collect::<Vec<_>>(), &vix::features()?)?;
    }
    for ((expert, sums), with_vix) in numbers.experts.iter_mut().zip(means(&events, &[])?).zip(with_vix) {
        let kept = expert.log_scale.drain(..).chain(with_vix).filter(|(key, _)| !sums.contains_key(key));
        let kept: BTreeMap<_, _> = kept.filter(|_| !sums.is_empty()).collect();
        expert.log_scale = sums.into_iter().chain(kept).collect();
        expert.log_scale.sort_by(|a, b| a.0.cmp(&b.0));
    }
    let recipe = recipe(CURRENCIES[0], Prior::None, PENALTY)?;
    if let Some(har) = numbers.experts.iter_mut().find(|expert| expert.name == "har") {
        for (log_scale, index) in pooled::har(&events)?.iter().zip(pooled::FROM..) {
            for (key, value) in coefficients(log_scale, &recipe) {
                let own = har.log_scale.iter_mut().find(|(own, _)| *own == key);
                own.with_context(|| format!("no coefficient of {key}"))?.1[index] = value;
            }
        }
    }
    for (key, by) in numbers.experts.iter_mut().flat_map(|expert| &mut expert.log_scale) {
        if key.starts_with("events.") {
            // Over months their number hardly varies, and all currencies have the same days.
            by[pooled::FROM..].fill(0.0);
        }
    }
    numbers.write()
}

/// What the log-scales of all currencies have learned in the mean, with some features beside those of the built-in recipe.
fn means(
    events: &[Event],
    beside: &[SpreadFeature],
) -> anyhow::Result<Vec<BTreeMap<String, [f64; ANCHORS.len()]>>> {
    let mut sums = vec![BTreeMap::new(); Numbers::compiled_in().experts.len()];
    for currency in CURRENCIES {
        let mut recipe = recipe(currency, Prior::None, PENALTY)?;
        recipe.spread_features.extend_from_slice(beside);
        let mut forecaster = Forecaster::new(recipe);
        for event in events {
            forecaster.apply(event);
        }
        let Some(model) = forecaster.model() else { continue };
        for (index, head) in model.heads.iter().enumerate() {
            for (sums, fan) in sums.iter_mut().zip(&head.fans) {
                let Fan::Scaled { log_scale, .. } = fan else { continue };
                add(sums, index, log_scale, &model.recipe);
            }
        }
    }
    Ok(sums)
}

/// Each coefficient under its key.
fn coefficients(log_scale: &Linear, recipe: &Recipe) -> Vec<(String, f64)> {
    let keys = recipe.spread_features.iter().map(|feature| key(&feature.kind));
    let weights = keys.zip(log_scale.weights.iter().copied());
    std::iter::once(("base".to_owned(), log_scale.base)).chain(weights).collect()
}

fn add(sums: &mut BTreeMap<String, [f64; ANCHORS.len()]>, index: usize, log_scale: &Linear, recipe: &Recipe) {
    for (key, weight) in coefficients(log_scale, recipe) {
        sums.entry(key).or_default()[index] += weight / CURRENCIES.len() as f64;
    }
}

/// Standardised residuals by expert and horizon.
type Residuals = Vec<[Vec<f64>; ANCHORS.len()]>;

/// Measures the shapes, by the coefficients in the source, and writes them.
///
/// # Errors
///
/// If the history cannot be read or the numbers not be written.
pub fn write_shapes() -> anyhow::Result<()> {
    let events = events()?;
    let mut numbers = Numbers::compiled_in();
    let mut all: Residuals = vec![Default::default(); numbers.experts.len()];
    for currency in CURRENCIES {
        let residuals = residuals(recipe(currency, Prior::Currencies, 300.0)?, &events);
        for (all, own) in all.iter_mut().flatten().zip(residuals.iter().flatten()) {
            let mean = own.iter().sum::<f64>() / own.len() as f64;
            // The dollar's long swings are common to all: what is wanted is the shape around no drift.
            all.extend(own.iter().map(|residual| residual - mean));
        }
    }
    for (expert, residuals) in numbers.experts.iter_mut().zip(all) {
        expert.shape = residuals.map(|mut residuals| fit::sinh_arcsinh(&mut residuals));
    }
    numbers.write()
}

/// What each expert's scale left over, at the origins that spoke.
fn residuals(recipe: Recipe, events: &[Event]) -> Residuals {
    let mut residuals: Residuals = vec![Default::default(); recipe.spread.len()];
    let mut forecaster = Forecaster::new(recipe);
    let mut scales: BTreeMap<(NaiveDate, usize), Vec<f64>> = BTreeMap::new();
    for event in events {
        for notice in forecaster.apply(event) {
            let Notice::Revealed(outcome) = notice else { continue };
            let index = ANCHORS.partition_point(|anchor| *anchor < outcome.horizon);
            let Some(scales) = scales.remove(&(outcome.origin, index)) else { continue };
            for (expert, scale) in residuals.iter_mut().zip(scales) {
                expert[index].push(outcome.log_move / scale);
            }
        }
        if let Some(model) = forecaster.model() {
            for index in 0..ANCHORS.len() {
                scales.insert((model.origin.day, index), spoken(&model, index));
            }
        }
    }
    residuals
}

fn spoken(model: &Model, index: usize) -> Vec<f64> {
    let scale = |fan: &Fan| match fan {
        Fan::Fixed { deviation, .. } => *deviation,
        Fan::Scaled { log_scale, .. } => {
            let unit = model.origin.reference * ANCHORS[index].root();
            unit * paridad_engine::maths::num::exp(log_scale.value(&model.spread_row(ANCHORS[index])))
        }
        Fan::Silent | Fan::Normal(_) | Fan::Stretched { .. } | Fan::Rooted { .. } | Fan::Reverting(_) => {
            f64::NAN
        }
    };
    model.heads[index].fans.iter().map(scale).collect()
}
