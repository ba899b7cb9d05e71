//! The format of the archive as a whole: written once, checked at each opening.

use crate::record::{Record, Sealer};
use crate::{StoreError, Table};
use redb::{ReadTransaction, ReadableTable, WriteTransaction};

/// The format that this program writes, and the highest that it reads.
const FORMAT: u32 = 1;
const KEY: &[u8] = b"format";

/// Whether the database at `place` is an archive already (else it is empty), in a format that
/// this program reads.
pub(crate) fn check(transaction: &ReadTransaction, place: &str) -> Result<bool, StoreError> {
    let names: Vec<String> = transaction
        .list_tables()
        .map_err(StoreError::database)?
        .map(|handle| redb::TableHandle::name(&handle).to_owned())
        .collect();
    if names.is_empty() {
        return Ok(false);
    }
    if !names.iter().any(|name| name == Table::Meta.name()) {
        return Err(StoreError::NotAnArchive { place: place.to_owned() });
    }
    let meta = transaction.open_table(Table::Meta.definition()).map_err(StoreError::database)?;
    let Some(value) = ReadableTable::get(&meta, KEY).map_err(StoreError::database)? else {
        return Err(StoreError::NotAnArchive { place: place.to_owned() });
    };
    let found = Record::verify(Table::Meta, KEY, value.value())?.row::<u32>()?;
    if found > FORMAT {
        return Err(StoreError::NewerFormat { place: place.to_owned(), found, allowed: FORMAT });
    }
    Ok(true)
}

/// Makes an empty database an archive: all tables, and the format.
pub(crate) fn initialise(transaction: &WriteTransaction) -> Result<(), StoreError> {
    for table in Table::ALL {
        transaction.open_table(table.definition()).map_err(StoreError::database)?;
    }
    write(transaction, FORMAT)
}

fn write(transaction: &WriteTransaction, format: u32) -> Result<(), StoreError> {
    let mut meta = transaction.open_table(Table::Meta.definition()).map_err(StoreError::database)?;
    let mut sealer = Sealer::default();
    let value = sealer.seal(Table::Meta, KEY, &format, &[])?;
    meta.insert(KEY, value).map_err(StoreError::database)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::Memory;
    use redb::{Database, ReadableDatabase};

    #[test]
    fn a_newer_format_is_refused_by_name() {
        let database = Database::builder().create_with_backend(Memory::default()).unwrap();
        assert!(!check(&database.begin_read().unwrap(), "here").unwrap());
        for format in [FORMAT, FORMAT + 1] {
            let transaction = database.begin_write().unwrap();
            write(&transaction, format).unwrap();
            transaction.commit().unwrap();
        }
        let error = check(&database.begin_read().unwrap(), "here").unwrap_err();
        assert_eq!(error.to_string(), "the archive here has format 2, this program reads up to 1");
    }
}
