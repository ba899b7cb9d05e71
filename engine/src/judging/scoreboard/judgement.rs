//! What is judged: a forecast beside its truth.

use crate::features::regime::Regime;
use crate::maths::level::LEVEL_COUNT;

/// A forecast beside its truth and beside what the baseline, the driftless random walk, said; all in log moves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judgement<'a> {
    /// The forecast's quantiles at the 21 levels, in order.
    pub quantiles: &'a [f64; LEVEL_COUNT],
    /// The baseline's.
    pub baseline: &'a [f64; LEVEL_COUNT],
    /// The forecast's point; the baseline's is zero.
    pub point: f64,
    /// The truth.
    pub log_move: f64,
    /// The regime at the origin of the forecast.
    pub regime: Regime,
}

impl Judgement<'_> {
    pub(super) fn is_finite(&self) -> bool {
        let numbers = self.quantiles.iter().chain(self.baseline).chain([&self.point, &self.log_move]);
        numbers.copied().all(f64::is_finite)
    }
}
