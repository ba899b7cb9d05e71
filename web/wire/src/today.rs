//! What a person asks first in the morning, in one answer.

use crate::change::{ChangePart, Moved};
use crate::forecast::{Bound, Maturity};
use crate::provenance::Provenance;
use crate::series::Point;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The latest published rate of the target, and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PublishedRate {
    /// Its day.
    pub day: NaiveDate,
    /// The rate.
    pub value: f64,
    /// The day of the one before.
    pub before_day: NaiveDate,
    /// The rate before.
    pub before: f64,
    /// The rate less the one before.
    pub change: f64,
}

/// Which FIX pays what falls due today: determined on one banking day, published in the official gazette on the next, and applied on
/// the one after.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Settlement {
    /// The day on which Banxico determined it.
    pub determined: NaiveDate,
    /// The day on which the gazette published it.
    pub published: NaiveDate,
    /// The day on which it pays: today, or the next banking day where today is none.
    pub settles: NaiveDate,
    /// The rate; none where it is not known here.
    pub rate: Option<f64>,
}

/// What is expected at one horizon, as rates.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct FanStep {
    /// Publication days ahead; 0 is the origin.
    pub horizon: u16,
    /// The day reached.
    pub day: NaiveDate,
    /// The point forecast.
    pub point: f64,
    /// The rate that is exceeded as likely as not.
    pub median: f64,
    /// Low and high of the central intervals of 95, 80 and 50 %.
    pub bands: [[f64; 2]; 3],
}

/// What was expected one origin earlier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EarlierFan {
    /// The version that spoke then.
    pub version: u64,
    /// The day from which it looked ahead.
    pub origin: NaiveDate,
    /// The rate of that day.
    pub spot: f64,
    /// From its origin to the same maturity.
    pub fan: Vec<FanStep>,
}

/// How likely the rate is to end above a level.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Above {
    /// The probability.
    pub probability: f64,
    /// Whether that is only a bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<Bound>,
}

/// One horizon of the matrix.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MatrixRow {
    /// Publication days ahead.
    pub horizon: u16,
    /// The day reached.
    pub day: NaiveDate,
    /// One a level, in their order.
    pub above: Vec<Above>,
}

/// How likely the rate is to end above some levels at some horizons.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Matrix {
    /// The levels, as rates, the lowest first.
    pub levels: Vec<f64>,
    /// The horizons, the nearest first.
    pub rows: Vec<MatrixRow>,
}

/// Why the forecast of the asked maturity moved since one origin earlier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SinceYesterday {
    /// The version that spoke then.
    pub from_version: u64,
    /// What the point was.
    pub from: f64,
    /// What it is.
    pub to: f64,
    /// What moved it, in the order in which things are exchanged; the parts sum to the difference.
    pub parts: Vec<ChangePart>,
    /// The lower end of the central 80 % interval.
    pub low80: Moved,
    /// Its upper end.
    pub high80: Moved,
}

/// An interval that was forecast, and what came.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Judged {
    /// The day from which was spoken.
    pub origin: NaiveDate,
    /// Publication days ahead.
    pub horizon: u16,
    /// The lower end of the central 80 % interval.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// The rate that came.
    pub value: f64,
    /// Its day.
    pub day: NaiveDate,
    /// Whether it lies in the interval.
    pub held: bool,
}

/// How many of the last intervals held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hits {
    /// How many are looked at, at most.
    pub asked: u32,
    /// How many there are.
    pub judged: u32,
    /// How many of those held.
    pub inside: u32,
}

/// How many of all intervals held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// How many were judged.
    pub judged: u32,
    /// How many of those held.
    pub inside: u32,
}

/// Whether the central 80 % intervals of one day have held.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Trust {
    /// That of one origin earlier; none before what came of it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yesterday: Option<Judged>,
    /// The last ones, as they were put on record.
    pub hits: Hits,
    /// All of them, as they were scored.
    pub coverage: Coverage,
}

/// What somebody should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToReview {
    /// Values that wait for a person.
    pub held: u64,
    /// Sources of which a series is late.
    pub late_sources: Vec<String>,
    /// Sources whose last run failed.
    pub failed_sources: Vec<String>,
    /// Experts that say nothing, for want of data or of a first refit.
    pub silent_experts: Vec<String>,
    /// What the concerns of the status are about.
    pub concerns: Vec<String>,
}

/// The answer to `GET /api/v1/today`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Today {
    /// Who speaks.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// The latest published rate, whichever version speaks.
    pub rate: PublishedRate,
    /// Which FIX pays what falls due today; only where the target is the FIX.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settles: Option<Settlement>,
    /// The day up to which is forecast.
    pub maturity: Maturity,
    /// From the origin to it.
    pub fan: Vec<FanStep>,
    /// What was expected one origin earlier; none where no version spoke from there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yesterday: Option<EarlierFan>,
    /// The published rates of the last months, oldest first.
    pub history: Vec<Point>,
    /// How likely the rate is to end above some levels.
    pub matrix: Matrix,
    /// Why the forecast moved since then; none where no version spoke from there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since_yesterday: Option<SinceYesterday>,
    /// Whether the forecasts have held.
    pub trust: Trust,
    /// What somebody should look at.
    pub review: ToReview,
}
