//! Batches that were taken out of history: nothing of them is removed, but a replay leaves them out.

use crate::reader::{EVERYTHING, row};
use crate::{Reader, Records, StoreError, Table, Writer, key};
use chrono::serde::ts_nanoseconds;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A batch that was taken out of history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExclusionRow {
    /// The batch.
    pub batch: u64,
    /// The event after which the batch is out; what was said up to it was said with the batch.
    pub event: u64,
    /// When it was taken out.
    #[serde(with = "ts_nanoseconds")]
    pub at: DateTime<Utc>,
    /// Who took it out.
    pub actor: String,
    /// Why.
    pub reason: String,
}

impl Reader {
    /// Every batch that was taken out of history, by the number of the batch.
    pub fn exclusions(&self) -> Result<Records<ExclusionRow>, StoreError> {
        self.range(Table::Exclusions, EVERYTHING, row)
    }
}

impl Writer<'_> {
    /// Takes a batch out of history, which can be done once.
    pub fn append_exclusion(&mut self, row: &ExclusionRow) -> Result<(), StoreError> {
        self.append(Table::Exclusions, &key::number(row.batch), row)
    }
}
