//! Who speaks, and what was learned last, as a transaction has it that may change it.

use crate::version::Mark;
use crate::{StoreError, Table, VersionRow, Writer, key};
use redb::ReadableTable;

impl Writer<'_> {
    /// The version whose forecasts count, as this transaction has it.
    pub fn speaking(&self) -> Result<Option<VersionRow>, StoreError> {
        self.last_marked(Mark::Speaks)
    }

    /// The last version of the line that learning goes on from, as this transaction has it.
    pub fn last_learned(&self) -> Result<Option<VersionRow>, StoreError> {
        self.last_marked(Mark::Learned)
    }

    fn last_marked(&self, mark: Mark) -> Result<Option<VersionRow>, StoreError> {
        let (first, last) = (key::mark(mark as u8, 0), key::mark(mark as u8, u64::MAX));
        let mut span =
            self.table(Table::Marks).range(&first[..]..=&last[..]).map_err(StoreError::database)?;
        let Some(listed) = span.next_back().transpose().map_err(StoreError::database)? else {
            return Ok(None);
        };
        let listed = listed.0.value();
        let number = key::number_of(listed).ok_or_else(|| StoreError::corrupt(Table::Marks, listed))?;
        let row = self.find(Table::Versions, &key::number(number))?;
        row.map(Some).ok_or_else(|| StoreError::corrupt(Table::Versions, &key::number(number)))
    }
}
