//! Records in the order of their keys, each verified as it is read.

use crate::record::Record;
use crate::{StoreError, Table};
use redb::AccessGuard;
use std::fmt;

type Range = redb::Range<'static, &'static [u8], &'static [u8]>;
type Bytes<'a> = AccessGuard<'a, &'static [u8]>;

/// Records of a table in the order of their keys, from either end. It holds the view that it came
/// from.
pub struct Records<T> {
    table: Table,
    /// Nothing where the archive does not have the table yet.
    range: Option<Range>,
    decode: fn(&Record<'_>) -> Result<T, StoreError>,
}

impl<T> Records<T> {
    pub(crate) fn new(
        table: Table,
        range: Option<Range>,
        decode: fn(&Record<'_>) -> Result<T, StoreError>,
    ) -> Self {
        Self { table, range, decode }
    }

    fn read(&self, entry: Result<(Bytes<'_>, Bytes<'_>), redb::StorageError>) -> Result<T, StoreError> {
        let (key, value) = entry.map_err(StoreError::database)?;
        (self.decode)(&Record::verify(self.table, key.value(), value.value())?)
    }
}

impl<T> Iterator for Records<T> {
    type Item = Result<T, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        let entry = self.range.as_mut()?.next()?;
        Some(self.read(entry))
    }
}

impl<T> DoubleEndedIterator for Records<T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let entry = self.range.as_mut()?.next_back()?;
        Some(self.read(entry))
    }
}

impl<T> fmt::Debug for Records<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Records").field("table", &self.table).finish_non_exhaustive()
    }
}
