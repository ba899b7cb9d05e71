//! What is measured of each origin before anything is forecast: moments, scales and regimes.

use crate::data::panel::Panel;
use crate::experts::spread::Scales;
use crate::features::moments::Moments;
use crate::features::regime::{Regime, RegimeGauge};
use crate::features::running_scale::RunningScale;
use crate::features::scale::Scale;
use crate::features::spread::SpreadMoment;
use crate::recipe::Recipe;
use crate::time::horizon::Horizon;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Running moments and scales of the target and of the rates beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct RunningScales {
    pub(crate) moments: Moments,
    pub(crate) variances: Scale,
    /// One for each measure of [`Recipe::scaled_measures`], the target's first.
    rates: Vec<RunningScale>,
    /// All squared daily returns, in sum.
    pub(crate) squares: f64,
    regimes: RegimeGauge,
}

impl RunningScales {
    pub(crate) fn new(recipe: &Recipe) -> Self {
        Self {
            moments: Moments::new(recipe.features.len()),
            variances: Scale::default(),
            rates: vec![RunningScale::default(); recipe.scaled_measures().len()],
            squares: 0.0,
            regimes: RegimeGauge::default(),
        }
    }

    /// Whether these are the scales of a recipe.
    pub(crate) fn fits(&self, recipe: &Recipe) -> bool {
        self.rates.len() == recipe.scaled_measures().len() && self.moments.features() == recipe.features.len()
    }

    /// Takes in the return of a day, over `days` publication days.
    pub(crate) fn learn_return(&mut self, r: f64, days: usize, recipe: &Recipe) {
        self.variances.learn(r, days, &recipe.scale);
        self.squares += r * r;
    }

    /// Takes in where all rates stand on a day.
    pub(crate) fn learn_rates(&mut self, recipe: &Recipe, panel: &Panel, day: NaiveDate) {
        for (scale, measure) in self.rates.iter_mut().zip(recipe.scaled_measures()) {
            if let Some(log) = panel.latest_log(measure, day) {
                scale.learn(log);
            }
        }
    }

    /// The daily scale against which learned scales are measured.
    pub(crate) fn reference(&self) -> f64 {
        self.rates[0].reference()
    }

    /// The running scales of a move over a horizon.
    pub(crate) fn over(&self, horizon: Horizon, recipe: &Recipe) -> Scales {
        Scales {
            fast: self.variances.fast_deviation() * horizon.root(),
            reverting: self.variances.deviation(horizon, &recipe.scale),
        }
    }

    /// The regime at an origin, by all before it; then takes the origin in.
    pub(crate) fn regime(&mut self) -> Regime {
        let volatility = self.variances.fast_deviation();
        let regime = self.regimes.regime(volatility);
        self.regimes.learn(volatility);
        regime
    }

    /// The features of the spread at an origin.
    pub(crate) fn spread_row(&self, recipe: &Recipe, day: NaiveDate) -> Vec<f64> {
        let (measures, calendar) = (&recipe.scaled_measures()[..], &recipe.calendar);
        let moment = SpreadMoment { measures, scales: &self.rates, calendar, day };
        moment.row(&recipe.spread_features)
    }
}
