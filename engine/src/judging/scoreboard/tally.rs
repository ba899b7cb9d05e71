//! Sums of scores over judgements, of which a single judgement is the smallest.

use super::judgement::Judgement;
use super::row::{Row, Score};
use crate::forecast::record::pit;
use crate::judging::score::diebold_mariano::DieboldMariano;
use crate::judging::score::pit::PitHistogram;
use crate::judging::score::{covers, crps, mean_pinball, tail_pinball, winkler};
use crate::maths::level::LEVEL_COUNT;
use crate::time::horizon::Horizon;
use serde::{Deserialize, Serialize};

/// What has been summed over some judgements.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Tally {
    count: u32,
    crps: Sums,
    pinball: Sums,
    tail_pinball: Sums,
    winkler80: Sums,
    winkler95: Sums,
    covered80: u32,
    covered95: u32,
    pit: PitHistogram,
    squared: Sums,
    absolute: Sums,
}

impl Tally {
    /// The scores of one judgement.
    pub(super) fn of(judgement: &Judgement) -> Self {
        let (quantiles, outcome) = (judgement.quantiles, judgement.log_move);
        let sums = |score: &dyn Fn(&[f64; LEVEL_COUNT], f64) -> f64| Sums {
            forecast: score(quantiles, outcome),
            baseline: score(judgement.baseline, outcome),
        };
        let residual = outcome - judgement.point;
        let mut histogram = PitHistogram::default();
        histogram.learn(pit(quantiles, outcome));
        Self {
            count: 1,
            crps: sums(&crps),
            pinball: sums(&mean_pinball),
            tail_pinball: sums(&tail_pinball),
            winkler80: sums(&|quantiles, outcome| CENTRAL_80.winkler(quantiles, outcome)),
            winkler95: sums(&|quantiles, outcome| CENTRAL_95.winkler(quantiles, outcome)),
            covered80: u32::from(covers(quantiles, outcome, CENTRAL_80.from_outside)),
            covered95: u32::from(covers(quantiles, outcome, CENTRAL_95.from_outside)),
            pit: histogram,
            squared: Sums { forecast: residual * residual, baseline: outcome * outcome },
            absolute: Sums { forecast: residual.abs(), baseline: outcome.abs() },
        }
    }

    /// Adds what another tally has summed.
    pub(super) fn absorb(&mut self, other: &Self) {
        self.count += other.count;
        self.crps.absorb(other.crps);
        self.pinball.absorb(other.pinball);
        self.tail_pinball.absorb(other.tail_pinball);
        self.winkler80.absorb(other.winkler80);
        self.winkler95.absorb(other.winkler95);
        self.covered80 += other.covered80;
        self.covered95 += other.covered95;
        self.pit.absorb(&other.pit);
        self.squared.absorb(other.squared);
        self.absolute.absorb(other.absolute);
    }

    /// What the forecast lost more than the baseline, in CRPS.
    pub(super) fn crps_differential(&self) -> f64 {
        self.crps.forecast - self.crps.baseline
    }

    /// The means, once there is something to take them of.
    pub(super) fn row(&self, horizon: Horizon, diebold_mariano: Option<DieboldMariano>) -> Option<Row> {
        if self.count == 0 {
            return None;
        }
        let n = f64::from(self.count);
        Some(Row {
            count: self.count,
            independent_count: n / horizon.days() as f64,
            crps: self.crps.mean(n),
            pinball: self.pinball.mean(n),
            tail_pinball: self.tail_pinball.mean(n),
            winkler80: self.winkler80.mean(n),
            winkler95: self.winkler95.mean(n),
            cover80: f64::from(self.covered80) / n,
            cover95: f64::from(self.covered95) / n,
            pit: self.pit,
            rmse: self.squared.root_mean(n),
            mae: self.absolute.mean(n),
            diebold_mariano,
        })
    }
}

/// A central interval: the index of its levels from outside, and its nominal level.
struct Central {
    from_outside: usize,
    level: f64,
}

const CENTRAL_80: Central = Central { from_outside: 2, level: 0.80 };
const CENTRAL_95: Central = Central { from_outside: 0, level: 0.95 };

impl Central {
    fn winkler(&self, quantiles: &[f64; LEVEL_COUNT], outcome: f64) -> f64 {
        let (low, high) = (quantiles[self.from_outside], quantiles[LEVEL_COUNT - 1 - self.from_outside]);
        winkler(low, high, self.level, outcome)
    }
}

/// One score, summed for the forecast and for the baseline.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
struct Sums {
    forecast: f64,
    baseline: f64,
}

impl Sums {
    fn absorb(&mut self, other: Self) {
        self.forecast += other.forecast;
        self.baseline += other.baseline;
    }

    fn mean(self, n: f64) -> Score {
        Score { value: self.forecast / n, relative: self.ratio() }
    }

    fn root_mean(self, n: f64) -> Score {
        Score { value: (self.forecast / n).sqrt(), relative: self.ratio().map(f64::sqrt) }
    }

    fn ratio(self) -> Option<f64> {
        (self.baseline > 0.0).then(|| self.forecast / self.baseline)
    }
}
