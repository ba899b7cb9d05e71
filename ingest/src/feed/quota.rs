//! How many requests a token has left: counted here, before a source has to refuse one.

mod ledger;

pub use ledger::{Kind, Wait};

use chrono::{DateTime, Utc};
use ledger::Ledger;
use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Why the count could not be kept.
#[derive(Debug, thiserror::Error)]
pub enum QuotaError {
    /// The file could not be read or written.
    #[error("{} could not be kept", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// The file is not ours; deleting it starts the count from zero.
    #[error("{} holds no count of requests", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        source: serde_json::Error,
    },
}

/// The count of one token's requests.
///
/// It is a file of a few kilobytes, which is read and replaced under a lock for each request: so several processes
/// may share it, each request is on the disk before it may be sent, and a crash leaves no count too low.
#[derive(Debug, Clone)]
pub struct Quota {
    place: Place,
}

#[derive(Debug, Clone)]
enum Place {
    File(PathBuf),
    Memory(Arc<Mutex<Ledger>>),
}

impl Quota {
    /// The count that is kept in the file at `path`, or a new one if there is no such file.
    pub fn open(path: &Path) -> Result<Self, QuotaError> {
        read(path)?;
        Ok(Self { place: Place::File(path.to_owned()) })
    }

    /// A count that ends with its last clone.
    pub fn in_memory() -> Self {
        Self { place: Place::Memory(Arc::default()) }
    }

    /// Counts a request that is about to be sent at `now`, or says until when none may be.
    pub fn spend(&self, kind: Kind, now: DateTime<Utc>) -> Result<Result<(), Wait>, QuotaError> {
        self.change(|ledger| ledger.spend(kind, now))
    }

    /// Allows nothing of `kind` before `until`: the source has said so.
    pub fn block(&self, kind: Kind, until: DateTime<Utc>) -> Result<(), QuotaError> {
        self.change(|ledger| ledger.block(kind, until))
    }

    fn change<T>(&self, change: impl FnOnce(&mut Ledger) -> T) -> Result<T, QuotaError> {
        match &self.place {
            Place::File(path) => change_file(path, change),
            // A change does not panic half-way, so what a panic elsewhere has left is whole.
            Place::Memory(ledger) => Ok(change(&mut ledger.lock().unwrap_or_else(PoisonError::into_inner))),
        }
    }
}

fn change_file<T>(path: &Path, change: impl FnOnce(&mut Ledger) -> T) -> Result<T, QuotaError> {
    let file_error = |source| QuotaError::File { path: path.to_owned(), source };
    // Released when it is dropped. A file of its own, for the other one is replaced.
    let lock = File::options().create(true).truncate(false).write(true).open(beside(path, "lock"));
    let lock = lock.map_err(file_error)?;
    lock.lock().map_err(file_error)?;
    let before = read(path)?;
    let mut ledger = before.clone();
    let given = change(&mut ledger);
    if ledger != before {
        write(path, &ledger).map_err(file_error)?;
    }
    Ok(given)
}

fn read(path: &Path) -> Result<Ledger, QuotaError> {
    match std::fs::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes)
            .map_err(|source| QuotaError::Format { path: path.to_owned(), source }),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Ledger::default()),
        Err(source) => Err(QuotaError::File { path: path.to_owned(), source }),
    }
}

/// The path of a file that belongs to the one at `path`.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

/// Replaces the file at `path` as a whole: after a crash it is the old one or the new one.
fn write(path: &Path, ledger: &Ledger) -> std::io::Result<()> {
    let temporary = beside(path, "new");
    let mut file = File::create(&temporary)?;
    file.write_all(&serde_json::to_vec(ledger)?)?;
    file.sync_all()?;
    std::fs::rename(&temporary, path)?;
    sync_folder_of(path)
}

/// A new name is on the disk only once its folder is.
#[cfg(unix)]
fn sync_folder_of(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// Elsewhere a folder cannot be opened, and a rename is written through by itself.
#[cfg(not(unix))]
fn sync_folder_of(_: &Path) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests;
