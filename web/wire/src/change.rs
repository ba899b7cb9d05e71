//! Why a forecast moved from one version to another.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One of the two versions that are compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChangeSide {
    /// Its number.
    pub version: u64,
    /// The hash of its snapshot.
    pub snapshot: String,
    /// Which numbers the engine gave that learned it.
    pub engine_revision: u32,
    /// The day from which it looks ahead.
    pub origin: NaiveDate,
    /// The exchange rate of that day.
    pub spot: f64,
    /// How many publication days the maturity is ahead of it.
    pub horizon: u16,
}

/// What one cause added.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChangePart {
    /// `revised_data`, `spot`, `new_data`, `learning`, `weights` or `version`.
    pub cause: String,
    /// By how many pesos it moved the rate.
    pub rate: f64,
}

/// The way of one number from the earlier to the later version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// The rate that the earlier version gives.
    pub from: f64,
    /// The rate that the later version gives.
    pub to: f64,
    /// What moved it, in the order in which things are exchanged; the parts sum to the difference.
    pub parts: Vec<ChangePart>,
}

/// What one cause added to a probability.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProbabilityPart {
    /// As of a rate.
    pub cause: String,
    /// By how much it moved the probability.
    pub probability: f64,
}

/// The way of the probability of ending above a level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MovedProbability {
    /// The level.
    pub rate: f64,
    /// What the earlier version gives it.
    pub from: f64,
    /// What the later version gives it.
    pub to: f64,
    /// What moved it, in the order in which things are exchanged; the parts sum to the difference.
    pub parts: Vec<ProbabilityPart>,
}

/// The answer to `GET /api/v1/change`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The earlier version.
    pub from: ChangeSide,
    /// The later version.
    pub to: ChangeSide,
    /// The day that both speak of.
    pub maturity: NaiveDate,
    /// The day asked for, where it was closed and moved to the next open one.
    pub moved_from: Option<NaiveDate>,
    /// The point forecast.
    pub point: Moved,
    /// The lower end of the central 80 % interval.
    pub low80: Moved,
    /// Its upper end.
    pub high80: Moved,
    /// The probability of ending above a level, where one was asked about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<MovedProbability>,
}
