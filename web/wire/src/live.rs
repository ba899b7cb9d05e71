//! What happens at a server, as it streams it.

use crate::versions::VersionKind;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Something that happened: the data of one event of `GET /api/v1/events`, asked for as `text/event-stream`.
///
/// It says that something is to be asked for anew, and not all that there is to know of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happened {
    /// The id of the event: those of a server are ordered as texts, and those of a later run come after those of an earlier one.
    pub id: String,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What happened.
    #[serde(flatten)]
    pub what: Happening,
}

/// What happens. Its member `type` is also the name of the event in the stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Happening {
    /// Another version speaks, or has learned.
    Version {
        /// The version that speaks.
        version: u64,
        /// The day from which it looks ahead.
        origin: NaiveDate,
        /// Whether a person has pinned it.
        pinned: bool,
        /// The newest version that has learned.
        learned_version: u64,
        /// The last day that it has learned.
        learned_day: NaiveDate,
        /// How the newer of the two came to be.
        #[serde(flatten)]
        kind: VersionKind,
    },
    /// A run ended: what a source brought, or what people let in.
    Pull {
        /// The run.
        run: u64,
        /// The source.
        source: String,
        /// Whether it failed; `/runs` says why.
        failed: bool,
        /// New values.
        observed: u32,
        /// Values that were known already.
        known: u32,
        /// Values that were held back.
        held: u32,
        /// Days that were learned.
        learned: u32,
    },
    /// Another number of held values wait for a person.
    Held {
        /// That number.
        waiting: u64,
    },
    /// Another number of publication days are overdue.
    Stale {
        /// That number.
        late_days: usize,
        /// Whether it is more than one.
        stale: bool,
    },
    /// Somebody should look after something, or need not any more.
    Alarm {
        /// What it is about: the matter of a concern, as `/status` names it, or `drift`.
        matter: String,
        /// Whether it came up; else it is settled.
        raised: bool,
        /// The day whose outcome raised an alarm of drift.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        day: Option<NaiveDate>,
    },
    /// Something was missed that nobody can be told any more: all is to be asked for anew.
    Reset {
        /// Why.
        why: ResetReason,
    },
}

/// Why what was missed cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResetReason {
    /// The server was started anew since.
    Restarted,
    /// So much has happened since that it is forgotten.
    Forgotten,
    /// No event of this server has that id.
    Unknown,
}
