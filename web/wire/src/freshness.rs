//! How fresh each series is.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// One series in the answer to `GET /api/v1/freshness`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Freshness {
    /// The series' id.
    pub series: String,
    /// The source that publishes it.
    pub source: String,
    /// `not_due`: the next value is to come. `due`: it may be out, and its pull may be to come. `late`: it should be here.
    /// `missing`: no value ever came.
    pub state: String,
    /// The last period that has a value.
    pub last: Option<NaiveDate>,
    /// How many days ago that period began; less than nothing for what is published ahead.
    pub age_days: Option<i64>,
    /// When its value was received.
    pub received_at: Option<DateTime<Utc>>,
    /// When the value after it is known at the latest.
    pub due_at: Option<DateTime<Utc>>,
}
