//! Backups: one file with the archive and the small files beside it, so that what is restored is the same server again.

use crate::conductor::{ARCHIVE_FILE, Deed};
use crate::secrets::private::{self, PrivateError};
use crate::secrets::token::is_name;
use crate::secrets::{personal, webhooks};
use crate::setup::sources::{self, SCHEDULE_FILE};
use paridad_store::{Archive, ScrubReport, Setting, StoreError, restore, settings_in};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// What lies beside an archive and belongs to it. What a start writes anew does not.
const FILES: [&str; 5] =
    [SCHEDULE_FILE, sources::OWN_FILE, webhooks::FILE, personal::DECLARATION, personal::KEY];

/// What a backup is called.
pub(crate) const NAMES: &str = "1 to 64 characters of a-z, 0-9, '.', '_' and '-'";

/// Why there is no backup, or nothing was restored from one.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BundleError {
    /// The archive cannot be copied.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A small file or a folder cannot be used.
    #[error(transparent)]
    Private(#[from] PrivateError),
}

/// Copies an archive, and what lies beside it in `folder`, into a new file of `backups`, which is made where it is missing.
///
/// The name must be one for which [`is_file`] holds.
pub(crate) fn back_up(
    archive: &Archive,
    folder: &Path,
    backups: &Path,
    name: &str,
) -> Result<(PathBuf, ScrubReport), BundleError> {
    make_folder(backups)?;
    let file = backups.join(name);
    let report = archive.backup(&file, &settings(folder)?)?;
    Ok((file, report))
}

/// What goes on record of a backup that was not made after all.
pub(crate) fn failed_backup(actor: String, why: &str) -> Deed {
    Deed { actor, action: "backup", detail: format!("failed: {why}") }
}

/// What goes on record of a backup, before it is made.
pub(crate) fn of_backup(actor: String, name: &str) -> Deed {
    Deed { actor, action: "backup", detail: format!("into {name}") }
}

/// Whether a backup may be called so: it then lies in no other folder than the one for backups.
pub(crate) fn is_file(name: &str) -> bool {
    is_name(name) && !name.starts_with('.')
}

/// Puts a backup where no archive is yet: first what lies beside it, so that an archive that is there has it.
pub(crate) fn unpack(backup: &Path, folder: &Path) -> Result<ScrubReport, BundleError> {
    make_folder(folder)?;
    let archive = folder.join(ARCHIVE_FILE);
    if archive.exists() {
        return Err(StoreError::Occupied { path: archive }.into());
    }
    for Setting { name, bytes } in settings_in(backup)? {
        // A backup comes from elsewhere: what it names must not lie anywhere else.
        if !FILES.contains(&name.as_str()) {
            continue;
        }
        private::update(&folder.join(name), |before| {
            let text = String::from_utf8(bytes).map_err(io::Error::other)?;
            if before.is_empty() || before == text {
                return Ok(text);
            }
            Err(io::Error::other("it is there already and differs from the backup's"))
        })?;
    }
    Ok(restore(backup, &archive)?)
}

fn make_folder(folder: &Path) -> Result<(), PrivateError> {
    let failed = |source| PrivateError::File { action: "made", path: folder.to_owned(), source };
    std::fs::create_dir_all(folder).map_err(failed)
}

/// What lies beside the archive in a folder.
fn settings(folder: &Path) -> Result<Vec<Setting>, PrivateError> {
    let mut settings = Vec::new();
    for name in FILES {
        let path = folder.join(name);
        match std::fs::read(&path) {
            Ok(bytes) => settings.push(Setting { name: name.to_owned(), bytes }),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(source) => return Err(PrivateError::File { action: "read", path, source }),
        }
    }
    settings.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(settings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_backup_has_what_lies_beside_the_archive_and_puts_it_back_for_its_owner_alone() {
        let folders = tempfile::tempdir().unwrap();
        let [here, there, backups] = ["here", "there", "backups"].map(|name| folders.path().join(name));
        make_folder(&here).unwrap();
        let archive = Archive::open(here.join(ARCHIVE_FILE)).unwrap();
        archive.mark_synthetic().unwrap();
        for name in FILES.into_iter().chain(["server.json"]) {
            std::fs::write(here.join(name), format!("what {name} holds")).unwrap();
        }
        let (file, report) = back_up(&archive, &here, &backups, "first").unwrap();
        assert_eq!(file, backups.join("first"));
        assert_eq!(unpack(&file, &there).unwrap(), report);
        for name in FILES {
            let path = there.join(name);
            assert_eq!(std::fs::read_to_string(&path).unwrap(), format!("what {name} holds"));
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600, "{name}");
        }
        assert!(!there.join("server.json").exists(), "where a server listens is its own");
        let restored = Archive::open(there.join(ARCHIVE_FILE)).unwrap();
        assert!(restored.read().unwrap().is_synthetic().unwrap(), "the mark is in the archive");
        assert!(matches!(unpack(&file, &there), Err(BundleError::Store(StoreError::Occupied { .. }))));
        let mode = std::fs::metadata(&file).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "it holds secrets");
    }

    #[test]
    fn what_is_there_and_differs_is_not_replaced() {
        let folders = tempfile::tempdir().unwrap();
        let [here, there] = ["here", "there"].map(|name| folders.path().join(name));
        [&here, &there].into_iter().try_for_each(|folder| make_folder(folder)).unwrap();
        let archive = Archive::open(here.join(ARCHIVE_FILE)).unwrap();
        std::fs::write(here.join(webhooks::FILE), "one").unwrap();
        private::update(&there.join(webhooks::FILE), |_| Ok("another".to_owned())).unwrap();
        let (file, _) = back_up(&archive, &here, &here, "backup").unwrap();
        assert!(matches!(unpack(&file, &there), Err(BundleError::Private(_))));
        assert!(!there.join(ARCHIVE_FILE).exists());
        assert_eq!(std::fs::read_to_string(there.join(webhooks::FILE)).unwrap(), "another");
    }

    #[test]
    fn a_name_leads_into_no_other_folder() {
        assert!(["2026-11-26.redb", "a", "0"].into_iter().all(is_file));
        assert!(!["", ".", "..", "../a", "/etc/a", "a/b", ".hidden", "A b", "a\0"].into_iter().any(is_file));
    }
}
