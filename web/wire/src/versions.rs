//! The versions: their history, who of them speaks, and what is asked of them.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

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

/// The body of `POST /api/v1/rollback`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rollback {
    /// The version that is to speak again.
    pub version: u64,
    /// Why, for the record.
    #[serde(default)]
    pub reason: String,
    /// The version that is thought to speak now: another one answers 409, so that nobody undoes what he has not seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaking: Option<u64>,
}

/// The body of `POST /api/v1/resume`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resume {
    /// Why, for the record.
    #[serde(default)]
    pub reason: String,
}

/// The body of `POST /api/v1/challengers`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewChallenger {
    /// The recipe's text, or the name of one that comes with the program: `fix` or `usdmxn`.
    pub recipe: String,
    /// Why, for the record.
    #[serde(default)]
    pub reason: String,
}

/// The body of `POST /api/v1/versions/{number}/promote`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promote {
    /// Why, for the record.
    #[serde(default)]
    pub reason: String,
}

/// The answer to a take-out, a put-back or a promotion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Requested {
    /// It is done: this is the version that it made.
    Done(Box<Version>),
    /// It waits, with the status 202.
    Waits(Waits),
}

/// What waits until enough people have asked for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waits {
    /// Those who have so far, the first one first.
    pub asked_by: Vec<String>,
    /// How many must.
    pub people: u8,
}
