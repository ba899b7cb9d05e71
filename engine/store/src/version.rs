//! The rows of versions: each state that the forecaster ever spoke from, and why.

use crate::Hash;
use chrono::serde::ts_nanoseconds;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// How a version came to be. Its place in this list is what is stored, so a new way goes to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum VersionKind {
    /// It came with the program.
    Bundled,
    /// It was learned from new data.
    Learned,
    /// An earlier version speaks again, and stays until someone resumes.
    Rollback {
        /// The version that speaks again.
        to: u64,
    },
    /// The latest learned version speaks again, after a rollback.
    Resume,
    /// The same events, learned anew by a newer engine.
    Upgrade,
    /// The same events, learned by another recipe beside the one that speaks. It never speaks itself.
    Candidate,
    /// A candidate that a person made speak.
    Promoted {
        /// The version of the candidate.
        from: u64,
    },
    /// The same events but those of one batch, learned anew.
    Without {
        /// The batch that was taken out of history.
        batch: u64,
    },
}

/// A version of the forecaster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionRow {
    /// Its place in the history, from 1 on.
    pub number: u64,
    /// The version before it in descent, if any.
    pub parent: Option<u64>,
    /// How it came to be.
    pub kind: VersionKind,
    /// The last event that it knows.
    pub event: u64,
    /// The last day of the target that it knows.
    #[serde(with = "paridad_engine::day")]
    pub day: NaiveDate,
    /// The part that holds its state.
    pub snapshot: Hash,
    /// The revision of the engine that made it.
    pub engine_revision: u32,
    /// When it was made.
    #[serde(with = "ts_nanoseconds")]
    pub created_at: DateTime<Utc>,
    /// Whether it speaks from then on: the last row that does is the one whose forecasts count.
    pub speaks: bool,
    /// Who made it: a person, or the program itself.
    pub actor: String,
    /// Why.
    pub reason: String,
}

impl VersionRow {
    /// Whether this version, once it speaks, keeps newly learned ones from speaking.
    pub fn pins(&self) -> bool {
        matches!(self.kind, VersionKind::Rollback { .. })
    }

    /// Whether this version belongs to the line that learning goes on from: its state came from data,
    /// not from a choice between states, and it is no candidate beside that line.
    pub fn is_learned(&self) -> bool {
        match self.kind {
            VersionKind::Bundled
            | VersionKind::Learned
            | VersionKind::Upgrade
            | VersionKind::Promoted { .. }
            | VersionKind::Without { .. } => true,
            VersionKind::Rollback { .. } | VersionKind::Resume | VersionKind::Candidate => false,
        }
    }

    /// Whether this version only lets the state of another one speak again.
    pub fn is_choice(&self) -> bool {
        matches!(self.kind, VersionKind::Rollback { .. } | VersionKind::Resume)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_every_program_so_far_are_still_read() {
        let stored: [(&[u8], VersionKind); 8] = [
            (&[0], VersionKind::Bundled),
            (&[1], VersionKind::Learned),
            (&[2, 7], VersionKind::Rollback { to: 7 }),
            (&[3], VersionKind::Resume),
            (&[4], VersionKind::Upgrade),
            (&[5], VersionKind::Candidate),
            (&[6, 7], VersionKind::Promoted { from: 7 }),
            (&[7, 9], VersionKind::Without { batch: 9 }),
        ];
        for (bytes, kind) in stored {
            assert_eq!(postcard::from_bytes(bytes), Ok(kind));
            assert_eq!(postcard::to_allocvec(&kind).as_deref(), Ok(bytes));
        }
    }
}
