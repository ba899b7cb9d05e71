//! How much each expert weighed, day by day.

use crate::provenance::Provenance;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The answer to `GET /api/v1/weights`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Weights {
    /// Who speaks.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// The anchor horizon, in publication days.
    pub horizon: u16,
    /// The experts of location, in the recipe's order.
    pub location: Vec<String>,
    /// The experts of the spread, in the recipe's order.
    pub spread: Vec<String>,
    /// The levels at which the experts of the spread are weighed one by one.
    pub levels: Vec<f64>,
    /// At most how many days are listed.
    #[serde(default)]
    pub limit: usize,
    /// Whether the span that was asked for has earlier ones, which are listed with a `to` before the first of these.
    #[serde(default)]
    pub more: bool,
    /// The last days of the span, oldest first.
    pub days: Vec<DayWeights>,
}

/// How much each expert weighed on one day, to the thousandth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DayWeights {
    /// The day of the origin.
    pub day: NaiveDate,
    /// One weight an expert of location.
    pub location: Vec<f64>,
    /// One row a level, one weight an expert of the spread.
    pub spread: Vec<Vec<f64>>,
}
