//! What else the API answers.

use crate::forecast::Provenance;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The answer to `GET /api/v1/status`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Status {
    /// Who speaks.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// The newest version that has learned, which speaks unless another is pinned.
    pub learned_version: u64,
    /// The last day that it has learned.
    pub learned_day: NaiveDate,
    /// The server's version.
    pub software: String,
    /// What somebody should look after; empty where all is well.
    #[serde(default)]
    pub concerns: Vec<Concern>,
}

/// What somebody should look after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concern {
    /// What it is about: `archive`, `damage`, `runs`, `precedents` or `refit`.
    pub matter: String,
    /// Since when, as far back as this server knows.
    pub since: DateTime<Utc>,
    /// What is wrong, in one sentence.
    pub detail: String,
}

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

/// How a version came to be: the member `kind` of a version, and beside it the number of what it concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum VersionKind {
    /// It came with the program.
    Bundled,
    /// It was learned from new data.
    Learned,
    /// The same events, learned anew by a newer engine.
    Upgrade,
    /// An earlier version speaks again.
    Rollback {
        /// That version.
        rollback_to: u64,
    },
    /// The newest version that has learned speaks again.
    Resume,
    /// Another recipe, learned beside the one that speaks. It does not speak itself.
    Challenger,
    /// A challenger that a person made speak.
    Promoted {
        /// The challenger's version.
        challenger: u64,
    },
    /// History without a bad batch.
    Without {
        /// That batch.
        batch: u64,
    },
    /// History with a batch that had been taken out of it.
    PutBack {
        /// That batch.
        batch: u64,
    },
}

/// A version in the history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Version {
    /// Its number.
    pub number: u64,
    /// How it came to be.
    #[serde(flatten)]
    pub kind: VersionKind,
    /// Whether a rollback may let it speak again: it has spoken, or is of a line that has.
    pub returnable: bool,
    /// The last day that it has learned.
    pub day: NaiveDate,
    /// The hash of its snapshot.
    pub snapshot: String,
    /// Which numbers the engine gives.
    pub engine_revision: u32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Who made it; of two people both, the first one first.
    pub actor: String,
    /// Whether one person decided on it alone whose name nobody knows.
    pub unnamed: bool,
    /// Why.
    pub reason: String,
    /// Whether it speaks now.
    pub speaks: bool,
}

/// The answer to `GET /api/v1/versions`, newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Versions {
    /// The version that speaks.
    pub speaking: u64,
    /// Whether a person has pinned it.
    pub pinned: bool,
    /// The versions.
    pub versions: Vec<Version>,
}

/// The answer to `POST /api/v1/pull`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pulled {
    /// The source.
    pub source: String,
    /// New values and revisions that entered.
    pub observed: usize,
    /// Values that were known already.
    pub known: usize,
    /// Values that were kept out, with the reason in `findings`.
    pub held: usize,
    /// Days learned.
    pub learned: usize,
    /// The last day learned.
    pub last_day: NaiveDate,
    /// The newest version.
    pub version: u64,
    /// Remarks on the quality of the data.
    pub findings: Vec<String>,
}

/// The answer to `POST /api/v1/backup`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackedUp {
    /// The file, on the machine of whoever wrote it.
    pub file: String,
    /// Records copied and read back.
    pub records: u64,
}
