//! The small files that lie beside an archive, such as keys and configuration, in its backups: one file has all that a restore needs.

use crate::archive::CACHE_BYTES;
use crate::{Hash, StoreError};
use redb::{Database, ReadableDatabase, ReadableTable, TableDefinition, TableError, WriteTransaction};
use std::path::Path;

/// By name, the BLAKE3 hash of name and bytes, then the bytes. Only backups have this table, so it is none of the archive's.
const SETTINGS: TableDefinition<'static, &'static str, &'static [u8]> = TableDefinition::new("settings");

const HASH: usize = 32;

/// A small file that lies beside an archive.
#[derive(Clone, PartialEq, Eq)]
pub struct Setting {
    /// Its name.
    pub name: String,
    /// What it holds, which may be secret.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Setting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Setting").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Puts them into a backup in the making.
pub(crate) fn put(transaction: &WriteTransaction, settings: &[Setting]) -> Result<(), StoreError> {
    let mut table = transaction.open_table(SETTINGS).map_err(StoreError::database)?;
    for setting in settings {
        let value = [hash(setting).as_bytes(), setting.bytes.as_slice()].concat();
        table.insert(setting.name.as_str(), value.as_slice()).map_err(StoreError::database)?;
    }
    Ok(())
}

/// Those that a backup has, by name.
pub fn settings_in(backup: &Path) -> Result<Vec<Setting>, StoreError> {
    let place = backup.display().to_string();
    let database = Database::builder().set_cache_size(CACHE_BYTES).open_read_only(backup);
    let database = database.map_err(|error| StoreError::open(&place, error))?;
    read(&database.begin_read().map_err(StoreError::database)?, backup)
}

/// The same, from a view of the backup.
pub(crate) fn read(view: &redb::ReadTransaction, backup: &Path) -> Result<Vec<Setting>, StoreError> {
    let table = match view.open_table(SETTINGS) {
        // A backup of a program before this one.
        Err(TableError::TableDoesNotExist(_)) => return Ok(Vec::new()),
        table => table.map_err(StoreError::database)?,
    };
    let mut settings = Vec::new();
    for entry in table.iter().map_err(StoreError::database)? {
        let (name, value) = entry.map_err(StoreError::database)?;
        let (stored, bytes) = value.value().split_at_checked(HASH).unwrap_or_default();
        let setting = Setting { name: name.value().to_owned(), bytes: bytes.to_vec() };
        if stored != hash(&setting).as_bytes() {
            return Err(StoreError::BadCopy {
                path: backup.to_owned(),
                difference: format!("its {} is damaged", setting.name),
            });
        }
        settings.push(setting);
    }
    Ok(settings)
}

fn hash(Setting { name, bytes }: &Setting) -> Hash {
    Hash::of(&[name.as_bytes(), &[0], bytes].concat())
}
