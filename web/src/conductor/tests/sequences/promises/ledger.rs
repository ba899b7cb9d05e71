//! What the archive has acknowledged: rows that are appended, and never change or go.

use super::{Kept, Seen, reader, unread};
use crate::conductor::Conductor;
use paridad_engine::forecaster::Event;
use paridad_store::Hash;
use serde::Serialize;
use std::collections::BTreeMap;

/// Of the events that every sequence begins with, the last ones are enough.
const EVENTS_KNOWN: u64 = 290;

/// The rows of each table that grows at its end, by their hashes.
#[derive(Debug, Default)]
pub(in crate::conductor::tests::sequences) struct Ledger(BTreeMap<&'static str, Vec<Hash>>);

impl Ledger {
    /// What an archive holds.
    pub(in crate::conductor::tests::sequences) fn of(conductor: &Conductor, seen: &Seen) -> Kept<Self> {
        let reader = reader(conductor)?;
        let mut ledger = Self::default();
        ledger.add("versions", seen.versions.iter().map(Ok))?;
        ledger.add("observations", seen.observations.iter().map(Ok))?;
        ledger.add("batches", seen.batches.iter().map(Ok))?;
        ledger.add("events", reader.events_from::<Event>(EVENTS_KNOWN).map_err(unread)?)?;
        ledger.add("audit", reader.audit_from(1).map_err(unread)?)?;
        ledger.add("held", seen.held.iter().map(|(number, (row, _))| Ok((number, row))))?;
        ledger.add("decisions", seen.held.values().flat_map(|(_, decisions)| decisions).map(Ok))?;
        ledger.add("runs", reader.runs_from(1).map_err(unread)?)?;
        ledger.add("exclusions", reader.first_exclusions().map_err(unread)?)?;
        Ok(ledger)
    }

    fn add<T: Serialize>(
        &mut self,
        table: &'static str,
        rows: impl Iterator<Item = Result<T, paridad_store::StoreError>>,
    ) -> Kept {
        let mut hashes = Vec::new();
        for row in rows {
            let bytes = postcard::to_allocvec(&row.map_err(unread)?).map_err(unread)?;
            hashes.push(Hash::of(&bytes));
        }
        self.0.insert(table, hashes);
        Ok(())
    }

    /// Whether all of it is there later as well.
    pub(in crate::conductor::tests::sequences) fn goes_on_in(&self, later: &Self) -> Kept {
        for (table, before) in &self.0 {
            let after = later.0.get(table).map_or(&[][..], Vec::as_slice);
            // What people decided stands by what they decided on, so it does not come at the end.
            let is_there = match *table {
                "decisions" | "exclusions" => before.iter().all(|row| after.contains(row)),
                _ => after.starts_with(before),
            };
            if !is_there {
                let (before, after) = (before.len(), after.len());
                return Err(format!("rows of {table} are lost or changed: {before} before, {after} after"));
            }
        }
        Ok(())
    }
}
