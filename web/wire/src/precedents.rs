//! Decisions that hold for all values like the one that they were made on.

use crate::review::KnownFrom;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A precedent in the answer to `GET /api/v1/precedents`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Precedent {
    /// Its number.
    pub precedent: u64,
    /// The series of the values that it is about.
    pub series: String,
    /// The rule that they failed.
    pub rule: String,
    /// Their first period.
    pub from: Option<NaiveDate>,
    /// Their last period.
    pub until: Option<NaiveDate>,
    /// The least of them.
    pub least: Option<f64>,
    /// The greatest of them.
    pub most: Option<f64>,
    /// What becomes of them: `accept` or `reject`.
    pub decision: String,
    /// From when on what they let in counts as known; nothing is from when it is decided.
    #[serde(default)]
    pub known: Option<KnownFrom>,
    /// How many people must want it.
    pub reviewers: u8,
    /// Whether it decides: enough want it, and nobody has revoked it.
    pub in_force: bool,
    /// Those who want it, the first one first.
    pub actors: Vec<String>,
    /// When it was proposed.
    pub proposed_at: DateTime<Utc>,
    /// Why.
    pub note: String,
    /// Who revoked it, if anybody did.
    pub revoked_by: Option<String>,
    /// When.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// The body of `POST /api/v1/precedents`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Propose {
    /// The number of a held value: the precedent is about those of its series that fail the same rule.
    pub held: u64,
    /// `accept` or `reject`.
    pub decision: String,
    /// The first period; without it there is no first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// The last period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// The least value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<f64>,
    /// The greatest value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<f64>,
    /// From when on what is accepted counts as known; without it, from when that is decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<KnownFrom>,
    /// Why.
    pub note: String,
}

/// The body of `POST /api/v1/precedents/{number}/revoke`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revoke {
    /// Why, for the record.
    #[serde(default)]
    pub note: String,
    /// Whether what it has rejected waits again.
    #[serde(default)]
    pub reopen: bool,
}

/// The body of `POST /api/v1/precedents/{number}/agree`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Why, for the record.
    #[serde(default)]
    pub note: String,
}
