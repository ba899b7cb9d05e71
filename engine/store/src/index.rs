//! Indexes: what would otherwise take a walk is looked up. Each follows from the records that it lists.

use crate::reader::Span;
use crate::record::Record;
use crate::runs::{Open, Step};
use crate::{
    BatchRow, DecisionRow, FileKey, HeldRow, HeldState, KeyRow, RawRow, Reader, RunStep, Standing,
    StoreError, Table, VersionRow, Writer, groups, key, standing,
};
use redb::ReadableTable;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Bound, RangeInclusive};

/// Where the records are read that an index follows from: in a view, or in a transaction.
pub(crate) trait Rows {
    /// All rows of a table with their keys.
    fn all<T: DeserializeOwned>(&self, table: Table) -> Result<Vec<(Vec<u8>, T)>, StoreError>;

    /// The row at a key, whatever payload stands after it.
    fn head<T: DeserializeOwned>(&self, table: Table, key: &[u8]) -> Result<Option<T>, StoreError>;
}

/// Fills what an archive of an earlier format does not have. A damaged record ends it: an index without it would say
/// that it is not there. `found` is the format that the archive had.
pub(crate) fn build(writer: &mut Writer<'_>, found: u32) -> Result<(), StoreError> {
    let tables = Table::INDEXES.into_iter().chain([Table::Files]);
    for table in tables.filter(|table| found < table.format()) {
        for key in keys(writer, table)? {
            writer.list(table, &key)?;
        }
    }
    Ok(())
}

/// The keys that an index must have. Of files, those that an archive has kept before there was a table of them.
pub(crate) fn keys(rows: &impl Rows, table: Table) -> Result<BTreeSet<Vec<u8>>, StoreError> {
    match table {
        Table::HeldValues => {
            let held = rows.all::<HeldRow>(Table::Held)?;
            held.iter().map(|(key, row)| Ok(held_value(row, number(Table::Held, key)?))).collect()
        }
        Table::Waiting => {
            let all = states(rows)?;
            let waiting = all.into_iter().filter(|(.., state)| *state == HeldState::Waiting);
            Ok(waiting.map(|(number, ..)| key::number(number).to_vec()).collect())
        }
        Table::HeldIn => {
            let all = states(rows)?;
            Ok(all.iter().flat_map(|(number, row, state)| groups::keys_in(row, *number, *state)).collect())
        }
        Table::HeldGroups => {
            let all = states(rows)?;
            Ok(groups::group_keys(all.iter().map(|(_, row, state)| (row, *state))).into_iter().collect())
        }
        Table::DoneRuns => done_runs(rows),
        Table::Marks => {
            let versions = rows.all::<VersionRow>(Table::Versions)?;
            Ok(versions.iter().flat_map(|(_, row)| row.marks()).map(Vec::from).collect())
        }
        Table::Files => files(rows),
        _ => Ok(BTreeSet::new()),
    }
}

/// The key of what is held in the index of values.
fn held_value(row: &HeldRow, held: u64) -> Vec<u8> {
    let observation = &row.observation;
    key::held_value(&observation.series, observation.period, observation.value, held)
}

/// All that is held, with its number and whether it waits.
fn states(rows: &impl Rows) -> Result<Vec<(u64, HeldRow, HeldState)>, StoreError> {
    let mut decisions: BTreeMap<u64, Vec<DecisionRow>> = BTreeMap::new();
    for (_, made) in rows.all::<DecisionRow>(Table::Decisions)? {
        decisions.entry(made.held).or_default().push(made);
    }
    let mut states = Vec::new();
    for (key, row) in rows.all::<HeldRow>(Table::Held)? {
        let number = number(Table::Held, &key)?;
        let made = decisions.remove(&number).unwrap_or_default();
        let state = match standing(&row, &made) {
            Standing::Open { .. } => HeldState::Waiting,
            Standing::Decided(_) => HeldState::Decided,
        };
        states.push((number, row, state));
    }
    Ok(states)
}

fn done_runs(rows: &impl Rows) -> Result<BTreeSet<Vec<u8>>, StoreError> {
    let (mut open, mut done) = (Open::default(), BTreeSet::new());
    for (_, (row, _)) in rows.all::<Step>(Table::Runs)? {
        if let (RunStep::Done { .. }, Some(run)) = (&row.step, open.runs.get(&row.run)) {
            done.insert(run.started.done_key());
        }
        open.follow(&row);
    }
    Ok(done)
}

fn files(rows: &impl Rows) -> Result<BTreeSet<Vec<u8>>, StoreError> {
    let mut files = BTreeSet::new();
    for (key, KeyRow { batch, payload, .. }) in rows.all::<KeyRow>(Table::Keys)? {
        let row: Option<BatchRow> = rows.head(Table::Batches, &key::number(batch))?;
        let Some(BatchRow { source, .. }) = row else { continue };
        if key != FileKey::before(&source, payload).as_bytes() {
            continue;
        }
        // A content stands where it came first, and came nowhere else.
        if let Some(RawRow { origin, .. }) = rows.head(Table::Raw, payload.as_bytes())? {
            files.insert(FileKey { source: &source, origin: &origin }.of_batch(batch).to_vec());
        }
    }
    Ok(files)
}

impl Reader {
    /// The numbers at the ends of an index's keys within a span, in the order of the keys.
    pub(crate) fn numbers_in<K: AsRef<[u8]>>(
        &self,
        index: Table,
        span: RangeInclusive<K>,
    ) -> Result<Vec<u64>, StoreError> {
        let span = bounds(&span);
        if !self.is_older_than(index)? {
            return self.range(index, span, listed)?.collect();
        }
        keys(self, index)?.range::<[u8], _>(span).map(|key| number(index, key)).collect()
    }

    /// The number at the end of the last key of an index within a span.
    pub(crate) fn last_number_in<K: AsRef<[u8]>>(
        &self,
        index: Table,
        span: RangeInclusive<K>,
    ) -> Result<Option<u64>, StoreError> {
        let span = bounds(&span);
        if !self.is_older_than(index)? {
            return self.range(index, span, listed)?.next_back().transpose();
        }
        keys(self, index)?.range::<[u8], _>(span).next_back().map(|key| number(index, key)).transpose()
    }
}

impl Reader {
    /// The last keys of an index within a span, the last one first.
    pub(crate) fn last_keys_in(
        &self,
        index: Table,
        span: Span<'_>,
        limit: usize,
    ) -> Result<Vec<Vec<u8>>, StoreError> {
        if !self.is_older_than(index)? {
            return self.range(index, span, whole_key)?.rev().take(limit).collect();
        }
        let all = keys(self, index)?;
        Ok(all.range::<[u8], _>(span).rev().take(limit).cloned().collect())
    }

    /// The numbers at the ends of these keys.
    pub(crate) fn last_numbers_of(
        &self,
        index: Table,
        span: Span<'_>,
        limit: usize,
    ) -> Result<Vec<u64>, StoreError> {
        self.last_keys_in(index, span, limit)?.iter().map(|key| number(index, key)).collect()
    }
}

impl Writer<'_> {
    /// Lists what is held under a number by its value.
    pub(crate) fn list_value(&mut self, row: &HeldRow, number: u64) -> Result<(), StoreError> {
        self.list(Table::HeldValues, &held_value(row, number))
    }
}

fn bounds<K: AsRef<[u8]>>(span: &RangeInclusive<K>) -> (Bound<&[u8]>, Bound<&[u8]>) {
    (Bound::Included(span.start().as_ref()), Bound::Included(span.end().as_ref()))
}

/// The number at the end of a key.
fn number(table: Table, key: &[u8]) -> Result<u64, StoreError> {
    key::number_of(key).ok_or_else(|| StoreError::corrupt(table, key))
}

/// A whole key of an index.
fn whole_key(record: &Record<'_>) -> Result<Vec<u8>, StoreError> {
    record.row::<()>()?;
    Ok(record.key.to_vec())
}

fn listed(record: &Record<'_>) -> Result<u64, StoreError> {
    record.row::<()>()?;
    record.number()
}

/// A row, and nothing of the payload that may follow it.
fn head<T: DeserializeOwned>(table: Table, key: &[u8], value: &[u8]) -> Result<T, StoreError> {
    Ok(Record::verify(table, key, value)?.row_and_payload()?.0)
}

impl Rows for Reader {
    fn all<T: DeserializeOwned>(&self, table: Table) -> Result<Vec<(Vec<u8>, T)>, StoreError> {
        let mut rows = Vec::new();
        self.walk(table, |key, value| {
            rows.push((key.to_vec(), head(table, key, value)?));
            Ok(())
        })?;
        Ok(rows)
    }

    fn head<T: DeserializeOwned>(&self, table: Table, key: &[u8]) -> Result<Option<T>, StoreError> {
        self.find(table, key, |record| Ok(record.row_and_payload()?.0))
    }
}

impl Rows for Writer<'_> {
    fn all<T: DeserializeOwned>(&self, table: Table) -> Result<Vec<(Vec<u8>, T)>, StoreError> {
        let entries = self.table(table).iter().map_err(StoreError::database)?;
        entries
            .map(|entry| {
                let (key, value) = entry.map_err(StoreError::database)?;
                Ok((key.value().to_vec(), head(table, key.value(), value.value())?))
            })
            .collect()
    }

    fn head<T: DeserializeOwned>(&self, table: Table, key: &[u8]) -> Result<Option<T>, StoreError> {
        let value = self.table(table).get(key).map_err(StoreError::database)?;
        value.map(|value| head(table, key, value.value())).transpose()
    }
}
