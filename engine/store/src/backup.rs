//! Backups and their return: a verified copy, made while the archive is in use.

use crate::archive::make_durable;
use crate::record::Record;
use crate::scrub::scrub;
use crate::{Archive, Reader, ScrubReport, StoreError, Table, files, format};
use redb::{Database, ReadOnlyDatabase, ReadableDatabase};
use std::path::Path;

impl Archive {
    /// Copies the archive as it is now into a new file, and reads the copy back. Writers go on
    /// meanwhile. The file has its name only once all of it is verified and durable.
    pub fn backup(&self, to: &Path) -> Result<ScrubReport, StoreError> {
        copy(&self.read()?, to)
    }
}

/// Copies the backup `from` to where no archive is yet, and reads the copy back. The backup itself
/// is not written to.
pub fn restore(from: &Path, to: &Path) -> Result<ScrubReport, StoreError> {
    let place = from.display().to_string();
    let backup = ReadOnlyDatabase::open(from).map_err(|error| StoreError::open(&place, error))?;
    let view = backup.begin_read().map_err(StoreError::database)?;
    if !format::check(&view, &place)? {
        return Err(StoreError::NotAnArchive { place });
    }
    copy(&Reader::new(view), to)
}

fn copy(reader: &Reader, to: &Path) -> Result<ScrubReport, StoreError> {
    files::create(to, |partial| {
        fill(reader, partial)?;
        verify(reader, partial)
    })
}

/// Copies every record, verified, into a new database.
fn fill(reader: &Reader, partial: &Path) -> Result<(), StoreError> {
    let database = Database::create(partial).map_err(|error| open_error(partial, error))?;
    let mut transaction = database.begin_write().map_err(StoreError::database)?;
    make_durable(&mut transaction);
    for table in Table::ALL {
        let mut copy = transaction.open_table(table.definition()).map_err(StoreError::database)?;
        reader.walk(table, |key, value| {
            Record::verify(table, key, value)?;
            copy.insert(key, value).map_err(StoreError::database)?;
            Ok(())
        })?;
    }
    transaction.commit().map_err(StoreError::database)
}

/// Opens the copy from the disk and compares it with its source.
fn verify(source: &Reader, partial: &Path) -> Result<ScrubReport, StoreError> {
    let differs = |difference| StoreError::BadCopy { path: partial.to_owned(), difference };
    let mut database = Database::open(partial).map_err(|error| open_error(partial, error))?;
    if !database.check_integrity().map_err(|error| open_error(partial, error))? {
        return Err(differs("the database had to be repaired".to_owned()));
    }
    let report = scrub(&Reader::new(database.begin_read().map_err(StoreError::database)?));
    if let Some(fault) = report.faults.first() {
        return Err(differs(fault.to_string()));
    }
    let counts = source.counts()?;
    if report.counts != counts {
        return Err(differs(format!("it has {:?}, not {counts:?}", report.counts)));
    }
    Ok(report)
}

fn open_error(path: &Path, error: redb::DatabaseError) -> StoreError {
    StoreError::open(&path.display().to_string(), error)
}
