//! The archive itself: one database, one writer at a time, any number of readers.

use crate::memory::Memory;
use crate::{Reader, StoreError, Table, Writer, files, format, index};
use redb::{Database, DatabaseError, ReadableDatabase, WriteTransaction};
use std::fmt;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError, RwLock};

/// Memory for pages: enough for the parts of a snapshot and the newest pages of each table, several times over. What is read
/// through once, by a scrub or a replay, would fill any cache and never be asked for again.
pub(crate) const CACHE_BYTES: usize = 16 << 20;

type Opener = Box<dyn Fn() -> Result<Database, DatabaseError> + Send + Sync>;

/// The archive, shared by all threads of one process.
pub struct Archive {
    place: String,
    opener: Opener,
    /// Nothing while the database could not be opened anew after a failure of the disk.
    database: RwLock<Option<Database>>,
    /// Held during a write, so that the next writer finds the database opened anew, not failed.
    writing: Mutex<()>,
}

impl Archive {
    /// Opens the archive in the file `path`, and makes it if there is none.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref().to_owned();
        if !path.exists() {
            Self::make(&path)?;
        }
        // Not `create`: a file that vanished must not come back empty after a failure.
        Self::open_with(place(&path), move || Database::builder().set_cache_size(CACHE_BYTES).open(&path))
    }

    /// Makes an empty archive in the file `path`, unless someone else is faster.
    fn make(path: &Path) -> Result<(), StoreError> {
        // redb cannot open a file whose making was cut short, so none is made in place.
        let made = files::create(path, |partial| {
            let file = partial.to_owned();
            Self::open_with(place(partial), move || Database::create(&file)).map(drop)
        });
        match made {
            Err(StoreError::Occupied { .. }) => Ok(()),
            made => made,
        }
    }

    /// Makes the archive `path` of bytes that are an archive already, such as those of a copy: `fill` writes them. Says
    /// whether it did: what is there is never replaced. A crash in between leaves nothing at `path`.
    pub fn place(path: &Path, fill: impl FnOnce(&mut File) -> io::Result<()>) -> Result<bool, StoreError> {
        let written = |source| StoreError::File { action: "write", path: path.to_owned(), source };
        let made = files::create(path, |partial| {
            File::create(partial).and_then(|mut file| fill(&mut file)).map_err(written)
        });
        match made {
            Ok(()) => Ok(true),
            Err(StoreError::Occupied { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// An empty archive in memory, for tests.
    pub fn in_memory() -> Result<Self, StoreError> {
        Self::on(&Memory::default())
    }

    /// The archive on a disk in memory, for tests; an empty one where the disk is empty.
    pub fn on(memory: &Memory) -> Result<Self, StoreError> {
        let memory = memory.clone();
        Self::open_with("in memory", move || {
            Database::builder().set_cache_size(CACHE_BYTES).create_with_backend(memory.clone())
        })
    }

    /// Opens the archive that `opener` opens, now and after each failure of the disk. This is the
    /// one door for another storage than a file; `place` names it in messages.
    pub fn open_with(
        place: impl Into<String>,
        opener: impl Fn() -> Result<Database, DatabaseError> + Send + Sync + 'static,
    ) -> Result<Self, StoreError> {
        let archive = Self {
            place: place.into(),
            opener: Box::new(opener),
            database: RwLock::new(None),
            writing: Mutex::new(()),
        };
        let view = archive.with_database(Database::begin_read)?;
        if !format::check(&view, &archive.place)? {
            let transaction = archive.begin_write()?;
            format::initialise(&transaction)?;
            transaction.commit().map_err(StoreError::database)?;
        }
        Ok(archive)
    }

    /// Makes all changes of `change` durable at once; if it fails, none of them is made.
    ///
    /// An error from the disk leaves open whether the changes were made: ask the archive, which
    /// by then is opened anew. Nothing is tried again by itself.
    pub fn write<T>(
        &self,
        change: impl FnOnce(&mut Writer<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let _turn = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let result = self.transact(change);
        if result.as_ref().is_err_and(StoreError::calls_for_reopening) {
            self.reopen();
        }
        result
    }

    /// Marks the archive as one of synthetic data, for good.
    pub fn mark_synthetic(&self) -> Result<(), StoreError> {
        self.write(|writer| format::mark_synthetic(writer.meta()))
    }

    /// A view of the archive as it is now.
    pub fn read(&self) -> Result<Reader, StoreError> {
        self.with_database(Database::begin_read).map(Reader::new)
    }

    fn transact<T>(
        &self,
        change: impl FnOnce(&mut Writer<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let transaction = self.begin_write()?;
        let mut writer = Writer::new(&transaction)?;
        raise(&mut writer)?;
        let value = change(&mut writer)?;
        drop(writer);
        transaction.commit().map_err(StoreError::database)?;
        Ok(value)
    }

    fn begin_write(&self) -> Result<WriteTransaction, StoreError> {
        let mut transaction = self.with_database(Database::begin_write)?;
        make_durable(&mut transaction);
        Ok(transaction)
    }

    /// Calls `begin` with the database, opening it first where an earlier attempt failed.
    fn with_database<T>(
        &self,
        begin: impl FnOnce(&Database) -> Result<T, redb::TransactionError>,
    ) -> Result<T, StoreError> {
        if let Some(database) = &*self.database.read().unwrap_or_else(PoisonError::into_inner) {
            return begin(database).map_err(StoreError::database);
        }
        let mut slot = self.database.write().unwrap_or_else(PoisonError::into_inner);
        let database = match slot.take() {
            Some(database) => database,
            None => (self.opener)().map_err(|error| StoreError::open(&self.place, error))?,
        };
        begin(slot.insert(database)).map_err(StoreError::database)
    }

    /// Closes the database, which lets go of its lock, and opens it anew. If that fails too, the
    /// next to use the archive tries again, and is told why.
    fn reopen(&self) {
        let mut slot = self.database.write().unwrap_or_else(PoisonError::into_inner);
        *slot = None;
        *slot = (self.opener)().ok();
    }
}

impl fmt::Debug for Archive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Archive").field("place", &self.place).finish_non_exhaustive()
    }
}

fn place(path: &Path) -> String {
    path.display().to_string()
}

/// Gives an archive of an earlier format what it does not have.
fn raise(writer: &mut Writer<'_>) -> Result<(), StoreError> {
    if let Some(found) = format::older(writer.table(Table::Meta))? {
        index::build(writer, found)?;
        format::raise(writer.meta())?;
    }
    Ok(())
}

/// Asks for the strongest promises that redb makes: a commit is on the disk in two steps, of which
/// no half is ever seen, and opening after a crash is quick.
pub(crate) fn make_durable(transaction: &mut WriteTransaction) {
    transaction.set_two_phase_commit(true);
    transaction.set_quick_repair(true);
}
