//! Small files in the data folder that only their owner may read.

use super::token::random;
use rustix::fs::Mode;
use rustix::process::{geteuid, umask};
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// The most bytes of such a file.
const LENGTH_MAX: u64 = 1 << 20;

/// Why a private file cannot be used; never says what it holds.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PrivateError {
    /// Other people on this machine may read it.
    #[error("{} must be readable by its owner alone (mode 600), got mode {mode:o}", path.display())]
    Shared {
        /// The file.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// The system refuses.
    #[error("{} cannot be {action}", path.display())]
    File {
        /// What was tried.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: io::Error,
    },
}

/// The text of a private file, if it is there.
pub(crate) fn read(path: &Path) -> Result<Option<String>, PrivateError> {
    let failed = |source| PrivateError::File { action: "read", path: path.to_owned(), source };
    let file = match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        opened => opened.map_err(failed)?,
    };
    // Asked of the open file: between a look at the path and its opening it could be exchanged.
    let mode = file.metadata().map_err(failed)?.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(PrivateError::Shared { path: path.to_owned(), mode });
    }
    let mut text = String::new();
    file.take(LENGTH_MAX).read_to_string(&mut text).map_err(failed)?;
    Ok(Some(text))
}

/// Replaces a private file by what `change` makes of its text, whole or not at all; a text that it cannot read stays.
pub(crate) fn update(
    path: &Path,
    change: impl FnOnce(&str) -> io::Result<String>,
) -> Result<(), PrivateError> {
    let failed = |source| PrivateError::File { action: "written", path: path.to_owned(), source };
    // Whoever holds the folder is the one who writes; who comes meanwhile is told so. The system lets go of it when the
    // holder ends, however that is.
    let folder = hold_folder_of(path).map_err(failed)?;
    let before = read(path)?.unwrap_or_default();
    let after = change(&before).map_err(|source| PrivateError::File {
        action: "read",
        path: path.to_owned(),
        source,
    })?;
    let partial = path.with_extension("partial");
    let written = replace(&partial, path, &after).and_then(|()| folder.sync_all());
    if written.is_err() {
        // The error that led here says more than one on the way out.
        let _ = fs::remove_file(&partial);
    }
    written.map_err(failed)
}

/// The folder of a file, held against all others who write such files in it.
fn hold_folder_of(path: &Path) -> io::Result<File> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = File::open(folder.unwrap_or(Path::new(".")))?;
    folder.try_lock()?;
    Ok(folder)
}

/// Writes a text beside its file and gives it the file's name.
fn replace(partial: &Path, path: &Path, text: &str) -> io::Result<()> {
    // What is there was left by someone who was killed: whoever holds the folder is alone.
    match fs::remove_file(partial) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = create(partial)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(partial, path)
}

/// The text of a private file, which is `text` from the first time on; who comes at the same moment gets the same.
pub(crate) fn once(path: &Path, text: impl FnOnce() -> Option<String>) -> Result<String, PrivateError> {
    if let Some(text) = read(path)? {
        return Ok(text);
    }
    let failed = |source| PrivateError::File { action: "made", path: path.to_owned(), source };
    let no_chance = || failed(io::Error::other("the system has no random bits"));
    let own = path.with_extension(hex::encode(random().ok_or_else(no_chance)?));
    let text = text().ok_or_else(no_chance)?;
    let linked = create(&own).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::hard_link(&own, path)
    });
    // A copy that stays behind is as private as the file.
    let _ = fs::remove_file(&own);
    match linked {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(failed(error)),
        _ => read(path)?.ok_or_else(|| failed(ErrorKind::NotFound.into())),
    }
}

/// Lets nobody but the owner read what this program makes from now on.
pub(crate) fn keep_others_out() {
    umask(Mode::RWXG | Mode::RWXO);
}

/// Takes a folder and the files in it away from all but their owner, as far as they are ours; what was open to others is
/// said in the log. Folders in it are left: nobody else gets there any more.
pub(crate) fn narrow(folder: &Path) {
    if let Err(error) = narrow_all(folder) {
        tracing::warn!(error = %error, "who else may read {} cannot be seen or changed", folder.display());
    }
}

fn narrow_all(folder: &Path) -> io::Result<()> {
    narrow_one(folder, &fs::metadata(folder)?)?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        // What a link leads to is somewhere else, and what has gone meanwhile nobody can read.
        match entry.metadata() {
            Ok(metadata) if metadata.is_file() => narrow_one(&entry.path(), &metadata)?,
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn narrow_one(path: &Path, metadata: &fs::Metadata) -> io::Result<()> {
    let mode = metadata.permissions().mode() & 0o777;
    let owners = mode & 0o700;
    if mode == owners {
        return Ok(());
    }
    if metadata.uid() != geteuid().as_raw() {
        tracing::warn!("others may read {} (mode {mode:o}), and it is not ours to change", path.display());
        return Ok(());
    }
    tracing::warn!("others could read {} (mode {mode:o}): now only its owner may", path.display());
    fs::set_permissions(path, fs::Permissions::from_mode(owners))
}

fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_private_file_is_its_owners_and_is_replaced_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secrets.toml");
        assert!(read(&path).unwrap().is_none());
        update(&path, |text| Ok(text.to_owned() + "one\n")).unwrap();
        update(&path, |text| Ok(text.to_owned() + "two\n")).unwrap();
        assert_eq!((read(&path).unwrap().unwrap().as_str(), mode(&path)), ("one\ntwo\n", 0o600));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let shared = read(&path).unwrap_err().to_string();
        assert!(shared.contains("mode 640"), "{shared}");
        assert!(update(&path, |text| Ok(text.to_owned())).is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
    }

    #[test]
    fn two_who_write_at_once_do_not_undo_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secrets.toml");
        let outer = update(&path, |text| {
            assert!(update(&path, |text| Ok(text.to_owned())).is_err(), "the other is told");
            Ok(text.to_owned() + "mine")
        });
        outer.unwrap();
        assert_eq!(read(&path).unwrap().as_deref(), Some("mine"));
    }

    #[test]
    fn what_was_left_half_written_keeps_no_later_secret_out() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secrets.toml");
        update(&path, |_| Ok("one\n".to_owned())).unwrap();
        // A kill between the making of the file and its renaming leaves this.
        let partial = path.with_extension("partial");
        fs::write(&partial, "one\ntw").unwrap();
        fs::set_permissions(&partial, fs::Permissions::from_mode(0o644)).unwrap();
        update(&path, |text| Ok(text.to_owned() + "three\n")).unwrap();
        assert_eq!((read(&path).unwrap().unwrap().as_str(), mode(&path)), ("one\nthree\n", 0o600));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
    }

    #[test]
    fn what_others_could_read_is_narrowed_and_stays_what_it_was_for_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        let (open, program) = (folder.path().join("archive.redb"), folder.path().join("program"));
        for (path, before) in [(&open, 0o644), (&program, 0o755)] {
            fs::write(path, "").unwrap();
            fs::set_permissions(path, fs::Permissions::from_mode(before)).unwrap();
        }
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        narrow(folder.path());
        assert_eq!((mode(folder.path()), mode(&open), mode(&program)), (0o700, 0o600, 0o700));
    }

    #[test]
    fn what_is_made_once_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("personal.key");
        assert_eq!(once(&path, || Some("first".to_owned())).unwrap(), "first");
        assert_eq!(once(&path, || Some("second".to_owned())).unwrap(), "first");
        assert_eq!((mode(&path), fs::read_dir(folder.path()).unwrap().count()), (0o600, 1));
    }
}
