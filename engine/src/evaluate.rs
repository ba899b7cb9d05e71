//! Strictly out-of-sample evaluation: each forecast was spoken before its truth was known.

use crate::forecast::{Forecast, Outcome, Utterance};
use crate::forecaster::{Event, Forecaster, Notice};
use crate::horizon::{ANCHORS, Horizon};
use crate::level::{LEVEL_COUNT, LEVELS};
use crate::recipe::Recipe;
use crate::{num, score};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A forecast with its truth and with what the baseline said on the same day.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The day of the origin.
    pub origin: NaiveDate,
    /// The exchange rate of that day.
    pub spot: f64,
    /// The forecast.
    pub forecast: Forecast,
    /// The truth.
    pub outcome: Outcome,
    /// The baseline's quantiles: a driftless walk with a normal EWMA(0.94) scale.
    pub baseline: [f64; LEVEL_COUNT],
}

/// The scores at one horizon, relative to the baseline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scores {
    /// The horizon.
    pub horizon: Horizon,
    /// The number of forecasts judged.
    pub count: usize,
    /// Continuous ranked probability score over the baseline's.
    pub crps_rel: f64,
    /// Pinball loss at the levels up to 0.10 and from 0.90 on, over the baseline's.
    pub tail_pinball_rel: f64,
    /// Share of outcomes in the central 80 % interval.
    pub cover80: f64,
    /// Share of outcomes in the central 95 % interval.
    pub cover95: f64,
    /// Root mean square error of the point over that of the driftless random walk, in logarithms.
    pub rmse_rel: f64,
}

/// The decay of the baseline's variance.
const BASELINE_DECAY: f64 = 0.94;

/// Replays events, at most one origin each, through a fresh forecaster and judges every forecast whose origin is `from`
/// or later.
pub fn evaluate<'a>(
    recipe: Recipe,
    events: impl IntoIterator<Item = &'a Event>,
    from: NaiveDate,
) -> Vec<Judged> {
    let mut trial = Trial::default();
    let mut forecaster = Forecaster::new(recipe);
    let mut judged = Vec::new();
    for event in events {
        for notice in forecaster.apply(event) {
            match notice {
                Notice::Revealed(outcome) => judged.extend(trial.judge(outcome)),
                Notice::Spoke(utterance) => trial.hear(utterance),
                Notice::Revised { .. } | Notice::Late { .. } | Notice::OutOfReach(_) | Notice::Drifted(_) => {
                }
            }
        }
        if let Some(origin) = forecaster.origin() {
            trial.baseline.see(origin.day, origin.log_spot);
        }
    }
    judged.retain(|judged| judged.origin >= from);
    judged
}

/// The scores of each anchor horizon.
pub fn scores(judged: &[Judged]) -> Vec<Scores> {
    ANCHORS.into_iter().filter_map(|horizon| scores_at(judged, horizon)).collect()
}

fn scores_at(judged: &[Judged], horizon: Horizon) -> Option<Scores> {
    let judged: Vec<&Judged> = judged.iter().filter(|judged| judged.forecast.horizon == horizon).collect();
    if judged.is_empty() {
        return None;
    }
    let sum = |score: &dyn Fn(&Judged) -> f64| judged.iter().map(|judged| score(judged)).sum::<f64>();
    let ratio = |score: fn(&[f64; LEVEL_COUNT], f64) -> f64| {
        sum(&|j| score(&j.forecast.quantiles, j.outcome.log_move))
            / sum(&|j| score(&j.baseline, j.outcome.log_move))
    };
    let share = |from_outside| {
        sum(&|j| f64::from(u8::from(score::covers(&j.forecast.quantiles, j.outcome.log_move, from_outside))))
            / judged.len() as f64
    };
    let error = |j: &Judged| j.outcome.log_move - j.forecast.prediction.point();
    Some(Scores {
        horizon,
        count: judged.len(),
        crps_rel: ratio(score::crps),
        tail_pinball_rel: ratio(score::tail_pinball),
        cover80: share(2),
        cover95: share(0),
        rmse_rel: (sum(&|j| error(j) * error(j)) / sum(&|j| j.outcome.log_move * j.outcome.log_move)).sqrt(),
    })
}

/// Forecasts that wait for their truth, each beside what the baseline knew.
#[derive(Debug, Default)]
struct Trial {
    baseline: Baseline,
    spoken: BTreeMap<(NaiveDate, Horizon), (f64, Forecast)>,
}

impl Trial {
    fn hear(&mut self, utterance: Utterance) {
        let (day, spot) = (utterance.origin.day, utterance.spot());
        self.baseline.see(day, utterance.origin.log_spot);
        for forecast in utterance.forecasts {
            self.spoken.insert((day, forecast.horizon), (spot, forecast));
        }
    }

    fn judge(&mut self, outcome: Outcome) -> Option<Judged> {
        let (spot, forecast) = self.spoken.remove(&(outcome.origin, outcome.horizon))?;
        let baseline = self.baseline.quantiles(outcome.origin, outcome.horizon)?;
        Some(Judged { origin: outcome.origin, spot, forecast, outcome, baseline })
    }
}

/// The driftless random walk with a normal EWMA scale: `v(1) = r(1)²`, `v = 0.94 v + 0.06 r²`.
#[derive(Debug)]
struct Baseline {
    normal: [f64; LEVEL_COUNT],
    last: Option<(NaiveDate, f64)>,
    variances: BTreeMap<NaiveDate, f64>,
    variance: Option<f64>,
}

impl Default for Baseline {
    fn default() -> Self {
        let normal = LEVELS.map(num::normal_quantile);
        Self { normal, last: None, variances: BTreeMap::new(), variance: None }
    }
}

impl Baseline {
    fn see(&mut self, day: NaiveDate, log_spot: f64) {
        let Some((last_day, last)) = self.last.replace((day, log_spot)) else {
            return;
        };
        if last_day == day {
            return;
        }
        let square = (log_spot - last) * (log_spot - last);
        let decayed = |variance| BASELINE_DECAY * variance + (1.0 - BASELINE_DECAY) * square;
        let variance = self.variance.map_or(square, decayed);
        self.variance = Some(variance);
        self.variances.insert(day, variance);
    }

    fn quantiles(&self, day: NaiveDate, horizon: Horizon) -> Option<[f64; LEVEL_COUNT]> {
        let deviation = self.variances.get(&day)?.sqrt() * horizon.root();
        Some(self.normal.map(|z| z * deviation))
    }
}
