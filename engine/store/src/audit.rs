//! The rows of the audit trail, a chain in which each entry holds the hash of the one before.

use crate::Hash;
use chrono::serde::ts_nanoseconds;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Who did what, when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditRow {
    /// Its place in the trail, from 1 on.
    pub seq: u64,
    /// When it was done.
    #[serde(with = "ts_nanoseconds")]
    pub at: DateTime<Utc>,
    /// Who did it: a person, a token's name, or the program itself.
    pub actor: String,
    /// What was done, in a word or two.
    pub action: String,
    /// To what, and why.
    pub detail: String,
    /// The hash of the entry before; zeros for the first.
    pub previous: Hash,
    /// The hash of this entry.
    pub hash: Hash,
}

impl AuditRow {
    /// What the first entry holds as the hash of the one before.
    pub(crate) const ORIGIN: [u8; 32] = [0; 32];

    /// The hash that this entry should have: of all its fields but `hash`.
    ///
    /// Texts go in with their length, so that no two entries are the same bytes.
    pub fn digest(&self) -> Hash {
        let mut hasher = blake3::Hasher::new_derive_key("paridad audit entry 1");
        hasher.update(&self.seq.to_le_bytes());
        hasher.update(&self.at.timestamp().to_le_bytes());
        hasher.update(&self.at.timestamp_subsec_nanos().to_le_bytes());
        for text in [&self.actor, &self.action, &self.detail] {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        }
        hasher.update(self.previous.as_bytes());
        Hash::from(*hasher.finalize().as_bytes())
    }

    /// Whether this entry is what was written, and follows `before`.
    pub fn follows(&self, before: Option<&Self>) -> bool {
        let (seq, previous) =
            before.map_or((1, Hash::from(Self::ORIGIN)), |before| (before.seq + 1, before.hash));
        self.seq == seq && self.previous == previous && self.hash == self.digest()
    }
}
