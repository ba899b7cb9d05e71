//! Strictly out-of-sample evaluation: each forecast was spoken before its truth was known.

mod baseline;
mod comparison;
mod scores;

pub use comparison::{Comparison, SideBySide};
pub use scores::{Estimate, Scores, Selection, scores};

use crate::experts::refit::{Fitted, Job};
use crate::features::regime::{Regime, RegimeGauge};
use crate::forecast::record::{Forecast, OriginForecasts, Outcome};
use crate::forecaster::refits::Request;
use crate::forecaster::{Event, Forecaster, Notice};
use crate::maths::level::LEVEL_COUNT;
use crate::recipe::Recipe;
use crate::time::horizon::Horizon;
use baseline::Baseline;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// A forecast with its truth and with what the baseline said on the same day, as log moves from the spot.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The day of the origin.
    pub origin: NaiveDate,
    /// How far the forecast looked.
    pub horizon: Horizon,
    /// The day on which the truth came.
    pub day: NaiveDate,
    /// The exchange rate at the origin.
    pub spot: f64,
    /// The point forecast.
    pub point: f64,
    /// The forecast's quantiles at the 21 levels.
    pub quantiles: [f64; LEVEL_COUNT],
    /// The baseline's: a driftless walk with a normal EWMA(0.94) scale.
    pub baseline: [f64; LEVEL_COUNT],
    /// The truth.
    pub log_move: f64,
    /// The share of the forecast distribution below the truth.
    pub pit: f64,
    /// Where the baseline's volatility stood at the origin.
    pub regime: Regime,
}

/// Replays events, at most one origin each, through a fresh forecaster and judges every forecast with an origin in
/// `origins`. Where `refit` leaves a job without an answer, the forecaster goes no further than the origin that waits
/// for it.
pub fn evaluate<'a, R>(
    recipe: Recipe,
    events: impl IntoIterator<Item = &'a Event>,
    origins: &RangeInclusive<NaiveDate>,
    mut refit: R,
) -> Vec<Judged>
where
    R: FnMut(Vec<(Request, Job)>) -> Vec<(Request, Option<Fitted>)>,
{
    let mut trial = Trial::default();
    let mut forecaster = Forecaster::new(recipe);
    let mut judged = Vec::new();
    for event in events {
        for notice in forecaster.replay(event, &mut refit) {
            match notice {
                Notice::Revealed(outcome) => {
                    judged.extend(trial.judge(&outcome).filter(|judged| origins.contains(&judged.origin)));
                }
                Notice::Spoke(issued) => trial.hear(issued),
                Notice::Revised { .. }
                | Notice::Late { .. }
                | Notice::OutOfReach(_)
                | Notice::Drifted(_)
                | Notice::Unsound { .. }
                | Notice::Speechless { .. } => {}
            }
        }
        if let Some(origin) = forecaster.origin() {
            trial.baseline.see(origin.day, origin.log_spot);
        }
    }
    judged
}

/// Forecasts that wait for their truth, each beside what the baseline knew.
#[derive(Debug, Default)]
struct Trial {
    baseline: Baseline,
    regimes: RegimeGauge,
    awaited: BTreeMap<(NaiveDate, Horizon), TrialForecast>,
}

/// A forecast without its reasons, of which a long evaluation would keep too many.
#[derive(Debug)]
struct TrialForecast {
    spot: f64,
    point: f64,
    quantiles: [f64; LEVEL_COUNT],
    regime: Regime,
}

impl Trial {
    fn hear(&mut self, issued: OriginForecasts) {
        let (day, spot) = (issued.origin.day, issued.spot());
        self.baseline.see(day, issued.origin.log_spot);
        let volatility = self.baseline.deviation(day).unwrap_or_default();
        let regime = self.regimes.regime(volatility);
        self.regimes.learn(volatility);
        for Forecast { horizon, prediction, quantiles, .. } in issued.forecasts {
            let forecast = TrialForecast { spot, point: prediction.point(), quantiles, regime };
            self.awaited.insert((day, horizon), forecast);
        }
    }

    fn judge(&mut self, outcome: &Outcome) -> Option<Judged> {
        let Outcome { origin, horizon, day, log_move, pit, .. } = *outcome;
        let TrialForecast { spot, point, quantiles, regime } = self.awaited.remove(&(origin, horizon))?;
        let baseline = self.baseline.quantiles(origin, horizon)?;
        Some(Judged { origin, horizon, day, spot, point, quantiles, baseline, log_move, pit, regime })
    }
}

#[cfg(test)]
mod tests;
