//! How good the forecasts have been.

use crate::provenance::Provenance;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A score, and itself over that of the random walk.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Ratio {
    /// The score, in log moves: the smaller the better.
    pub value: f64,
    /// The score over that of the driftless random walk, below one where the forecast is better; none where that is zero.
    pub relative: Option<f64>,
}

/// Whether the difference from the random walk is more than chance (Diebold and Mariano 1995).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Significance {
    /// The statistic: below zero where the forecast is better.
    pub statistic: f64,
    /// The two-sided p value.
    pub p_value: f64,
}

/// The scores of one horizon, in all regimes or in one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScoreRow {
    /// The number of publication days ahead.
    pub horizon: u16,
    /// `calm`, `usual` or `stormy` at the origin; none is all of them together.
    pub regime: Option<String>,
    /// Forecasts judged.
    pub count: u32,
    /// Independent outcomes among them: those of a horizon of h days overlap.
    pub independent: f64,
    /// Continuous ranked probability score.
    pub crps: Ratio,
    /// Mean pinball loss at all levels.
    pub pinball: Ratio,
    /// Mean pinball loss at the levels up to 0.10 and from 0.90 on.
    pub tail_pinball: Ratio,
    /// Winkler score of the central 80 % interval.
    pub winkler80: Ratio,
    /// Winkler score of the central 95 % interval.
    pub winkler95: Ratio,
    /// Root mean square residual of the point.
    pub rmse: Ratio,
    /// Mean absolute residual of the point.
    pub mae: Ratio,
    /// Share of outcomes in the central 80 % interval.
    pub cover80: f64,
    /// Share of outcomes in the central 95 % interval.
    pub cover95: f64,
    /// How many outcomes fell into each twentieth of their forecast distribution: alike where forecasts are calibrated.
    pub pit: Vec<u32>,
    /// Whether the score differs from the random walk's by more than chance: for all regimes together, and once there
    /// are enough outcomes.
    pub significance: Option<Significance>,
}

/// How many of the last intervals had held on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollingDay {
    /// The day.
    pub day: NaiveDate,
    /// How many of the last forecasts had been judged by then, at most the window.
    pub judged: u32,
    /// Outcomes among them in the central 80 % interval.
    pub inside80: u32,
    /// Outcomes among them in the central 95 % interval.
    pub inside95: u32,
}

/// How many of the last intervals held, as it stood on each day of about the last year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RollingCoverage {
    /// Publication days ahead.
    pub horizon: u16,
    /// How many forecasts are counted on each day, at most.
    pub window: u32,
    /// The days, oldest first; those by which fewer than 60 had been judged are left out.
    pub days: Vec<RollingDay>,
}

/// The answer to `GET /api/v1/scores`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// Who speaks.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// By horizon, and within it all regimes first.
    pub rows: Vec<ScoreRow>,
    /// How many of the last intervals of one day held, as the forecasts were put on record; none before enough were judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rolling: Option<RollingCoverage>,
}
