//! What is measured and when it became known: series, observations.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The name of a series, such as `ecb.eur.mxn`: lower case letters, digits, `.`, `_` and `-`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SeriesId(String);

/// A name that no series can have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a series id has 1 to {MAX_LENGTH} characters of a-z, 0-9, '.', '_', '-', got {0:?}")]
pub struct SeriesIdError(String);

const MAX_LENGTH: usize = 64;

impl SeriesId {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for SeriesId {
    type Error = SeriesIdError;

    fn try_from(id: String) -> Result<Self, SeriesIdError> {
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c);
        if (1..=MAX_LENGTH).contains(&id.len()) && id.chars().all(allowed) {
            Ok(Self(id))
        } else {
            Err(SeriesIdError(id.chars().take(MAX_LENGTH + 1).collect()))
        }
    }
}

impl TryFrom<&str> for SeriesId {
    type Error = SeriesIdError;

    fn try_from(id: &str) -> Result<Self, SeriesIdError> {
        Self::try_from(id.to_owned())
    }
}

impl From<SeriesId> for String {
    fn from(id: SeriesId) -> Self {
        id.0
    }
}

impl fmt::Display for SeriesId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One value of a series for a period, in the vintage that became known at `known_at`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    /// What was measured.
    pub series: SeriesId,
    /// The day that the value describes.
    #[serde(with = "crate::time::day")]
    pub period: NaiveDate,
    /// The value, in the series' unit; finite.
    pub value: f64,
    /// The moment from which the value may be used.
    #[serde(with = "chrono::serde::ts_seconds")]
    pub known_at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_id_refuses_capitals_and_emptiness() {
        assert!(SeriesId::try_from("ecb.eur.mxn").is_ok());
        assert!(SeriesId::try_from("").is_err());
        let error = SeriesId::try_from("ECB").unwrap_err();
        assert!(error.to_string().contains("\"ECB\""));
    }
}
