//! One consistent view of the archive, which verifies every record that it reads.

use crate::record::Record;
use crate::{AuditRow, BatchRow, Hash, ObservationRow, RawPayload, Records, StoreError, Table, format, key};
use chrono::NaiveDate;
use paridad_engine::data::series::SeriesId;
use redb::{AccessGuard, ReadTransaction, ReadableTableMetadata, TableError};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::ops::{Bound, RangeBounds, RangeInclusive};

type Open = redb::ReadOnlyTable<&'static [u8], &'static [u8]>;
pub(crate) type Span<'k> = (Bound<&'k [u8]>, Bound<&'k [u8]>);

type Entry<'a> = (AccessGuard<'a, &'static [u8]>, AccessGuard<'a, &'static [u8]>);

pub(crate) const EVERYTHING: Span<'static> = (Bound::Unbounded, Bound::Unbounded);

/// A view of the archive as it was when the view began.
///
/// All iterators go both ways. Pages that a view may still read are not reused, so a view that
/// lives for hours makes the file grow.
#[derive(Debug)]
pub struct Reader {
    transaction: ReadTransaction,
}

impl Reader {
    pub(crate) fn new(transaction: ReadTransaction) -> Self {
        Self { transaction }
    }

    /// Whether the data are synthetic.
    pub fn is_synthetic(&self) -> Result<bool, StoreError> {
        format::is_synthetic(&self.transaction)
    }

    /// How many records each table has.
    pub fn counts(&self) -> Result<BTreeMap<Table, u64>, StoreError> {
        Table::ALL.into_iter().map(|table| Ok((table, self.count(table)?))).collect()
    }

    /// How many records a table has.
    pub fn count(&self, table: Table) -> Result<u64, StoreError> {
        self.table(table)?.map_or(Ok(0), |table| table.len().map_err(StoreError::database))
    }

    /// The payload of that hash.
    pub fn raw(&self, hash: &Hash) -> Result<Option<RawPayload>, StoreError> {
        self.find(Table::Raw, hash.as_bytes(), |record| {
            let (row, bytes) = record.row_and_payload()?;
            let bytes = content(Table::Raw, record.key, bytes)?;
            Ok(RawPayload { row, bytes: bytes.to_vec() })
        })
    }

    /// The part of that hash.
    pub fn part(&self, hash: &Hash) -> Result<Option<Vec<u8>>, StoreError> {
        self.find(Table::Parts, hash.as_bytes(), |record| {
            content(Table::Parts, record.key, record.body).map(<[u8]>::to_vec)
        })
    }

    /// The batch of that number.
    pub fn batch(&self, seq: u64) -> Result<Option<BatchRow>, StoreError> {
        self.numbered(Table::Batches, seq)
    }

    /// The batches of those numbers.
    pub fn batches(&self, seqs: impl RangeBounds<u64>) -> Result<Records<(u64, BatchRow)>, StoreError> {
        self.numbered_range(Table::Batches, seqs)
    }

    /// The observations of a series for the periods in `days`, with their numbers: by period,
    /// then in the order in which they came.
    pub fn observations(
        &self,
        series: &SeriesId,
        days: RangeInclusive<NaiveDate>,
    ) -> Result<Records<(u64, ObservationRow)>, StoreError> {
        let first = key::observation(series, *days.start(), 0);
        let last = key::observation(series, *days.end(), u64::MAX);
        let span = (Bound::Included(&first[..]), Bound::Included(&last[..]));
        self.range(Table::Observations, span, numbered_row)
    }

    /// Every series that has observations, with its first and last period. Its observations are skipped, not read.
    pub fn series(&self) -> Result<Vec<(SeriesId, RangeInclusive<NaiveDate>)>, StoreError> {
        let mut found = Vec::new();
        let Some(table) = self.table(Table::Observations)? else { return Ok(found) };
        let mut from: Vec<u8> = Vec::new();
        while let Some(entry) = table.range(&from[..]..).map_err(StoreError::database)?.next() {
            let (series, first) = place(entry)?;
            from = key::after_series(&series);
            let last = table.range(..&from[..]).map_err(StoreError::database)?.next_back();
            let (_, last) = last.map_or(Ok((series.clone(), first)), place)?;
            found.push((series, first..=last));
        }
        Ok(found)
    }

    /// The series that comes next after one, by id, or the first; its observations are skipped, not read.
    pub fn series_after(&self, series: Option<&SeriesId>) -> Result<Option<SeriesId>, StoreError> {
        let Some(table) = self.table(Table::Observations)? else { return Ok(None) };
        let from = series.map_or_else(Vec::new, key::after_series);
        let next = table.range(&from[..]..).map_err(StoreError::database)?.next();
        Ok(next.map(place).transpose()?.map(|(series, _)| series))
    }

    /// The event of that number.
    pub fn event<E: DeserializeOwned>(&self, seq: u64) -> Result<Option<E>, StoreError> {
        self.numbered(Table::Events, seq)
    }

    /// The events from that number on.
    pub fn events_from<E: DeserializeOwned>(&self, seq: u64) -> Result<Records<(u64, E)>, StoreError> {
        self.numbered_range(Table::Events, seq..)
    }

    /// The forecasts that the event of that number made.
    pub fn forecasts<F: DeserializeOwned>(&self, event: u64) -> Result<Option<F>, StoreError> {
        self.numbered(Table::Forecasts, event)
    }

    /// The forecasts that the events from that number on made, each with the event's number.
    pub fn forecasts_from<F: DeserializeOwned>(&self, event: u64) -> Result<Records<(u64, F)>, StoreError> {
        self.numbered_range(Table::Forecasts, event..)
    }

    /// The outcomes that the event of that number revealed.
    pub fn outcomes<O: DeserializeOwned>(&self, event: u64) -> Result<Option<O>, StoreError> {
        self.numbered(Table::Outcomes, event)
    }

    /// The outcomes that the events up to that number revealed, each with the event's number.
    pub fn outcomes_until<O: DeserializeOwned>(&self, event: u64) -> Result<Records<(u64, O)>, StoreError> {
        self.numbered_range(Table::Outcomes, ..=event)
    }

    /// The audit trail from that number on.
    pub fn audit_from(&self, seq: u64) -> Result<Records<AuditRow>, StoreError> {
        let first = key::number(seq);
        let span = (Bound::Included(&first[..]), Bound::Unbounded);
        self.range(Table::Audit, span, row)
    }

    /// Calls `visit` with each key and value of a table, as they are stored.
    pub(crate) fn walk(
        &self,
        table: Table,
        mut visit: impl FnMut(&[u8], &[u8]) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let Some(table) = self.table(table)? else { return Ok(()) };
        for entry in table.range::<&[u8]>(..).map_err(StoreError::database)? {
            let (key, value) = entry.map_err(StoreError::database)?;
            visit(key.value(), value.value())?;
        }
        Ok(())
    }

    /// Whether a table has that key, damaged or not.
    pub(crate) fn has(&self, table: Table, key: &[u8]) -> Result<bool, StoreError> {
        let Some(table) = self.table(table)? else { return Ok(false) };
        Ok(table.get(key).map_err(StoreError::database)?.is_some())
    }

    pub(crate) fn numbered<T: DeserializeOwned>(
        &self,
        table: Table,
        seq: u64,
    ) -> Result<Option<T>, StoreError> {
        self.find(table, &key::number(seq), row)
    }

    pub(crate) fn numbered_range<T: DeserializeOwned>(
        &self,
        table: Table,
        seqs: impl RangeBounds<u64>,
    ) -> Result<Records<(u64, T)>, StoreError> {
        let first = seqs.start_bound().map(|seq| key::number(*seq));
        let last = seqs.end_bound().map(|seq| key::number(*seq));
        let span = (first.as_ref().map(|key| &key[..]), last.as_ref().map(|key| &key[..]));
        self.range(table, span, numbered_row)
    }

    pub(crate) fn find<T>(
        &self,
        table: Table,
        key: &[u8],
        decode: fn(&Record<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let Some(open) = self.table(table)? else { return Ok(None) };
        match open.get(key).map_err(StoreError::database)? {
            Some(value) => decode(&Record::verify(table, key, value.value())?).map(Some),
            None => Ok(None),
        }
    }

    pub(crate) fn range<T>(
        &self,
        table: Table,
        span: Span<'_>,
        decode: fn(&Record<'_>) -> Result<T, StoreError>,
    ) -> Result<Records<T>, StoreError> {
        let open = self.table(table)?;
        let range = open.map(|open| open.range::<&[u8]>(span)).transpose().map_err(StoreError::database)?;
        Ok(Records::new(table, range, decode))
    }

    /// The table; nothing if the archive was made before there was such a table, and was not written to since.
    fn table(&self, table: Table) -> Result<Option<Open>, StoreError> {
        match self.transaction.open_table(table.definition()) {
            Ok(open) => Ok(Some(open)),
            Err(TableError::TableDoesNotExist(_)) if self.is_older_than(table)? => Ok(None),
            Err(error) => Err(StoreError::database(error)),
        }
    }

    /// Whether the archive is of a format that does not have that table. A copy of such an archive has it, and empty.
    pub(crate) fn is_older_than(&self, table: Table) -> Result<bool, StoreError> {
        Ok(format::stored(&self.transaction)?.is_some_and(|found| found < table.format()))
    }
}

/// The payload, if it is the one whose hash is the key.
pub(crate) fn content<'a>(table: Table, key: &[u8], payload: &'a [u8]) -> Result<&'a [u8], StoreError> {
    if Hash::of(payload).as_bytes() == key { Ok(payload) } else { Err(StoreError::corrupt(table, key)) }
}

pub(crate) fn numbered_row<T: DeserializeOwned>(record: &Record<'_>) -> Result<(u64, T), StoreError> {
    Ok((record.number()?, record.row()?))
}

/// A row alone; as a function, because a method is not general enough in its lifetime.
pub(crate) fn row<T: DeserializeOwned>(record: &Record<'_>) -> Result<T, StoreError> {
    record.row()
}

/// The series and the day of an observation, read from its key.
fn place(entry: Result<Entry<'_>, redb::StorageError>) -> Result<(SeriesId, NaiveDate), StoreError> {
    let (key, _) = entry.map_err(StoreError::database)?;
    let key = key.value();
    key::observation_of(key).ok_or_else(|| StoreError::corrupt(Table::Observations, key))
}
