//! What is measured of each origin before anything is forecast: moments, scales and paces.

use crate::data::panel::Panel;
use crate::experts::spread::Scales;
use crate::features::moments::Moments;
use crate::features::pace::Pace;
use crate::features::regime::{Regime, RegimeGauge};
use crate::features::scale::Scale;
use crate::features::spread::SpreadMoment;
use crate::recipe::Recipe;
use crate::time::horizon::Horizon;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Running measures of the target and of the rates beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Gauges {
    pub(crate) moments: Moments,
    pub(crate) scale: Scale,
    /// One for each measure of [`Recipe::paced`], the target's first.
    paces: Vec<Pace>,
    /// All squared daily returns, in sum.
    pub(crate) squares: f64,
    regimes: RegimeGauge,
}

impl Gauges {
    pub(crate) fn new(recipe: &Recipe) -> Self {
        Self {
            moments: Moments::new(recipe.features.len()),
            scale: Scale::default(),
            paces: vec![Pace::default(); recipe.paced().len()],
            squares: 0.0,
            regimes: RegimeGauge::default(),
        }
    }

    /// Whether these are the gauges of a recipe.
    pub(crate) fn fits(&self, recipe: &Recipe) -> bool {
        self.paces.len() == recipe.paced().len() && self.moments.features() == recipe.features.len()
    }

    /// Takes in the return of a day, over `days` publication days.
    pub(crate) fn learn_return(&mut self, r: f64, days: usize, recipe: &Recipe) {
        self.scale.learn(r, days, &recipe.scale);
        self.squares += r * r;
    }

    /// Takes in where all paced rates stand on a day.
    pub(crate) fn learn_paces(&mut self, recipe: &Recipe, panel: &Panel, day: NaiveDate) {
        for (pace, measure) in self.paces.iter_mut().zip(recipe.paced()) {
            if let Some(log) = panel.latest_log(measure, day) {
                pace.learn(log);
            }
        }
    }

    /// The daily scale against which learned scales are measured.
    pub(crate) fn reference(&self) -> f64 {
        self.paces[0].reference()
    }

    /// The running scales of a move over a horizon.
    pub(crate) fn scales(&self, horizon: Horizon, recipe: &Recipe) -> Scales {
        Scales {
            fast: self.scale.fast_deviation() * horizon.root(),
            reverting: self.scale.deviation(horizon, &recipe.scale),
        }
    }

    /// The regime at an origin, by all before it; then takes the origin in.
    pub(crate) fn regime(&mut self) -> Regime {
        let volatility = self.scale.fast_deviation();
        let regime = self.regimes.regime(volatility);
        self.regimes.learn(volatility);
        regime
    }

    /// The features of the spread at an origin.
    pub(crate) fn spread_row(&self, recipe: &Recipe, day: NaiveDate) -> Vec<f64> {
        let (paced, calendar) = (&recipe.paced()[..], &recipe.calendar);
        let moment = SpreadMoment { paced, paces: &self.paces, calendar, day };
        moment.row(&recipe.spread_features)
    }
}
