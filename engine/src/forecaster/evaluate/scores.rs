//! The scores of judged forecasts, relative to the baseline, each with its standard error.

use super::Judged;
use crate::features::regime::Regime;
use crate::judging::score::diebold_mariano::{DieboldMariano, diebold_mariano};
use crate::judging::score::pit::PitHistogram;
use crate::judging::score::{covers, crps, tail_pinball, winkler};
use crate::time::horizon::Horizon;
use chrono::NaiveDate;
use std::ops::RangeInclusive;

/// Which forecasts are scored together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// Those that look so far.
    pub horizon: Horizon,
    /// Those from these origins.
    pub origins: RangeInclusive<NaiveDate>,
    /// Those spoken in one regime, or in any.
    pub regime: Option<Regime>,
}

/// A figure with its standard error, which takes in that forecasts overlap (Newey and West 1987); none where there are
/// too few of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// Its standard error.
    pub error: Option<f64>,
}

/// The scores at one horizon. Those called relative are divided by the baseline's.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    /// The number n of forecasts judged.
    pub count: usize,
    /// The number of independent outcomes among them, n/h: those of a horizon of h days overlap.
    pub independent_count: f64,
    /// Relative continuous ranked probability score.
    pub crps: Estimate,
    /// Relative pinball loss at the levels up to 0.10 and from 0.90 on.
    pub tail_pinball: Estimate,
    /// Relative Winkler score of the central 80 % interval.
    pub winkler80: Estimate,
    /// Relative Winkler score of the central 95 % interval.
    pub winkler95: Estimate,
    /// Relative root mean square residual of the point; the walk's point is the spot.
    pub rmse: Estimate,
    /// Relative mean absolute residual of the point.
    pub mae: Estimate,
    /// Share of outcomes in the central 80 % interval.
    pub cover80: Estimate,
    /// Share of outcomes in the central 95 % interval.
    pub cover95: Estimate,
    /// Whether CRPS differs from the baseline's by more than chance: of all regimes together only, because the days of
    /// one regime are too few to say how many count as independent.
    pub diebold_mariano: Option<DieboldMariano>,
    /// Where the outcomes fell in their forecast distributions.
    pub pit: PitHistogram,
}

/// The place among the 21 levels, from outside, where the central 80 % interval begins.
const CENTRAL_80: usize = 2;

/// The same for the central 95 % interval.
const CENTRAL_95: usize = 0;

/// The scores of a selection; `None` where nothing is in it.
pub fn scores(judged: &[Judged], selection: &Selection) -> Option<Scores> {
    let Selection { horizon, origins, regime } = selection;
    let span = judged.iter().filter(|row| row.horizon == *horizon && origins.contains(&row.origin));
    let days: Vec<(&Judged, f64)> = span
        .map(|row| (row, f64::from(u8::from(regime.is_none_or(|regime| regime == row.regime)))))
        .collect();
    let chosen = || days.iter().filter(|(_, weight)| *weight > 0.0).map(|(row, _)| *row);
    let count = chosen().count();
    if count == 0 {
        return None;
    }
    let sample = Sample { days: &days, horizon: *horizon };
    let mut pit = PitHistogram::default();
    chosen().for_each(|row| pit.learn(row.pit));
    let interval = |level, outside| sample.ratio(|row| interval_losses(row, level, outside));
    let gained = chosen().map(|row| crps(&row.quantiles, row.log_move) - crps(&row.baseline, row.log_move));
    let differentials = regime.is_none().then(|| gained.collect::<Vec<f64>>());
    Some(Scores {
        count,
        independent_count: count as f64 / horizon.days() as f64,
        crps: sample.ratio(|row| [crps(&row.quantiles, row.log_move), crps(&row.baseline, row.log_move)]),
        tail_pinball: sample.ratio(|row| {
            [tail_pinball(&row.quantiles, row.log_move), tail_pinball(&row.baseline, row.log_move)]
        }),
        winkler80: interval(0.80, CENTRAL_80),
        winkler95: interval(0.95, CENTRAL_95),
        rmse: sample.ratio(|row| residuals(row).map(|residual| residual * residual)).root(),
        mae: sample.ratio(|row| residuals(row).map(f64::abs)),
        cover80: sample.share(|row| covers(&row.quantiles, row.log_move, CENTRAL_80)),
        cover95: sample.share(|row| covers(&row.quantiles, row.log_move, CENTRAL_95)),
        diebold_mariano: differentials.and_then(|differentials| diebold_mariano(&differentials, *horizon)),
        pit,
    })
}

/// The residuals of the forecast and of the walk, whose point is zero.
fn residuals(row: &Judged) -> [f64; 2] {
    [row.log_move - row.point, row.log_move]
}

fn interval_losses(row: &Judged, level: f64, outside: usize) -> [f64; 2] {
    [&row.quantiles, &row.baseline]
        .map(|levels| winkler(levels[outside], levels[levels.len() - 1 - outside], level, row.log_move))
}

/// The days of a span in their order, each with the weight one if it is selected and zero if not: left in their place, the
/// others keep the distance between days, by which autocovariances go.
struct Sample<'a> {
    days: &'a [(&'a Judged, f64)],
    horizon: Horizon,
}

impl Sample<'_> {
    /// The ratio R of two means. Its error is that of the mean of `R + (a - R b) / mean(b)`, which is R itself.
    fn ratio(&self, losses: impl Fn(&Judged) -> [f64; 2]) -> Estimate {
        let weighted = |(row, weight): &(&Judged, f64)| losses(row).map(|loss| weight * loss);
        let losses: Vec<[f64; 2]> = self.days.iter().map(weighted).collect();
        let sum = |side: usize| losses.iter().map(|pair| pair[side]).sum::<f64>();
        let (value, mean) = (sum(0) / sum(1), sum(1) / losses.len() as f64);
        let linear: Vec<f64> = losses.iter().map(|[a, b]| value + (a - value * b) / mean).collect();
        Estimate { value, error: self.standard_error(&linear) }
    }

    /// The share of the selected days that have a quality: the ratio of their number to that of all selected.
    fn share(&self, quality: impl Fn(&Judged) -> bool) -> Estimate {
        self.ratio(|row| [f64::from(u8::from(quality(row))), 1.0])
    }

    /// The standard error of a mean: the test of Diebold and Mariano is the mean over it.
    fn standard_error(&self, values: &[f64]) -> Option<f64> {
        let test = diebold_mariano(values, self.horizon)?;
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        Some(mean / test.statistic).filter(|error| error.is_finite())
    }
}

impl Estimate {
    /// The square root, with the error that follows from its slope.
    fn root(self) -> Self {
        let value = self.value.sqrt();
        Self { value, error: self.error.map(|error| 0.5 * error / value) }
    }
}

#[cfg(test)]
pub(super) mod tests;
