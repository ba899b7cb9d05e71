//! Batches taken out of history and put back, and what that would do.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The body of `POST /api/v1/batches/{number}/take-out`, and of `…/put-back`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exclude {
    /// Why, for the record.
    #[serde(default)]
    pub reason: String,
    /// Where much would change and one person decides it: how much, in the words of the preview, such as `8321 values`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirm: Option<String>,
}

/// The answer to `GET /api/v1/batches/{number}/take-out`: how much of history a batch is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Extent {
    /// The batch.
    pub batch: u64,
    /// How many values it brought.
    pub values: usize,
    /// What it brought, by series.
    pub series: Vec<SeriesExtent>,
    /// How many days of the target are among them.
    pub target_days: usize,
    /// Which share of all days of the target that is, from 0 to 1.
    pub target_share: f64,
    /// Whether it is much: then two people decide, or one who confirms it.
    pub much: bool,
    /// What one person who decides alone must send as `confirm`; nothing where it is not much.
    pub confirm: Option<String>,
}

/// What a batch brought of a series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesExtent {
    /// The series.
    pub id: String,
    /// How many values.
    pub values: usize,
    /// The first day that they describe.
    pub first: NaiveDate,
    /// The last one.
    pub last: NaiveDate,
}

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
