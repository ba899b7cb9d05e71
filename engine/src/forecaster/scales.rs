//! What is measured of each origin before anything is forecast: moments, scales and regimes.

use crate::data::panel::Panel;
use crate::experts::spread::Scales;
use crate::features::driver::{Memory, Moment};
use crate::features::moments::Moments;
use crate::features::point::REACH;
use crate::features::regime::{Regime, RegimeGauge};
use crate::features::running_scale::{MeanAge, RunningScale};
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
    drivers: Vec<Driving>,
}

/// What one driver remembers, and what it said at the last origin.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
struct Driving {
    memory: Memory,
    says: Option<f64>,
}

impl RunningScales {
    pub(crate) fn new(recipe: &Recipe) -> Self {
        Self {
            moments: Moments::new(recipe.features.len()),
            variances: Scale::default(),
            rates: vec![RunningScale::default(); recipe.scaled_measures().len()],
            squares: 0.0,
            regimes: RegimeGauge::default(),
            drivers: vec![Driving::default(); recipe.drivers().count()],
        }
    }

    /// Whether these are the scales of a recipe.
    pub(crate) fn fits(&self, recipe: &Recipe) -> bool {
        self.rates.len() == recipe.scaled_measures().len()
            && self.moments.features() == recipe.features.len()
            && self.drivers.len() == recipe.drivers().count()
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

    /// Takes in what the drivers read on a day.
    pub(crate) fn learn_drivers(&mut self, recipe: &Recipe, panel: &Panel, day: NaiveDate) {
        if self.drivers.is_empty() {
            return;
        }
        let days = panel.days(&recipe.target, day, REACH);
        let at = Moment { panel, days: &days, deviation: self.reference() };
        for (driving, driver) in self.drivers.iter_mut().zip(recipe.drivers()) {
            driving.says = driver.read(&at, &mut driving.memory);
        }
    }

    /// What the drivers of the point say, and those of the spread.
    pub(crate) fn drivers(&self, recipe: &Recipe) -> (Vec<Option<f64>>, Vec<Option<f64>>) {
        let mut of_point: Vec<_> = self.drivers.iter().map(|driving| driving.says).collect();
        let of_spread = of_point.split_off(recipe.point_drivers().min(of_point.len()));
        (of_point, of_spread)
    }

    /// The daily scale against which learned scales are measured.
    pub(crate) fn reference(&self) -> f64 {
        self.rates[0].reference()
    }

    /// The running scales that experts of the spread see at a horizon.
    pub(crate) fn over(&self, horizon: Horizon, recipe: &Recipe) -> Scales {
        Scales {
            fast: self.variances.fast_deviation() * horizon.root(),
            reverting: self.variances.deviation(horizon, &recipe.scale),
            weeks: self.rates[0].variance(MeanAge::Days17),
            years: self.rates[0].variance(MeanAge::Days1000),
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
        let (_, drivers) = self.drivers(recipe);
        let moment = SpreadMoment { measures, scales: &self.rates, calendar, day, drivers: &drivers };
        moment.row(&recipe.spread_features)
    }
}
