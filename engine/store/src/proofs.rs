//! What verifications have proven: how far a replay has come out as it was recorded, and of which bytes that is true.

use crate::reader::{EVERYTHING, row};
use crate::{Hash, Reader, Records, StoreError, Table, Writer, key};
use chrono::serde::ts_nanoseconds;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::iter::Rev;

/// How far an archive was written: the last number of all that a replay is made of and compared with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extent {
    /// The last event, with what it led to.
    pub event: u64,
    /// The last version.
    pub version: u64,
    /// The last of all observations.
    pub observation: u64,
}

/// A replay came out as it was recorded. It says nothing of bytes that are others by now, nor of what another engine makes of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofRow {
    /// How far it was replayed.
    pub until: Extent,
    /// The digest of all that was replayed, and of what came out of it.
    pub digest: Hash,
    /// The revision of the engine that replayed it.
    pub engine_revision: u32,
    /// When it was proven.
    #[serde(with = "ts_nanoseconds")]
    pub at: DateTime<Utc>,
    /// When all was last replayed from nothing: this proof, or the first of those that it goes on from.
    #[serde(with = "ts_nanoseconds")]
    pub full_at: DateTime<Utc>,
}

impl Reader {
    /// How far the archive is written.
    pub fn extent(&self) -> Result<Extent, StoreError> {
        Ok(Extent {
            event: self.count(Table::Events)?,
            version: self.count(Table::Versions)?,
            observation: self.count(Table::Observations)?,
        })
    }

    /// The digest of all events, forecasts, outcomes, versions and observations up to some of their numbers, each with its key, as
    /// long as one may go on. Records are never changed, so what is appended after it does not change it.
    pub fn digest_until(&self, until: &Extent, go_on: &mut dyn FnMut() -> bool) -> Result<Hash, StoreError> {
        let mut hasher = blake3::Hasher::new_derive_key("paridad proof 1");
        for (table, last) in [
            (Table::Events, until.event),
            (Table::Forecasts, until.event),
            (Table::Outcomes, until.event),
            (Table::Versions, until.version),
            (Table::Observations, until.observation),
        ] {
            hasher.update(table.name().as_bytes());
            hasher.update(&[0]);
            self.walk(table, |key, value| {
                let number = key::number_of(key).ok_or_else(|| StoreError::corrupt(table, key))?;
                if !go_on() {
                    return Err(StoreError::Interrupted);
                }
                if number <= last {
                    for bytes in [key, value] {
                        hasher.update(&(bytes.len() as u64).to_le_bytes());
                        hasher.update(bytes);
                    }
                }
                Ok(())
            })?;
        }
        Ok(Hash::from(*hasher.finalize().as_bytes()))
    }

    /// What was proven, the newest first.
    pub fn proofs(&self) -> Result<Rev<Records<ProofRow>>, StoreError> {
        Ok(self.range(Table::Proofs, EVERYTHING, row)?.rev())
    }
}

impl Writer<'_> {
    /// Appends that something was proven, and gives the number of the row.
    pub fn append_proof(&mut self, row: &ProofRow) -> Result<u64, StoreError> {
        self.append_next(Table::Proofs, row)
    }
}
