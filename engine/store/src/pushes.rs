//! What was pushed before: a push that is sent again is known by its key, and not taken twice.

use crate::reader::row;
use crate::{Hash, Reader, StoreError, Table, Writer, key};
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

/// Where a file lies that is taken in once. Two sources with the same folder do not meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileKey<'a> {
    /// The name of the source.
    pub source: &'a str,
    /// The path of the file, as it stands in its payload.
    pub origin: &'a str,
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

impl FileKey<'_> {
    /// The key in the archive of the batch that was read from it.
    pub(crate) fn of_batch(self, batch: u64) -> [u8; 40] {
        let place = Hash::of(&[self.source.as_bytes(), &[0], self.origin.as_bytes()].concat());
        key::file(place.as_bytes(), batch)
    }

    /// The key under which archives before format 4 kept each content that a source's files had, wherever they lay.
    pub(crate) fn before(source: &str, payload: Hash) -> Hash {
        // A blank is in no token's name.
        PushKey { token: &format!("source {source}"), text: &payload.to_string() }.hash()
    }
}

impl Reader {
    /// The batch that the file was taken in as last, of whatever content.
    pub fn last_of_file(&self, file: FileKey<'_>) -> Result<Option<u64>, StoreError> {
        self.last_number_in(Table::Files, file.of_batch(0)..=file.of_batch(u64::MAX))
    }

    /// The batch of this content that a source's files had before format 4, wherever they lay.
    pub fn file_before(&self, source: &str, payload: Hash) -> Result<Option<u64>, StoreError> {
        let row: Option<KeyRow> = self.find(Table::Keys, FileKey::before(source, payload).as_bytes(), row)?;
        Ok(row.map(|row| row.batch))
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

    /// Appends that a file was taken in as a batch.
    pub fn append_file(&mut self, file: FileKey<'_>, batch: u64) -> Result<(), StoreError> {
        self.append(Table::Files, &file.of_batch(batch), &())
    }
}
