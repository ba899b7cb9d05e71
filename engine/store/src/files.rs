//! Files that get their name only once they are whole and durable.

use crate::StoreError;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

/// Makes the file `path`, which must not be there yet: `make` fills a file of another name, which
/// gets its own once it is durable. A crash in between leaves nothing at `path`.
///
/// Of several who make the same file at once, in any number of processes, one succeeds; the others
/// are told that the name is occupied.
pub(crate) fn create<T>(
    path: &Path,
    make: impl FnOnce(&Path) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    refuse_occupied(path)?;
    let partial = Partial::reserve(path)?;
    let value = make(&partial.0)?;
    partial.publish(path)?;
    Ok(value)
}

/// A file in the making, under a name that nobody else uses. It goes when this does.
struct Partial(PathBuf);

impl Partial {
    /// Makes an empty file in the folder of `path`.
    fn reserve(path: &Path) -> Result<Self, StoreError> {
        loop {
            let partial = partial_name(path);
            match create_private(&partial) {
                Ok(_) => return Ok(Self(partial)),
                // A process of the same number crashed here once. What it left may be anyone's: it stays.
                Err(occupied) if occupied.kind() == io::ErrorKind::AlreadyExists => {}
                Err(source) => return Err(error("make", &partial, source)),
            }
        }
    }

    /// Gives the file its name, for good.
    fn publish(mut self, path: &Path) -> Result<(), StoreError> {
        File::open(&self.0)
            .and_then(|file| file.sync_all())
            .map_err(|source| error("make durable", &self.0, source))?;
        // A link, unlike a renaming, never replaces what is there.
        match fs::hard_link(&self.0, path) {
            Ok(()) => {}
            Err(occupied) if occupied.kind() == io::ErrorKind::AlreadyExists => {
                return Err(StoreError::Occupied { path: path.to_owned() });
            }
            // Some file systems have no links.
            Err(_) => {
                rename(&self.0, path)?;
                // The name is free again, and by now may be that of another process's file.
                self.0.clear();
            }
        }
        drop(self);
        sync_folder(path)
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        // Where it cannot be removed, its name tells what it is. No file has the empty name of a renamed one.
        let _ = fs::remove_file(&self.0);
    }
}

/// Gives a file its name where that takes two steps: another file of that name, made between them, is lost.
fn rename(partial: &Path, path: &Path) -> Result<(), StoreError> {
    refuse_occupied(path)?;
    fs::rename(partial, path).map_err(|source| error("name", path, source))
}

/// Makes an empty file that only its owner may read.
fn create_private(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Removes from a folder the files in the making of processes that have ended, and says how many there were. Whoever runs this has
/// none in the making itself.
pub fn sweep(folder: &Path) -> Result<usize, StoreError> {
    let unread = |source| error("read", folder, source);
    let mut swept = 0;
    for entry in fs::read_dir(folder).map_err(unread)? {
        let entry = entry.map_err(unread)?;
        let maker = entry.file_name().to_str().and_then(maker);
        if maker.is_some_and(|maker| maker == process::id() || !runs(maker)) {
            fs::remove_file(entry.path()).map_err(|source| error("remove", &entry.path(), source))?;
            swept += 1;
        }
    }
    Ok(swept)
}

/// The process that makes a file of this name: `.archive.redb.4711-0.partial` is of 4711.
fn maker(name: &str) -> Option<u32> {
    let (_, of) = name.strip_prefix('.')?.strip_suffix(".partial")?.rsplit_once('.')?;
    let (process, count) = of.split_once('-')?;
    count.parse::<u64>().ok()?;
    process.parse().ok()
}

/// Whether a process runs, as far as the system tells.
fn runs(process: u32) -> bool {
    let processes = Path::new("/proc");
    !processes.join("self").exists() || processes.join(process.to_string()).exists()
}

fn refuse_occupied(path: &Path) -> Result<(), StoreError> {
    match path.symlink_metadata() {
        Ok(_) => Err(StoreError::Occupied { path: path.to_owned() }),
        Err(absent) if absent.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(source) => Err(error("look for", path, source)),
    }
}

/// A name beside `path` that this process gives once: `.archive.redb.4711-0.partial`.
fn partial_name(path: &Path) -> PathBuf {
    static GIVEN: AtomicU64 = AtomicU64::new(0);
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}-{}.partial", process::id(), GIVEN.fetch_add(1, Ordering::Relaxed)));
    path.with_file_name(name)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn write(path: &Path, text: &str) -> Result<(), StoreError> {
        fs::write(path, text).map_err(|source| error("write", path, source))
    }

    fn count(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn of_two_who_make_one_file_the_first_to_finish_gives_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("archive");
        let slow = create(&path, |slow| {
            write(slow, "slow")?;
            create(&path, |quick| write(quick, "quick"))?;
            assert_eq!(fs::read(slow).unwrap(), b"slow");
            Ok(())
        });
        assert!(matches!(slow, Err(StoreError::Occupied { .. })));
        assert_eq!((fs::read(&path).unwrap(), count(folder.path())), (b"quick".to_vec(), 1));
    }

    #[test]
    fn a_failure_takes_its_own_file_with_it_and_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keep");
        write(&folder.path().join("keep.partial"), "mine").unwrap();
        let failed: Result<(), _> = create(&path, |partial| {
            write(partial, "half")?;
            Err(StoreError::Reopened)
        });
        assert!(matches!(failed, Err(StoreError::Reopened)));
        assert_eq!(fs::read(folder.path().join("keep.partial")).unwrap(), b"mine");
        assert_eq!(count(folder.path()), 1);
    }

    #[test]
    fn what_those_left_who_have_ended_is_swept_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let own = format!(".a.redb.{}-0.partial", process::id());
        // No process has so high a number.
        let names = [
            ".a.redb.4294967295-0.partial",
            &own,
            ".a.redb.1-0.partial",
            "a.redb",
            ".a.partial",
            "keep.partial",
        ];
        for name in names {
            write(&folder.path().join(name), "x").unwrap();
        }
        assert_eq!(sweep(folder.path()).unwrap(), 2);
        let left: Vec<bool> = names.iter().map(|name| folder.path().join(name).exists()).collect();
        assert_eq!(left, [false, false, true, true, true, true]);
    }

    #[test]
    fn without_links_a_file_is_renamed_but_not_over_another() {
        let folder = tempfile::tempdir().unwrap();
        let [partial, path] = ["partial", "archive"].map(|name| folder.path().join(name));
        write(&partial, "new").unwrap();
        rename(&partial, &path).unwrap();
        write(&partial, "newer").unwrap();
        assert!(matches!(rename(&partial, &path), Err(StoreError::Occupied { .. })));
        assert_eq!(fs::read(&path).unwrap(), b"new");
    }
}
