//! The series, and every value that ever came of them.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A value of a series.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// The day that the value describes.
    pub day: NaiveDate,
    /// The value.
    pub value: f64,
}

/// One series in the answer to `GET /api/v1/series`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SeriesSummary {
    /// The series' id.
    pub id: String,
    /// What one value counts.
    pub unit: String,
    /// The first period.
    pub first: NaiveDate,
    /// The last period.
    pub last: NaiveDate,
}

/// The answer to `GET /api/v1/series/{id}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// The series' id.
    pub id: String,
    /// What one value counts.
    pub unit: String,
    /// Where the values come from, as its owner asks to be named.
    pub origin: String,
    /// The moment whose knowledge is shown; none is now.
    pub as_of: Option<DateTime<Utc>>,
    /// The values, oldest first.
    pub points: Vec<Point>,
}

/// A value with all that is known of it, in the answer to `GET /api/v1/series/{id}/vintages`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Vintage {
    /// The period that it describes.
    pub period: NaiveDate,
    /// The value.
    pub value: f64,
    /// From when on it was known, by the rule of its series.
    pub known_at: DateTime<Utc>,
    /// When it came here.
    pub received_at: DateTime<Utc>,
    /// Whether it came within a day of when it became known; else it was backfilled, and revisions before it came are unknown.
    pub live: bool,
    /// The source that brought it.
    pub source: String,
    /// The batch in which it came.
    pub batch: u64,
    /// The BLAKE3 hash of the payload that it was read from.
    pub raw: String,
    /// When its batch was taken out of history, if it was.
    pub taken_out_at: Option<DateTime<Utc>>,
}
