//! What every forecast is measured against: the driftless random walk with a normal EWMA scale.

use crate::maths::level::{LEVEL_COUNT, LEVELS};
use crate::maths::num;
use crate::time::horizon::Horizon;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The decay of the variance.
const DECAY: f64 = 0.94;

/// Every day's variance: `v(1) = r(1)²`, `v = 0.94 v + 0.06 r²`.
#[derive(Debug)]
pub(super) struct Baseline {
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
    /// Takes in where the target stands on a day, once a day.
    pub(super) fn see(&mut self, day: NaiveDate, log_spot: f64) {
        let Some((last_day, last)) = self.last.replace((day, log_spot)) else {
            return;
        };
        if last_day == day {
            return;
        }
        let square = (log_spot - last) * (log_spot - last);
        let decayed = |variance| DECAY * variance + (1.0 - DECAY) * square;
        let variance = self.variance.map_or(square, decayed);
        self.variance = Some(variance);
        self.variances.insert(day, variance);
    }

    /// The daily deviation on a day that was seen.
    pub(super) fn deviation(&self, day: NaiveDate) -> Option<f64> {
        self.variances.get(&day).map(|variance| variance.sqrt())
    }

    /// The quantiles of the move from a day that was seen.
    pub(super) fn quantiles(&self, day: NaiveDate, horizon: Horizon) -> Option<[f64; LEVEL_COUNT]> {
        let deviation = self.deviation(day)? * horizon.root();
        Some(self.normal.map(|z| z * deviation))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variance_begins_with_the_first_return_and_a_day_counts_once() {
        let mut baseline = Baseline::default();
        let day = |text: &str| text.parse().unwrap();
        for (at, log) in [("2020-01-01", 3.0), ("2020-01-02", 3.1), ("2020-01-02", 3.1), ("2020-01-03", 3.1)]
        {
            baseline.see(day(at), log);
        }
        let one = Horizon::try_from(1_u16).unwrap();
        assert!((baseline.deviation(day("2020-01-02")).unwrap() - 0.1).abs() < 1e-12);
        let upper = baseline.quantiles(day("2020-01-03"), one).unwrap()[20];
        assert!((upper - 0.1 * 0.94_f64.sqrt() * 1.959_964).abs() < 1e-6);
        assert_eq!(baseline.deviation(day("2020-01-01")), None);
    }
}
