//! What people decide on a value that is held, as it is on record.

use super::held::HeldRow;
use chrono::serde::ts_seconds;
use chrono::{DateTime, Utc};
use paridad_engine::data::series::Observation;
use serde::{Deserialize, Serialize};

/// What should become of a value that is held. Its place in this list is what is stored, so a new one
/// goes to the end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Decision {
    /// It enters as it is. On record it stands for what was decided before values were judged once more;
    /// since then it is [`Decision::Enter`].
    Accept,
    /// Another value enters in its place; on record likewise.
    Correct {
        /// That value.
        value: f64,
    },
    /// It does not enter.
    Reject,
    /// A value enters, judged when this was decided.
    Enter(Entry),
    /// What was rejected waits again.
    Reopen,
    /// It does not enter, as a precedent has it.
    RejectLike {
        /// The number of the precedent.
        precedent: u64,
    },
}

/// A value that somebody wants to enter, and what was found in it then. Nothing can be added to what is stored so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The value that enters in the place of the held one, if it is another.
    pub value: Option<f64>,
    /// From when on it counts as known; nothing is from when it was decided.
    pub known: Option<KnownFrom>,
    /// How many people must agree on it.
    pub people: u8,
    /// What it breaks, for a person.
    pub breaks: Vec<String>,
    /// The precedent by which it enters, if it is by one.
    pub precedent: Option<u64>,
}

/// From when on a value that people let in counts as known, if not from when they decided so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum KnownFrom {
    /// From its own moment on: that of its publication, or the one that its sender said.
    Published,
    /// From this moment on.
    Since(#[serde(with = "ts_seconds")] DateTime<Utc>),
}

impl KnownFrom {
    /// The moment for an observation.
    pub fn moment(self, observation: &Observation) -> DateTime<Utc> {
        match self {
            Self::Published => observation.known_at,
            Self::Since(moment) => moment,
        }
    }
}

impl Decision {
    /// How many people must agree on this decision on `row`; nothing is decided by nobody.
    pub fn people(&self, row: &HeldRow) -> u8 {
        let people = match self {
            Self::Accept | Self::Correct { .. } | Self::Reject | Self::RejectLike { .. } => row.reviewers,
            Self::Enter(entry) => entry.people,
            // Nothing enters by it.
            Self::Reopen => 1,
        };
        people.max(1)
    }

    /// Whether by this decision the value does not enter.
    pub fn rejects(&self) -> bool {
        matches!(self, Self::Reject | Self::RejectLike { .. })
    }

    /// Whether by this decision another value enters in the place of the held one.
    pub fn corrects(&self) -> bool {
        matches!(self, Self::Correct { .. } | Self::Enter(Entry { value: Some(_), .. }))
    }

    /// Whether two decisions are the same, in bits: to the same value, known from the same moment on.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Correct { value }, Self::Correct { value: other }) => value.to_bits() == other.to_bits(),
            (Self::Enter(one), Self::Enter(other)) => {
                one.value.map(f64::to_bits) == other.value.map(f64::to_bits) && one.known == other.known
            }
            (one, other) => one == other || (one.rejects() && other.rejects()),
        }
    }

    /// What enters at `now` in the place of the held observation, if anything does: known from then on, unless it was said
    /// from when, and never before its own moment.
    pub fn entering(&self, held: &Observation, now: DateTime<Utc>) -> Option<Observation> {
        let (value, known) = match self {
            Self::Accept => (None, None),
            Self::Correct { value } => (Some(*value), None),
            Self::Enter(entry) => (entry.value, entry.known),
            Self::Reject | Self::RejectLike { .. } | Self::Reopen => return None,
        };
        let known_at = known.map_or(now, |known| known.moment(held)).max(held.known_at);
        Some(Observation { value: value.unwrap_or(held.value), known_at, ..held.clone() })
    }
}
