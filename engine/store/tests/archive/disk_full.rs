//! The disk is full for a moment: the write says so, the next one works, and nothing is lost.

use crate::disk::{Disk, Failure};
use crate::ledger;
use paridad_store::{Archive, StoreError};
use std::io;

#[test]
fn after_a_full_disk_the_next_write_works() {
    let operations = operations_of_a_write();
    for failing in 0..operations {
        let disk = Disk::default();
        let archive = disk.archive().unwrap();
        ledger::append(&archive, 1).unwrap();
        disk.fail_after(failing, Failure::Full);
        let written = ledger::append(&archive, 2);
        // Of writes that redb makes ahead of need it forgives a failure.
        if let Err(error) = written {
            assert_disk_full(&error);
        }
        let found = ledger::check(&archive.read().unwrap());
        assert!((1..=2).contains(&found), "operation {failing}: {found}");
        ledger::append(&archive, found + 1).unwrap();
        drop(archive);
        let reopened = disk.archive().unwrap();
        assert_eq!(ledger::check(&reopened.read().unwrap()), found + 1);
        assert!(reopened.scrub().unwrap().is_clean());
    }
}

#[test]
fn a_disk_that_stays_away_gives_errors_until_it_is_back() {
    let disk = Disk::default();
    let archive = disk.archive().unwrap();
    ledger::append(&archive, 1).unwrap();
    disk.fail_after(0, Failure::PowerCut);
    ledger::append(&archive, 2).unwrap_err();
    assert!(matches!(archive.read(), Err(StoreError::Open { .. })));
    assert!(matches!(ledger::append(&archive, 2), Err(StoreError::Open { .. })));
    disk.restart(&mut crate::random::Random(1));
    assert_eq!(ledger::check(&archive.read().unwrap()), 1);
    ledger::append(&archive, 2).unwrap();
}

#[test]
fn a_disk_that_stays_full_loses_nothing_and_works_once_there_is_room() {
    let disk = Disk::default();
    let archive = disk.archive().unwrap();
    ledger::append(&archive, 1).unwrap();
    disk.fail_after(0, Failure::StaysFull);
    for _ in 0..3 {
        ledger::append(&archive, 2).unwrap_err();
    }
    disk.heal();
    assert_eq!(ledger::check(&archive.read().unwrap()), 1);
    ledger::append(&archive, 2).unwrap();
    assert!(archive.scrub().unwrap().is_clean());
}

#[test]
fn a_view_from_before_a_failure_says_that_it_ended() {
    let disk = Disk::default();
    let archive = disk.archive().unwrap();
    ledger::append(&archive, 1).unwrap();
    let view = archive.read().unwrap();
    disk.fail_after(0, Failure::Full);
    ledger::append(&archive, 2).unwrap_err();
    // The pages that are still in memory may answer; the others must not guess.
    match view.event::<String>(1) {
        Ok(event) => assert_eq!(event.unwrap(), ledger::text(1, "event")),
        Err(error) => assert!(matches!(error, StoreError::Reopened), "{error}"),
    }
}

fn operations_of_a_write() -> u64 {
    let disk = Disk::default();
    let archive: Archive = disk.archive().unwrap();
    ledger::append(&archive, 1).unwrap();
    let before = disk.operations();
    ledger::append(&archive, 2).unwrap();
    disk.operations() - before
}

fn assert_disk_full(error: &StoreError) {
    match error {
        StoreError::Disk { source } => assert_eq!(source.kind(), io::ErrorKind::StorageFull),
        other => panic!("expected a full disk, got {other}"),
    }
}
