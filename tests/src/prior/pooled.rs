//! Log-volatility at far horizons, learned from the rows of all currencies at once.
//!
//! Of a far horizon one currency has few separate outcomes: the mean of eleven regressions, each held back by its own penalty, says
//! less than one regression over all their rows.

use super::currencies::{CURRENCIES, PENALTY, recipe};
use chrono::NaiveDate;
use paridad_engine::experts::location::Linear;
use paridad_engine::experts::prior::Prior;
use paridad_engine::experts::spread::{Fan, Har, RevealedResidual, Scales, Spread, har::Parameters};
use paridad_engine::forecaster::{Event, Forecaster, Notice};
use paridad_engine::recipe::Recipe;
use paridad_engine::time::horizon::ANCHORS;
use std::collections::BTreeMap;

/// The place among the anchors from which on all currencies are learned from at once.
pub(super) const FROM: usize = 3;

/// What a day keeps of its weight a day later, in the built-in recipe.
const FORGETTING: f64 = 0.9998;

/// What one regression over the rows of all currencies has learned, at each anchor horizon from [`FROM`] on.
pub(super) fn har(events: &[Event]) -> anyhow::Result<Vec<Linear>> {
    let mut currencies: Vec<Currency> =
        CURRENCIES.into_iter().map(Currency::new).collect::<Result<_, _>>()?;
    let features = Recipe::ecb_cross(CURRENCIES[0])?.spread_features.len();
    // A day brings a row of each currency, and forgets as much as one of them would.
    let forgetting = FORGETTING.powf(1.0 / CURRENCIES.len() as f64);
    let parameters = Parameters { penalty: PENALTY, forgetting };
    let mut learners: Vec<Har> =
        ANCHORS[FROM..].iter().map(|horizon| Har::new(parameters, features).ahead(*horizon)).collect();
    for event in events {
        for currency in &mut currencies {
            currency.teach(event, &mut learners);
        }
    }
    Ok(learners.iter().filter_map(log_scale).collect())
}

fn log_scale(learner: &Har) -> Option<Linear> {
    match learner.fan(&Scales::default(), &Fan::Silent) {
        Fan::Scaled { log_scale, .. } => Some(log_scale),
        _ => None,
    }
}

/// A currency on its way through the days.
struct Currency {
    forecaster: Forecaster,
    origins: BTreeMap<NaiveDate, Past>,
}

/// An origin as it was.
struct Past {
    log_spot: f64,
    reference: f64,
    /// The features of the spread, at each anchor horizon from [`FROM`] on.
    rows: Vec<Vec<f64>>,
    /// All squared daily returns until then, in sum.
    squares: f64,
}

impl Currency {
    fn new(currency: &str) -> anyhow::Result<Self> {
        let forecaster = Forecaster::new(recipe(currency, Prior::None, PENALTY)?);
        Ok(Self { forecaster, origins: BTreeMap::new() })
    }

    /// Takes in a day, and teaches what came of the origins whose day it was.
    fn teach(&mut self, event: &Event, learners: &mut [Har]) {
        let notices = self.forecaster.apply(event);
        let Some(origin) = self.forecaster.origin() else { return };
        let last = self.origins.last_key_value().map(|(_, last)| (last.log_spot, last.squares));
        let (last, squares) = last.unwrap_or((origin.log_spot, 0.0));
        let r = origin.log_spot - last;
        let rows = ANCHORS[FROM..].iter().filter_map(|horizon| self.forecaster.spread_row(*horizon));
        let past = Past {
            log_spot: origin.log_spot,
            reference: origin.reference,
            rows: rows.collect(),
            squares: squares + r * r,
        };
        self.origins.insert(origin.day, past);
        for notice in notices {
            let Notice::Revealed(outcome) = notice else { continue };
            let place = ANCHORS[FROM..].iter().position(|anchor| *anchor == outcome.horizon);
            let (Some(place), Some(then), Some(now)) =
                (place, self.origins.get(&outcome.origin), self.origins.get(&outcome.day))
            else {
                continue;
            };
            learners[place].learn(&RevealedResidual {
                row: &then.rows[place],
                unit: then.reference * outcome.horizon.root(),
                said: None,
                residual: outcome.log_move,
                squares: now.squares - then.squares,
            });
        }
    }
}
