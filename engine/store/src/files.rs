//! Files that get their name only once they are whole and durable.

use crate::StoreError;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Makes the file `path`, which must not be there yet: `make` fills a file of another name, which
/// gets its own once it is durable. A crash in between leaves nothing at `path`.
pub(crate) fn create<T>(
    path: &Path,
    make: impl FnOnce(&Path) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    refuse_occupied(path)?;
    let partial = partial_name(path);
    discard(&partial)?;
    let result = make(&partial).and_then(|made| publish(&partial, path).map(|()| made));
    if result.is_err() {
        // The first error is the one to report, and what is left behind is named as partial.
        let _ = discard(&partial);
    }
    result
}

fn publish(partial: &Path, path: &Path) -> Result<(), StoreError> {
    File::open(partial)
        .and_then(|file| file.sync_all())
        .map_err(|source| error("make durable", partial, source))?;
    refuse_occupied(path)?;
    fs::rename(partial, path).map_err(|source| error("name", path, source))?;
    sync_folder(path)
}

fn refuse_occupied(path: &Path) -> Result<(), StoreError> {
    match path.symlink_metadata() {
        Ok(_) => Err(StoreError::Occupied { path: path.to_owned() }),
        Err(absent) if absent.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(source) => Err(error("look for", path, source)),
    }
}

fn partial_name(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".partial");
    name.into()
}

fn discard(partial: &Path) -> Result<(), StoreError> {
    match fs::remove_file(partial) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(error("remove", partial, source)),
        _ => Ok(()),
    }
}

/// A new name is durable only once its folder is.
fn sync_folder(path: &Path) -> Result<(), StoreError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(|source| error("make durable", folder, source))
}

fn error(action: &'static str, path: &Path, source: io::Error) -> StoreError {
    StoreError::File { action, path: path.to_owned(), source }
}
