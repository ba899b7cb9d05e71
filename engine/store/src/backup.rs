//! Backups and their return: a verified copy, made while the archive is in use.

use crate::archive::{CACHE_BYTES, make_durable};
use crate::record::Record;
use crate::settings::{self, Setting};
use crate::{Archive, Reader, ScrubReport, StoreError, Table, files, format};
use redb::{Database, ReadableDatabase};
use std::path::Path;

impl Archive {
    /// Copies the archive as it is now into a new file, with the small files that lie beside it, and reads the copy back. Writers
    /// go on meanwhile. The file has its name only once all of it is verified and durable.
    pub fn backup(&self, to: &Path, settings: &[Setting]) -> Result<ScrubReport, StoreError> {
        copy(&self.read()?, settings, to)
    }
}

/// Copies the archive of the backup `from` to where none is yet, and reads the copy back. The backup itself is not written to;
/// its small files are for [`settings_in`](crate::settings_in).
pub fn restore(from: &Path, to: &Path) -> Result<ScrubReport, StoreError> {
    let place = from.display().to_string();
    let backup = Database::builder()
        .set_cache_size(CACHE_BYTES)
        .open_read_only(from)
        .map_err(|error| StoreError::open(&place, error))?;
    let view = backup.begin_read().map_err(StoreError::database)?;
    if !format::check(&view, &place)? {
        return Err(StoreError::NotAnArchive { place });
    }
    copy(&Reader::new(view), &[], to)
}

fn copy(reader: &Reader, settings: &[Setting], to: &Path) -> Result<ScrubReport, StoreError> {
    files::create(to, |partial| {
        fill(reader, settings, partial)?;
        verify(reader, settings, partial)
    })
}

/// Copies every record, verified, into a new database.
fn fill(reader: &Reader, settings: &[Setting], partial: &Path) -> Result<(), StoreError> {
    let database = Database::builder()
        .set_cache_size(CACHE_BYTES)
        .create(partial)
        .map_err(|error| open_error(partial, error))?;
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
    if !settings.is_empty() {
        settings::put(&transaction, settings)?;
    }
    transaction.commit().map_err(StoreError::database)
}

/// Opens the copy from the disk and compares it with its source.
fn verify(source: &Reader, settings: &[Setting], partial: &Path) -> Result<ScrubReport, StoreError> {
    let differs = |difference| StoreError::BadCopy { path: partial.to_owned(), difference };
    let mut database = Database::builder()
        .set_cache_size(CACHE_BYTES)
        .open(partial)
        .map_err(|error| open_error(partial, error))?;
    if !database.check_integrity().map_err(|error| open_error(partial, error))? {
        return Err(differs("the database had to be repaired".to_owned()));
    }
    let view = || database.begin_read().map_err(StoreError::database);
    if settings::read(&view()?, partial)? != settings {
        return Err(differs("its small files are others".to_owned()));
    }
    let report = Reader::new(view()?).scrub(&mut || true)?;
    if let Some(fault) = report.faults.first() {
        return Err(differs(fault.to_string()));
    }
    let counts = source.counts()?;
    let is_other = |table: &Table| report.counts.get(table) != counts.get(table);
    if let Some(other) = Table::ALL.into_iter().find(is_other) {
        let [got, wanted] = [&report.counts, &counts].map(|all| all.get(&other).copied().unwrap_or(0));
        return Err(differs(format!("it has {got} records of {other}, not {wanted}")));
    }
    Ok(report)
}

fn open_error(path: &Path, error: redb::DatabaseError) -> StoreError {
    StoreError::open(&path.display().to_string(), error)
}
