//! How the inputs have changed.

use crate::provenance::Provenance;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How a feature is distributed in both windows: how many of its values lie in each of sixteen equal parts of a range.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Distribution {
    /// The lower end of the range; what lies beyond is counted in the outermost parts.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// The values of the reference window in each part.
    pub reference: Vec<u32>,
    /// Those of the current window.
    pub current: Vec<u32>,
}

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
    /// How it is distributed in both windows; none with too few values, or where they do not vary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distribution: Option<Distribution>,
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

/// How often a detector cries where nothing has changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FalseAlarms {
    /// What is watched, as in an alarm.
    pub watched: String,
    /// By which detector.
    pub detector: String,
    /// Alarms in a thousand days of residuals that are independent and always distributed alike, as measured.
    pub per_thousand_days: f64,
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
    /// How many alarms each of them raises where nothing has changed.
    pub false_alarms: Vec<FalseAlarms>,
}
