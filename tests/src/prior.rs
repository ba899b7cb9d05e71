//! Where learning begins, measured on other currencies before 2012.

mod fit;
mod numbers;

use crate::history;
use chrono::NaiveDate;
use numbers::{Coefficients, Numbers};
use paridad_engine::data::series::Observation;
use paridad_engine::experts::location::{Linear, LocationExpert, LocationKind};
use paridad_engine::experts::prior::Prior;
use paridad_engine::experts::prior::{MEASURED_UNTIL, key};
use paridad_engine::experts::spread::{Fan, SpreadExpert, SpreadKind, gradient, har};
use paridad_engine::forecast::model::Model;
use paridad_engine::forecaster::{Event, Forecaster, Notice};
use paridad_engine::maths::parameter::NoParameters;
use paridad_engine::recipe::Recipe;
use paridad_engine::time::horizon::ANCHORS;
use std::collections::BTreeMap;

/// The currencies; all have a history from 1999 on. The peso is not among them.
const CURRENCIES: [&str; 11] = ["zar", "cad", "krw", "pln", "aud", "jpy", "gbp", "sek", "nok", "huf", "nzd"];

/// How strongly coefficients are held at zero while they are measured.
const PENALTY: f64 = 20.0;

const FORGETTING: f64 = 0.9998;
const DEGREES: f64 = 8.0;

/// The learners, in the order of the recipe below: with a scale of two variances, log-volatility, natural gradient.
const LEARNERS: usize = 3;

/// A recipe that learns the spread and nothing else.
fn recipe(currency: &str, prior: Prior, penalty: f64) -> anyhow::Result<Recipe> {
    let mut recipe = Recipe::ecb_cross(currency)?;
    let expert = |kind| SpreadExpert { kind, weight: 1.0 };
    recipe.location = vec![LocationExpert { kind: LocationKind::Walk(NoParameters), weight: 1.0 }];
    recipe.spread = vec![
        expert(SpreadKind::Ewma(NoParameters)),
        expert(SpreadKind::Har(har::Parameters { penalty, forgetting: FORGETTING })),
        expert(SpreadKind::Gradient(gradient::Parameters {
            penalty,
            forgetting: FORGETTING,
            degrees: DEGREES,
        })),
    ];
    recipe.prior = prior;
    Ok(recipe)
}

/// The days that may be learned from.
fn events() -> anyhow::Result<Vec<Event>> {
    let is_seen =
        |day: &Vec<_>| day.first().is_some_and(|first: &Observation| first.period <= MEASURED_UNTIL);
    Ok(history::days_from_1999()?.into_iter().filter(is_seen).map(Event::Observed).collect())
}

/// Measures the coefficients and writes them.
///
/// # Errors
///
/// If the history cannot be read or the numbers not be written.
pub fn write_coefficients() -> anyhow::Result<()> {
    let events = events()?;
    let mut sums: [BTreeMap<String, [f64; ANCHORS.len()]>; 2] = Default::default();
    for currency in CURRENCIES {
        let mut forecaster = Forecaster::new(recipe(currency, Prior::None, PENALTY)?);
        for event in &events {
            forecaster.apply(event);
        }
        let Some(model) = forecaster.model() else { continue };
        for (index, head) in model.heads.iter().enumerate() {
            for (sums, fan) in sums.iter_mut().zip(&head.fans[1..]) {
                let Fan::Scaled { log_scale, .. } = fan else { continue };
                add(sums, index, log_scale, &model.recipe);
            }
        }
    }
    let [har, gradient] = sums.map(|sums| coefficients(&sums));
    Numbers { har, gradient, ..Numbers::compiled_in() }.write()
}

fn add(sums: &mut BTreeMap<String, [f64; ANCHORS.len()]>, index: usize, log_scale: &Linear, recipe: &Recipe) {
    let keys = recipe.spread_features.iter().map(|feature| key(&feature.kind));
    let weights = keys.zip(&log_scale.weights);
    for (key, weight) in std::iter::once(("base".to_owned(), &log_scale.base)).chain(weights) {
        sums.entry(key).or_default()[index] += weight / CURRENCIES.len() as f64;
    }
}

fn coefficients(sums: &BTreeMap<String, [f64; ANCHORS.len()]>) -> Coefficients {
    sums.iter().map(|(key, by)| (key.clone(), *by)).collect()
}

/// Standardised residuals by learner and horizon.
type Residuals = [[Vec<f64>; ANCHORS.len()]; LEARNERS];

/// Measures the shapes, by the coefficients in the source, and writes them.
///
/// # Errors
///
/// If the history cannot be read or the numbers not be written.
pub fn write_shapes() -> anyhow::Result<()> {
    let events = events()?;
    let mut all: Residuals = Default::default();
    for currency in CURRENCIES {
        let residuals = residuals(recipe(currency, Prior::Currencies, 300.0)?, &events);
        for (all, own) in all.iter_mut().flatten().zip(residuals.iter().flatten()) {
            let mean = own.iter().sum::<f64>() / own.len() as f64;
            // The dollar's long swings are common to all: what is wanted is the shape around no drift.
            all.extend(own.iter().map(|residual| residual - mean));
        }
    }
    let shapes = all.map(|learner| learner.map(|mut residuals| fit::sinh_arcsinh(&mut residuals)));
    let [ewma_shape, har_shape, gradient_shape] = shapes;
    Numbers { ewma_shape, har_shape, gradient_shape, ..Numbers::compiled_in() }.write()
}

/// What each learner's scale left over, at the origins that spoke.
fn residuals(recipe: Recipe, events: &[Event]) -> Residuals {
    let mut forecaster = Forecaster::new(recipe);
    let mut scales: BTreeMap<(NaiveDate, usize), [f64; LEARNERS]> = BTreeMap::new();
    let mut residuals: Residuals = Default::default();
    for event in events {
        for notice in forecaster.apply(event) {
            let Notice::Revealed(outcome) = notice else { continue };
            let index = ANCHORS.partition_point(|anchor| *anchor < outcome.horizon);
            let Some(scales) = scales.remove(&(outcome.origin, index)) else { continue };
            for (learner, scale) in residuals.iter_mut().zip(scales) {
                learner[index].push(outcome.log_move / scale);
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

fn spoken(model: &Model, index: usize) -> [f64; LEARNERS] {
    let scale = |fan: &Fan| match fan {
        Fan::Fixed { deviation, .. } => *deviation,
        Fan::Scaled { log_scale, .. } => {
            let unit = model.origin.reference * ANCHORS[index].root();
            unit * paridad_engine::maths::num::exp(log_scale.value(&model.origin.spread_row))
        }
        Fan::Silent | Fan::Normal(_) | Fan::Stretched { .. } => f64::NAN,
    };
    let fans = &model.heads[index].fans;
    [scale(&fans[0]), scale(&fans[1]), scale(&fans[2])]
}
