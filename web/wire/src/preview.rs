//! What a decision on a batch would do to the forecasts, before it is made.

use crate::Extent;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What comes of a job that was begun by `POST /api/v1/batches/{number}/take-out/preview`, or by `…/put-back/preview`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// How much of history the batch is.
    pub extent: Extent,
    /// What learning goes on from now.
    pub before: LearnedUntil,
    /// What it would go on from then.
    pub after: LearnedUntil,
    /// The forecasts of the same days by both.
    pub forecasts: Vec<Moves>,
}

/// What learning goes on from.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LearnedUntil {
    /// The last day that it has learned.
    pub origin: NaiveDate,
    /// The rate on that day.
    pub spot: f64,
    /// How many days it has learned.
    pub days: u32,
}

/// What is expected of a day, before and after. A day that one of them does not reach has nothing there.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Moves {
    /// The day.
    pub maturity: NaiveDate,
    /// What is expected now.
    pub before: Option<Expectation>,
    /// What would be.
    pub after: Option<Expectation>,
}

/// A point with the interval in which the rate ends with a probability of 90 %.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Expectation {
    /// The point.
    pub point: f64,
    /// The lower end.
    pub low90: f64,
    /// The upper end.
    pub high90: f64,
}
