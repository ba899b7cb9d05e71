//! What can go wrong in the archive.

use crate::Table;
use std::io;
use std::path::PathBuf;

/// Any error at all, from below the archive.
type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why the archive could not do as asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A record is not what was written there.
    #[error("the record {key} of table {table} is damaged: its checksum does not match")]
    Corrupt {
        /// The table of the record.
        table: Table,
        /// The key, as text.
        key: String,
    },
    /// A record was written by a later program.
    #[error("the record {key} of table {table} has schema {found}, this program reads up to {allowed}")]
    Schema {
        /// The table of the record.
        table: Table,
        /// The key, as text.
        key: String,
        /// The schema of the record.
        found: u8,
        /// The highest schema that this program reads.
        allowed: u8,
    },
    /// A record is whole, but not of the type asked for.
    #[error("the record {key} of table {table} is not of the type asked for")]
    Decode {
        /// The table of the record.
        table: Table,
        /// The key, as text.
        key: String,
        /// What the decoder says.
        source: postcard::Error,
    },
    /// A value cannot be written.
    #[error("the record {key} of table {table} cannot be encoded")]
    Encode {
        /// The table of the record.
        table: Table,
        /// The key, as text.
        key: String,
        /// What the encoder says.
        source: postcard::Error,
    },
    /// The archive only grows: what is there stays.
    #[error("table {table} already has the record {key}, and records are never replaced")]
    Exists {
        /// The table of the record.
        table: Table,
        /// The key, as text.
        key: String,
    },
    /// A walk over the records was ended by whoever began it.
    #[error("the walk over the records was ended before its end")]
    Interrupted,
    /// Versions are numbered one by one.
    #[error("the next version must be {expected}, got {got}")]
    VersionNumber {
        /// The number that would have been right.
        expected: u64,
        /// The number that came.
        got: u64,
    },
    /// A decision is on something that is held.
    #[error("nothing is held under the number {held}; the last number is {last}")]
    NotHeld {
        /// The number that came.
        held: u64,
        /// The last number that there is; 0 if there is none.
        last: u64,
    },
    /// A decision comes too late.
    #[error("what is held under the number {held} is decided already")]
    Decided {
        /// The number of what is held.
        held: u64,
    },
    /// Only what was rejected can be opened again.
    #[error("what is held under the number {held} is not rejected: only what is can be opened again")]
    NotRejected {
        /// The number of what is held.
        held: u64,
    },
    /// A run has the number of its first step.
    #[error("a run that starts now must have the number {expected}, got {got}")]
    RunNumber {
        /// The number that would have been right.
        expected: u64,
        /// The number that came.
        got: u64,
    },
    /// A run takes steps from its start to its end.
    #[error("the run {run} is not open: it never started, or it is over")]
    RunNotOpen {
        /// The number that came.
        run: u64,
    },
    /// A precedent has the number of its first step.
    #[error("a precedent that is proposed now must have the number {expected}, got {got}")]
    PrecedentNumber {
        /// The number that would have been right.
        expected: u64,
        /// The number that came.
        got: u64,
    },
    /// A precedent is agreed to or revoked after it was proposed.
    #[error("no precedent was proposed under the number {precedent}")]
    NoPrecedent {
        /// The number that came.
        precedent: u64,
    },
    /// Another process has the archive open.
    #[error("the archive {place} is open in another process; stop that process first, or ask it instead")]
    Locked {
        /// Where the archive is.
        place: String,
    },
    /// The archive was written by a later program.
    #[error("the archive {place} has format {found}, this program reads up to {allowed}")]
    NewerFormat {
        /// Where the archive is.
        place: String,
        /// The format of the archive.
        found: u32,
        /// The highest format that this program reads.
        allowed: u32,
    },
    /// The database belongs to something else.
    #[error("{place} is a database, but no archive of this program")]
    NotAnArchive {
        /// Where the database is.
        place: String,
    },
    /// The archive cannot be opened.
    #[error("the archive {place} cannot be opened")]
    Open {
        /// Where the archive is.
        place: String,
        /// The reason.
        source: Cause,
    },
    /// A copy never replaces a file.
    #[error("{} is already there, and is not overwritten", path.display())]
    Occupied {
        /// The file in the way.
        path: PathBuf,
    },
    /// A copy is not what was copied.
    #[error("the copy {} differs from its source: {difference}", path.display())]
    BadCopy {
        /// The copy.
        path: PathBuf,
        /// What differs.
        difference: String,
    },
    /// A file cannot be used.
    #[error("cannot {action} {}", path.display())]
    File {
        /// What was tried.
        action: &'static str,
        /// With which file.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// The disk failed. A write that met it is in the archive wholly or not at all.
    #[error("the disk below the archive failed")]
    Disk {
        /// The reason, such as a full disk.
        source: io::Error,
    },
    /// A view ended because the archive was opened anew after a failure of the disk.
    #[error("the archive was opened anew after a failure of the disk; begin a new read")]
    Reopened,
    /// The change was abandoned by whoever made it: nothing of it is in the archive.
    #[error("the change was abandoned")]
    Abandoned {
        /// The reason.
        source: Cause,
    },
    /// The database below the archive refused.
    #[error("the database below the archive refused")]
    Database {
        /// The reason.
        source: Cause,
    },
}

impl StoreError {
    /// For a change that cannot be completed, from whatever stands in its way.
    pub fn abandoned(reason: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Abandoned { source: Box::new(reason) }
    }

    pub(crate) fn corrupt(table: Table, key: &[u8]) -> Self {
        Self::Corrupt { table, key: table.key_text(key) }
    }

    /// From any of redb's errors, which go no further than this package.
    pub(crate) fn database(error: impl Into<redb::Error>) -> Self {
        match error.into() {
            redb::Error::Io(source) => Self::Disk { source },
            redb::Error::DatabaseClosed => Self::Reopened,
            error @ redb::Error::PreviousIo => Self::Disk { source: io::Error::other(error) },
            error => Self::Database { source: error.into() },
        }
    }

    /// From a failure to open the archive at `place`.
    pub(crate) fn open(place: &str, error: redb::DatabaseError) -> Self {
        let place = place.to_owned();
        match error {
            redb::DatabaseError::DatabaseAlreadyOpen => Self::Locked { place },
            error => Self::Open { place, source: error.into() },
        }
    }

    /// Whether redb may refuse all further writes until the database is opened anew.
    pub(crate) fn calls_for_reopening(&self) -> bool {
        matches!(self, Self::Disk { .. } | Self::Database { .. })
    }
}
