//! One write transaction: what is appended in it becomes durable as a whole, or not at all.

use crate::reader::content;
use crate::record::{Record, Sealer};
use crate::{AuditRow, BatchRow, Hash, ObservationRow, RawRow, StoreError, Table, key};
use chrono::{DateTime, Utc};
use redb::{ReadableTable, ReadableTableMetadata, WriteTransaction};
use serde::{Serialize, de::DeserializeOwned};
use std::ops::RangeInclusive;

type Open<'t> = redb::Table<'t, &'static [u8], &'static [u8]>;

/// Appends to the archive, within [`Archive::write`](crate::Archive::write).
///
/// Numbers begin at 1 and have no gaps. Many observations go in fastest series by series, each
/// in the order of its periods.
#[derive(Debug)]
pub struct Writer<'t> {
    /// In the order of [`Table::ALL`], so that each is opened once in a transaction.
    tables: Vec<Open<'t>>,
    sealer: Sealer,
}

impl<'t> Writer<'t> {
    pub(crate) fn new(transaction: &'t WriteTransaction) -> Result<Self, StoreError> {
        let open = |table: Table| transaction.open_table(table.definition());
        let tables = Table::ALL.into_iter().map(open).collect::<Result<Vec<_>, _>>();
        Ok(Self { tables: tables.map_err(StoreError::database)?, sealer: Sealer::default() })
    }

    /// Keeps a payload, once however often it comes, and gives its hash.
    pub fn append_raw(&mut self, row: &RawRow, payload: &[u8]) -> Result<Hash, StoreError> {
        let hash = Hash::of(payload);
        if !self.has(Table::Raw, hash.as_bytes())? {
            self.insert(Table::Raw, hash.as_bytes(), row, payload)?;
        }
        Ok(hash)
    }

    /// Appends what a pull brought, and gives its number.
    pub fn append_batch(&mut self, row: &BatchRow) -> Result<u64, StoreError> {
        self.append_next(Table::Batches, row)
    }

    /// Appends an observation, and gives its number among all observations.
    pub fn append_observation(&mut self, row: &ObservationRow) -> Result<u64, StoreError> {
        let seq = self.next_of_all(Table::Observations)?;
        let observation = &row.observation;
        let key = key::observation(&observation.series, observation.period, seq);
        self.append(Table::Observations, &key, row)?;
        Ok(seq)
    }

    /// Appends an event, and gives its number.
    pub fn append_event(&mut self, event: &impl Serialize) -> Result<u64, StoreError> {
        self.append_next(Table::Events, event)
    }

    /// Appends the forecasts that the event of that number made.
    pub fn append_forecasts(&mut self, event: u64, forecasts: &impl Serialize) -> Result<(), StoreError> {
        self.append(Table::Forecasts, &key::number(event), forecasts)
    }

    /// Appends the outcomes that the event of that number revealed.
    pub fn append_outcomes(&mut self, event: u64, outcomes: &impl Serialize) -> Result<(), StoreError> {
        self.append(Table::Outcomes, &key::number(event), outcomes)
    }

    /// Keeps a part of a snapshot, once however often it comes, and gives its hash. Where what is kept under that hash is
    /// damaged, it is kept anew: the hash says that it is the same.
    pub fn put_part(&mut self, bytes: &[u8]) -> Result<Hash, StoreError> {
        let hash = Hash::of(bytes);
        if !self.has_whole_part(hash.as_bytes())? {
            self.insert(Table::Parts, hash.as_bytes(), &(), bytes)?;
        }
        Ok(hash)
    }

    fn has_whole_part(&self, key: &[u8]) -> Result<bool, StoreError> {
        let Some(kept) = self.table(Table::Parts).get(key).map_err(StoreError::database)? else {
            return Ok(false);
        };
        let whole = Record::verify(Table::Parts, key, kept.value())
            .and_then(|record| content(Table::Parts, record.key, record.body).map(drop));
        match whole {
            Ok(()) => Ok(true),
            Err(StoreError::Corrupt { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// What the archive says of itself.
    pub(crate) fn meta(&mut self) -> &mut Open<'t> {
        &mut self.tables[Table::Meta as usize]
    }

    /// Appends to the audit trail who did what, and gives its number.
    pub fn append_audit(
        &mut self,
        at: DateTime<Utc>,
        actor: &str,
        action: &str,
        detail: &str,
    ) -> Result<u64, StoreError> {
        let last: Option<AuditRow> = self.last(Table::Audit)?;
        let mut row = AuditRow {
            seq: last.as_ref().map_or(1, |last| last.seq + 1),
            at,
            actor: actor.to_owned(),
            action: action.to_owned(),
            detail: detail.to_owned(),
            previous: last.map_or(AuditRow::ORIGIN.into(), |last| last.hash),
            hash: AuditRow::ORIGIN.into(),
        };
        row.hash = row.digest();
        self.append(Table::Audit, &key::number(row.seq), &row)?;
        Ok(row.seq)
    }

    /// The last row of a table.
    pub(crate) fn last<T: DeserializeOwned>(&self, table: Table) -> Result<Option<T>, StoreError> {
        let last = self.table(table).last().map_err(StoreError::database)?;
        last.map(|(key, value)| Record::verify(table, key.value(), value.value())?.row()).transpose()
    }

    /// The row at that key.
    pub(crate) fn find<T: DeserializeOwned>(
        &self,
        table: Table,
        key: &[u8],
    ) -> Result<Option<T>, StoreError> {
        let value = self.table(table).get(key).map_err(StoreError::database)?;
        value.map(|value| Record::verify(table, key, value.value())?.row()).transpose()
    }

    /// The rows at those keys, in their order.
    pub(crate) fn rows<T: DeserializeOwned>(
        &self,
        table: Table,
        keys: RangeInclusive<&[u8]>,
    ) -> Result<Vec<T>, StoreError> {
        let entries = self.table(table).range::<&[u8]>(keys).map_err(StoreError::database)?;
        entries
            .map(|entry| {
                let (key, value) = entry.map_err(StoreError::database)?;
                Record::verify(table, key.value(), value.value())?.row()
            })
            .collect()
    }

    pub(crate) fn append_next(&mut self, table: Table, row: &impl Serialize) -> Result<u64, StoreError> {
        let seq = self.next(table)?;
        self.append(table, &key::number(seq), row)?;
        Ok(seq)
    }

    /// The next number where the numbers of a table go through all its keys, in whatever order these stand.
    pub(crate) fn next_of_all(&self, table: Table) -> Result<u64, StoreError> {
        // Nothing is ever removed, so the count of records is the last number given.
        Ok(1 + self.table(table).len().map_err(StoreError::database)?)
    }

    pub(crate) fn next(&self, table: Table) -> Result<u64, StoreError> {
        let last = self.table(table).last().map_err(StoreError::database)?;
        let Some((key, _)) = last else { return Ok(1) };
        let number = key::number_of(key.value());
        number.map(|number| number + 1).ok_or_else(|| StoreError::corrupt(table, key.value()))
    }

    pub(crate) fn append(
        &mut self,
        table: Table,
        key: &[u8],
        row: &impl Serialize,
    ) -> Result<(), StoreError> {
        if self.has(table, key)? {
            return Err(StoreError::Exists { table, key: table.key_text(key) });
        }
        self.insert(table, key, row, &[])
    }

    /// Lists a key in an index, where it may be listed already.
    pub(crate) fn list(&mut self, index: Table, key: &[u8]) -> Result<(), StoreError> {
        self.insert(index, key, &(), &[])
    }

    /// Strikes a key from an index: what is no longer so is on record elsewhere.
    pub(crate) fn strike(&mut self, index: Table, key: &[u8]) -> Result<(), StoreError> {
        self.tables[index as usize].remove(key).map_err(StoreError::database)?;
        Ok(())
    }

    fn has(&self, table: Table, key: &[u8]) -> Result<bool, StoreError> {
        Ok(self.table(table).get(key).map_err(StoreError::database)?.is_some())
    }

    fn insert(
        &mut self,
        table: Table,
        key: &[u8],
        row: &impl Serialize,
        payload: &[u8],
    ) -> Result<(), StoreError> {
        let value = self.sealer.seal(table, key, row, payload)?;
        self.tables[table as usize].insert(key, value).map_err(StoreError::database)?;
        Ok(())
    }

    pub(crate) fn table(&self, table: Table) -> &Open<'t> {
        &self.tables[table as usize]
    }
}
