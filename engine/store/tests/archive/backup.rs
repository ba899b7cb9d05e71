//! A backup is whole, verified, and never replaces anything; a restored archive is the same.

use crate::ledger;
use paridad_store::{Archive, StoreError, restore};
use std::fs;
use std::path::Path;
use std::sync::Barrier;
use std::thread;

#[test]
fn a_backup_comes_back_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let (path, backup, restored) = paths(folder.path());
    let archive = Archive::open(&path).unwrap();
    (1..=8).for_each(|number| ledger::append(&archive, number).unwrap());
    let report = archive.backup(&backup, &[]).unwrap();
    assert_eq!(report, archive.scrub().unwrap());
    ledger::append(&archive, 9).unwrap();

    let bytes = fs::read(&backup).unwrap();
    assert_eq!(restore(&backup, &restored).unwrap(), report);
    assert_eq!(fs::read(&backup).unwrap(), bytes, "a backup is only read");
    let again = Archive::open(&restored).unwrap();
    assert_eq!(ledger::check(&again.read().unwrap()), 8);
    ledger::append(&again, 9).unwrap();
    assert_eq!(again.scrub().unwrap(), archive.scrub().unwrap());
    assert_eq!(names(folder.path()), ["archive", "backup", "restored"]);
}

#[test]
fn a_backup_is_made_while_another_thread_writes() {
    let folder = tempfile::tempdir().unwrap();
    let (path, backup, restored) = paths(folder.path());
    let archive = Archive::open(&path).unwrap();
    ledger::append(&archive, 1).unwrap();
    thread::scope(|scope| {
        scope.spawn(|| (2..=10).for_each(|number| ledger::append(&archive, number).unwrap()));
        archive.backup(&backup, &[]).unwrap();
    });
    restore(&backup, &restored).unwrap();
    let copied = ledger::check(&Archive::open(&restored).unwrap().read().unwrap());
    assert!((1..=10).contains(&copied));
}

#[test]
fn nothing_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let (path, backup, _) = paths(folder.path());
    let archive = Archive::open(&path).unwrap();
    fs::write(&backup, "precious").unwrap();
    assert!(matches!(archive.backup(&backup, &[]), Err(StoreError::Occupied { .. })));
    assert_eq!(fs::read(&backup).unwrap(), b"precious");
    fs::remove_file(&backup).unwrap();
    archive.backup(&backup, &[]).unwrap();
    let error = restore(&backup, &path).unwrap_err();
    assert!(error.to_string().ends_with("is already there, and is not overwritten"), "{error}");
}

#[test]
fn a_file_whose_name_ends_in_partial_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let (path, backup, _) = paths(folder.path());
    let archive = Archive::open(&path).unwrap();
    fs::write(folder.path().join("backup.partial"), "precious").unwrap();
    archive.backup(&backup, &[]).unwrap();
    assert_eq!(fs::read(folder.path().join("backup.partial")).unwrap(), b"precious");
    assert_eq!(names(folder.path()), ["archive", "backup", "backup.partial"]);
}

#[test]
fn of_two_backups_to_one_file_one_is_made_and_the_other_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (path, backup, restored) = paths(folder.path());
    let archive = Archive::open(&path).unwrap();
    (1..=3).for_each(|number| ledger::append(&archive, number).unwrap());
    let start = Barrier::new(2);
    let copy = || {
        start.wait();
        archive.backup(&backup, &[])
    };
    let results =
        thread::scope(|scope| [scope.spawn(copy), scope.spawn(copy)].map(|thread| thread.join().unwrap()));
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1, "{results:?}");
    assert!(results.iter().any(|result| matches!(result, Err(StoreError::Occupied { .. }))), "{results:?}");
    restore(&backup, &restored).unwrap();
    assert_eq!(names(folder.path()), ["archive", "backup", "restored"]);
}

#[test]
fn a_damaged_backup_is_not_restored() {
    let folder = tempfile::tempdir().unwrap();
    let (path, backup, restored) = paths(folder.path());
    let archive = Archive::open(&path).unwrap();
    (1..=3).for_each(|number| ledger::append(&archive, number).unwrap());
    archive.backup(&backup, &[]).unwrap();
    let mut bytes = fs::read(&backup).unwrap();
    let body = ledger::text(2, "event").into_bytes();
    let place = bytes.windows(body.len()).position(|window| window == body).unwrap();
    bytes[place] ^= 1;
    fs::write(&backup, bytes).unwrap();
    let error = restore(&backup, &restored).unwrap_err();
    assert_eq!(error.to_string(), "the record 2 of table events is damaged: its checksum does not match");
    assert_eq!(names(folder.path()), ["archive", "backup"]);
}

#[test]
fn an_archive_in_use_is_no_backup() {
    let folder = tempfile::tempdir().unwrap();
    let (path, _, restored) = paths(folder.path());
    let _archive = Archive::open(&path).unwrap();
    assert!(matches!(restore(&path, &restored), Err(StoreError::Locked { .. })));
}

fn paths(folder: &Path) -> (std::path::PathBuf, std::path::PathBuf, std::path::PathBuf) {
    (folder.join("archive"), folder.join("backup"), folder.join("restored"))
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
