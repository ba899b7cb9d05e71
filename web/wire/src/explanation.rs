//! Why a forecast is what it is.

use crate::forecast::{Maturity, Probability};
use crate::provenance::Provenance;
use serde::{Deserialize, Serialize};

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
    /// What it adds to the lower end of the interval, in pesos.
    pub low: f64,
    /// What it adds to the upper end, in pesos.
    pub high: f64,
    /// What it adds to the probability of ending above the level that is asked about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<f64>,
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
    /// What it adds, in pesos: what it adds to the upper end less what it adds to the lower one.
    pub rate: f64,
    /// What it adds to the lower end, in pesos.
    pub low: f64,
    /// What it adds to the upper end, in pesos.
    pub high: f64,
    /// What it adds to the probability of ending above the level that is asked about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<f64>,
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
    /// How far the lower end would lie from the spot if nothing were unusual, in pesos. The lower end is the spot plus this plus what
    /// all features of point and spread add to it.
    pub base_low: f64,
    /// The same of the upper end.
    pub base_high: f64,
    /// What each feature of the spread adds, in the recipe's order.
    pub contributions: Vec<WidthContribution>,
}

/// Why the rate is as likely as it is to end above a level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LikelihoodReasons {
    /// The level and its probability: the base plus what all features of point and spread add to it.
    #[serde(flatten)]
    pub probability: Probability,
    /// What it would be if nothing were unusual.
    pub base: f64,
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
    /// Why it is as likely to end above a level, where one was asked about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<LikelihoodReasons>,
}
