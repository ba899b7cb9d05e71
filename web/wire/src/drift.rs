//! How the inputs have changed.

use crate::provenance::Provenance;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How a feature's last days compare with the years before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FeatureDrift {
    /// The feature's id.
    pub feature: String,
    /// Values in the reference window.
    pub reference: usize,
    /// Values in the current window.
    pub current: usize,
    /// The population stability index; none with too few values.
    pub psi: Option<f64>,
    /// The Kolmogorov-Smirnov distance.
    pub ks: Option<f64>,
    /// The p value over values that do not overlap, adjusted over the features (Benjamini and Hochberg).
    pub ks_adjusted_p: Option<f64>,
    /// Whether it has changed; none where too few of its values are independent of each other.
    pub drifted: Option<bool>,
}

/// An alarm of a detector on the standardised next-day residuals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Alarm {
    /// The day whose outcome raised it.
    pub day: NaiveDate,
    /// `residual` (its mean) or `size` (its absolute value).
    pub watched: String,
    /// `adwin` or `page_hinkley`.
    pub detector: String,
}

/// The answer to `GET /api/v1/drift`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Drift {
    /// Who speaks.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// Rows in the full reference window.
    pub reference_days: usize,
    /// Rows in the full current window.
    pub current_days: usize,
    /// The population stability index from which a feature counts as changed.
    pub psi_threshold: f64,
    /// The adjusted p value below which a feature counts as changed.
    pub p_threshold: f64,
    /// One row a feature, in the recipe's order.
    pub features: Vec<FeatureDrift>,
    /// Outcomes that the detectors have seen.
    pub residuals_seen: u32,
    /// Their alarms, oldest first.
    pub alarms: Vec<Alarm>,
}
