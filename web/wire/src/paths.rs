//! Joint paths of the rate.

use crate::forecast::{Maturity, Provenance};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

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
