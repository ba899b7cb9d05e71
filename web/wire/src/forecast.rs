//! A forecast and its reasons.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Who speaks, from when, and how old that is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Provenance {
    /// The target's id, such as `usdmxn`.
    pub target: String,
    /// What the target is, in words, in the language that was asked for.
    pub target_title: String,
    /// The version that speaks.
    pub version: u64,
    /// The hash of its snapshot.
    pub snapshot: String,
    /// Which numbers the engine gives.
    pub engine_revision: u32,
    /// The day from which it looks ahead.
    pub origin: NaiveDate,
    /// The moment at which that day's value became known.
    pub origin_at: DateTime<Utc>,
    /// The exchange rate of that day.
    pub spot: f64,
    /// How many publication days are overdue.
    pub late_days: usize,
    /// Whether more than one publication day is overdue.
    pub stale: bool,
    /// Whether a person has pinned this version.
    pub pinned: bool,
}

/// The day that a forecast speaks of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Maturity {
    /// The number of publication days ahead.
    pub horizon: u16,
    /// The day reached.
    pub day: NaiveDate,
    /// The day asked for, where it was closed and moved to the next open one.
    pub moved_from: Option<NaiveDate>,
}

/// A quantile as a rate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Quantile {
    /// The probability that the rate ends at or below it.
    pub level: f64,
    /// The rate.
    pub rate: f64,
}

/// On which side of its number a probability lies that is not known more exactly: of what is rarer than one in a thousand the past says
/// too little.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// It is this at most.
    AtMost,
    /// It is this at least.
    AtLeast,
}

/// The probability that the rate ends above a level.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Probability {
    /// The rate asked about.
    pub rate: f64,
    /// The probability of ending above it.
    pub above: f64,
    /// Whether that is only a bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<Bound>,
}

/// The probability that the rate ends below a level.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ProbabilityBelow {
    /// The rate asked about.
    pub rate: f64,
    /// The probability of ending below it.
    pub below: f64,
    /// Whether that is only a bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<Bound>,
}

/// The probability that the rate stands at a level or beyond it on at least one publication day up to the maturity.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Touch {
    /// The rate asked about: reached from below where it lies above the spot, from above where it lies below.
    pub rate: f64,
    /// The probability.
    pub probability: f64,
    /// Whether that is only a bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<Bound>,
}

/// The mean rate in each tail.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Shortfall {
    /// The probability of each tail.
    pub level: f64,
    /// The mean of the rates in the lower tail: how far the peso gains when it gains most.
    pub lower: f64,
    /// The mean of the rates in the upper tail: how far it loses when it loses most.
    pub upper: f64,
}

/// The answer to `GET /api/v1/forecast`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// Who speaks.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// Of which day.
    pub maturity: Maturity,
    /// The point forecast as a rate.
    pub point: f64,
    /// The point forecast as a log move from the spot.
    pub log_move: f64,
    /// The quantiles, in order of their levels.
    pub quantiles: Vec<Quantile>,
    /// The probability of ending above a rate, where one was asked about.
    pub probability: Option<Probability>,
    /// The probability of ending below a rate, where one was asked about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability_below: Option<ProbabilityBelow>,
    /// The probability of touching a rate on the way, where one was asked about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub touch: Option<Touch>,
    /// The mean rates of both tails, where they were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shortfall: Option<Shortfall>,
}

/// What a feature adds to a point forecast.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contribution {
    /// The feature's id, such as `usdbrl.return.21`.
    pub feature: String,
    /// The feature's value; none where it is missing.
    pub value: Option<f64>,
    /// The value in deviations from its mean.
    pub standardised: f64,
    /// What it adds, as a log move.
    pub log_move: f64,
    /// What it adds, in pesos.
    pub rate: f64,
}

/// What a feature adds to the width of an interval.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WidthContribution {
    /// The feature's id, such as `usdmxn.pace.5`.
    pub feature: String,
    /// The feature's value; zero where nothing is unusual.
    pub value: f64,
    /// What it adds, in logarithms: below zero it narrows.
    pub log_width: f64,
    /// What it adds, in pesos.
    pub rate: f64,
}

/// Why a central interval is as wide as it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Width {
    /// The probability of the interval.
    pub interval: f64,
    /// Its lower end, as a rate.
    pub low: f64,
    /// Its upper end, as a rate.
    pub high: f64,
    /// Its width in logarithms: the base plus the contributions, added in order.
    pub log_width: f64,
    /// The width that is owed to no feature.
    pub base_log_width: f64,
    /// The same in pesos.
    pub base_rate: f64,
    /// What each feature of the spread adds, in the recipe's order.
    pub contributions: Vec<WidthContribution>,
}

/// The answer to `GET /api/v1/explanation`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// Who speaks.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// Of which day.
    pub maturity: Maturity,
    /// The point forecast as a rate.
    pub point: f64,
    /// The point forecast as a log move: the base plus the contributions, added in order.
    pub log_move: f64,
    /// The log move that is owed to no feature.
    pub base_log_move: f64,
    /// The same in pesos.
    pub base_rate: f64,
    /// What each feature adds, in the recipe's order.
    pub contributions: Vec<Contribution>,
    /// Why the interval around it is as wide as it is.
    pub width: Width,
}
