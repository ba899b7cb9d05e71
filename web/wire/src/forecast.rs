//! Forecasts, and paths to them.

use crate::provenance::Provenance;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The day that a forecast speaks of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Maturity {
    /// The number of publication days ahead.
    pub horizon: u16,
    /// The day reached.
    pub day: NaiveDate,
    /// The day asked for, where it was closed and moved to the next open one.
    pub moved_from: Option<NaiveDate>,
    /// Whether it lies beyond what is learned, 252 publication days: what is said of it is the farthest learned fan, grown with time, and has
    /// shown no skill.
    pub extended: bool,
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

/// What is supposed instead of what is forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scenario {
    /// The rate goes half as far as the forward, with the fan as it is.
    HalfForward,
}

/// The answer to `GET /api/v1/forecast`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// Who speaks.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// Whether it is as it was put on record, and not computed: by an engine whose numbers this one would not give.
    #[serde(default, skip_serializing_if = "is_false")]
    pub kept: bool,
    /// Of which day.
    pub maturity: Maturity,
    /// The scenario that this is, where it is not the forecast: `half_forward`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scenario: Option<Scenario>,
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

/// The answer to `GET /api/v1/paths`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Paths {
    /// Who speaks.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// Up to which day.
    pub maturity: Maturity,
    /// What the paths were drawn with: the same seed gives the same paths.
    pub seed: u64,
    /// The publication days ahead.
    pub days: Vec<NaiveDate>,
    /// The paths, each a rate a day.
    pub paths: Vec<Vec<f64>>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "so it is called")]
fn is_false(flag: &bool) -> bool {
    !flag
}
