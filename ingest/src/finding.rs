//! Remarks on the quality of data.

use chrono::NaiveDate;
use paridad_engine::series::SeriesId;
use serde::{Deserialize, Serialize};

/// A remark on one value of a batch: which rule it breaks, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule that speaks.
    pub rule: Rule,
    /// The series of the value, if it could be read.
    pub series: Option<SeriesId>,
    /// The period of the value, if it could be read.
    pub period: Option<NaiveDate>,
    /// What was found and what is allowed, for a person to read.
    pub detail: String,
}

/// What data can break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// A line of a file cannot be read.
    Malformed,
    /// The value is not finite, or an exchange rate is not positive.
    OutOfRange,
    /// The period has not come yet.
    Future,
    /// The period is a day on which the source publishes nothing.
    ClosedDay,
    /// The value is too far from the one before it.
    Implausible,
    /// The batch brings the same value twice.
    Repeated,
    /// The batch brings two values for one period of one vintage.
    Conflicting,
}
