//! What batches were worth, and what each brought of a series.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One pull in the answer to `GET /api/v1/batches`, which lists them newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// Its place among the batches, from 1 on.
    pub seq: u64,
    /// The source that was pulled.
    pub source: String,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// Values that were let in.
    pub observed: u32,
    /// Values that were kept out, with the reason in `findings`.
    pub held: u32,
    /// The share of the values that it should have brought which came and may be used, from 0 to 100; 100 is a batch without
    /// fault. None where nothing was measured.
    pub grade: Option<u8>,
    /// The BLAKE3 hash of the payload that it was read from.
    pub raw: String,
    /// Remarks on the quality of the data.
    pub findings: Vec<String>,
}

/// What a batch brought of a series, in the answer to `GET /api/v1/series/{id}/profiles`, which lists them newest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    /// The batch.
    pub batch: u64,
    /// When it arrived.
    pub received_at: Option<DateTime<Utc>>,
    /// How many periods it has values for, known ones included.
    pub count: u32,
    /// How many periods between the first and the last have no value, neither here nor in the archive.
    pub missing: u32,
    /// How many values were held.
    pub held: u32,
    /// The smallest value.
    pub min: Option<f64>,
    /// The largest value.
    pub max: Option<f64>,
    /// The mean of the values.
    pub mean: Option<f64>,
    /// The last period.
    pub last: NaiveDate,
    /// The longest distance of two neighbouring periods, in days.
    pub longest_gap_days: u32,
    /// How many findings there are under each of DAMA's dimensions: `completeness`, `validity`, `uniqueness`, `consistency`,
    /// `timeliness`, `accuracy`.
    pub dimensions: BTreeMap<String, u32>,
}
