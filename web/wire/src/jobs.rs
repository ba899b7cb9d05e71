//! Jobs: work that goes on after the request that began it was answered.

use crate::exclusion::Preview;
use crate::verify::Verified;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A job in the answer to `GET /api/v1/jobs/{number}`, and to whatever begins or joins one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// Its number, counted from the start of the server: with the server a job ends too.
    pub job: u64,
    /// What is done: `verify`, `verify full`, `preview take-out`, `preview put-back`, `challenger`, `promote`, `take-out` or `put-back`.
    pub kind: String,
    /// The batch that it is about, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<u64>,
    /// The challenger that it is about, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u64>,
    /// Whether somebody else had begun it before it was asked for.
    #[serde(default, skip_serializing_if = "is_false")]
    pub joined: bool,
    /// Who began it.
    pub actor: String,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended, if it has.
    pub ended_at: Option<DateTime<Utc>>,
    /// How it stands.
    pub state: JobState,
    /// How much is done.
    pub done: u64,
    /// How much there is to do in all; zero as long as nobody knows.
    pub of: u64,
    /// What came of it, once it is done.
    pub result: Option<JobResult>,
    /// Why nothing came of it, if it failed.
    pub failed: Option<String>,
}

/// How a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// It goes on.
    Running,
    /// It has a result.
    Done,
    /// It ended without one.
    Failed,
    /// Somebody has ended it before it had one.
    Cancelled,
}

/// What came of a job, by its kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobResult {
    /// Of a verification.
    Verified(Verified),
    /// Of a preview.
    Preview(Preview),
    /// Of what makes a version: its number.
    Version(u64),
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(value: &bool) -> bool {
    !value
}
