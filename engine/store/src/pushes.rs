//! What was pushed before: a push that is sent again is known by its key, and not taken twice.

use crate::reader::row;
use crate::{Hash, Reader, StoreError, Table, Writer};
use chrono::serde::ts_nanoseconds;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The key that came with a push. Two who use the same text do not meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PushKey<'a> {
    /// The name of the token that pushed.
    pub token: &'a str,
    /// The key as it came.
    pub text: &'a str,
}

/// What a push became.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyRow {
    /// The batch that it brought.
    pub batch: u64,
    /// The hash of what was pushed: another payload under the same key is a mistake of who pushes.
    pub payload: Hash,
    /// When it came.
    #[serde(with = "ts_nanoseconds")]
    pub at: DateTime<Utc>,
}

impl PushKey<'_> {
    /// The key in the archive: of the same length whatever came.
    fn hash(self) -> Hash {
        // No token's name has a zero in it, so no name runs into a text.
        Hash::of(&[self.token.as_bytes(), &[0], self.text.as_bytes()].concat())
    }
}

impl Reader {
    /// What the push with that key became, if there was one.
    pub fn key(&self, key: PushKey<'_>) -> Result<Option<KeyRow>, StoreError> {
        self.find(Table::Keys, key.hash().as_bytes(), row)
    }
}

impl Writer<'_> {
    /// Appends what the push with that key became.
    pub fn append_key(&mut self, key: PushKey<'_>, row: &KeyRow) -> Result<(), StoreError> {
        self.append(Table::Keys, key.hash().as_bytes(), row)
    }
}
