//! The format of the archive as a whole: checked at each opening, raised by the first write of a newer program.

use crate::record::{Record, Sealer};
use crate::{StoreError, Table};
use redb::{ReadTransaction, ReadableTable, WriteTransaction};

type Bytes = &'static [u8];

/// The format that this program writes, and the highest that it reads. It is one higher with each
/// table that a program before would leave out of its copies.
const FORMAT: u32 = 6;
const KEY: &[u8] = b"format";

/// The key of the mark of synthetic data.
const SYNTHETIC: &[u8] = b"synthetic";

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
    let Some(found) = stored(transaction)? else {
        return Err(StoreError::NotAnArchive { place: place.to_owned() });
    };
    if found > FORMAT {
        return Err(StoreError::NewerFormat { place: place.to_owned(), found, allowed: FORMAT });
    }
    Ok(true)
}

/// The format of the archive that a view shows.
pub(crate) fn stored(transaction: &ReadTransaction) -> Result<Option<u32>, StoreError> {
    read(&transaction.open_table(Table::Meta.definition()).map_err(StoreError::database)?)
}

/// Makes an empty database an archive: all tables, and the format.
pub(crate) fn initialise(transaction: &WriteTransaction) -> Result<(), StoreError> {
    for table in Table::ALL {
        transaction.open_table(table.definition()).map_err(StoreError::database)?;
    }
    let mut meta = transaction.open_table(Table::Meta.definition()).map_err(StoreError::database)?;
    write(&mut meta, FORMAT)
}

/// The format of the archive where it is an earlier one than this program's.
pub(crate) fn older(meta: &impl ReadableTable<Bytes, Bytes>) -> Result<Option<u32>, StoreError> {
    Ok(read(meta)?.filter(|found| *found < FORMAT))
}

/// Lets an archive of an earlier format be one of this program's, whose tables are all there and filled by now. An earlier
/// program refuses it from then on, where it would lose the later tables in a backup and leave the indexes behind.
pub(crate) fn raise(meta: &mut redb::Table<'_, Bytes, Bytes>) -> Result<(), StoreError> {
    write(meta, FORMAT)
}

/// Whether the archive is marked as one of synthetic data.
pub(crate) fn is_synthetic(transaction: &ReadTransaction) -> Result<bool, StoreError> {
    let meta = transaction.open_table(Table::Meta.definition()).map_err(StoreError::database)?;
    let value = meta.get(SYNTHETIC).map_err(StoreError::database)?;
    Ok(value
        .map(|value| Record::verify(Table::Meta, SYNTHETIC, value.value()).map(drop))
        .transpose()?
        .is_some())
}

/// Marks the archive as one of synthetic data, for good.
pub(crate) fn mark_synthetic(meta: &mut redb::Table<'_, Bytes, Bytes>) -> Result<(), StoreError> {
    put(meta, SYNTHETIC, 1)
}

fn read(meta: &impl ReadableTable<Bytes, Bytes>) -> Result<Option<u32>, StoreError> {
    let value = meta.get(KEY).map_err(StoreError::database)?;
    value.map(|value| Record::verify(Table::Meta, KEY, value.value())?.row()).transpose()
}

fn write(meta: &mut redb::Table<'_, Bytes, Bytes>, format: u32) -> Result<(), StoreError> {
    put(meta, KEY, format)
}

fn put(meta: &mut redb::Table<'_, Bytes, Bytes>, key: Bytes, number: u32) -> Result<(), StoreError> {
    let mut sealer = Sealer::default();
    let value = sealer.seal(Table::Meta, key, &number, &[])?;
    meta.insert(key, value).map_err(StoreError::database)?;
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
            let mut meta = transaction.open_table(Table::Meta.definition()).unwrap();
            write(&mut meta, format).unwrap();
            drop(meta);
            transaction.commit().unwrap();
        }
        let error = check(&database.begin_read().unwrap(), "here").unwrap_err();
        assert_eq!(error.to_string(), "the archive here has format 7, this program reads up to 6");
    }
}
