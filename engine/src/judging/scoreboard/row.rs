//! What a scoreboard says of one horizon: means, their ratios to the baseline, coverage and significance.

use crate::judging::score::diebold_mariano::DieboldMariano;
use crate::judging::score::pit::PitHistogram;
use serde::{Deserialize, Serialize};

/// The scores of the forecasts of one horizon, in log moves.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The number n of forecasts judged.
    pub count: u32,
    /// The number of independent outcomes among them, n/h: those of a horizon of h days overlap.
    pub independent_count: f64,
    /// Continuous ranked probability score.
    pub crps: Score,
    /// Mean pinball loss at all 21 levels.
    pub pinball: Score,
    /// Mean pinball loss at the levels up to 0.10 and from 0.90 on.
    pub tail_pinball: Score,
    /// Winkler's score of the central 80 % interval.
    pub winkler80: Score,
    /// Winkler's score of the central 95 % interval.
    pub winkler95: Score,
    /// Share of outcomes in the central 80 % interval.
    pub cover80: f64,
    /// Share of outcomes in the central 95 % interval.
    pub cover95: f64,
    /// Where the outcomes fell in their forecast distributions.
    pub pit: PitHistogram,
    /// Root mean square residual of the point; relative to the random walk, whose point is zero.
    pub rmse: Score,
    /// Mean absolute residual of the point; relative to the random walk, whose point is zero.
    pub mae: Score,
    /// Whether CRPS differs from the baseline's by more than chance: of all regimes together only, and once there are
    /// enough outcomes.
    pub diebold_mariano: Option<DieboldMariano>,
}

/// A score, and itself relative to the baseline's.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// The forecast's score.
    pub value: f64,
    /// The forecast's score over the baseline's, below one where the forecast is better; none where the baseline's is
    /// zero.
    pub relative: Option<f64>,
}
