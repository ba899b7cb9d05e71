//! Many threads read while one writes.

use crate::ledger;
use paridad_store::{Archive, StoreError, Table};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Barrier};
use std::thread;

#[test]
fn readers_see_whole_transactions_while_one_writes() {
    let archive = Arc::new(Archive::in_memory().unwrap());
    let done = Arc::new(AtomicBool::new(false));
    let readers: Vec<_> = (0..4)
        .map(|_| {
            let (archive, done) = (Arc::clone(&archive), Arc::clone(&done));
            thread::spawn(move || {
                let mut last = 0;
                while !done.load(Ordering::Acquire) {
                    let found = ledger::check(&archive.read().unwrap());
                    assert!(found >= last);
                    last = found;
                }
            })
        })
        .collect();
    for number in 1..=30 {
        ledger::append(&archive, number).unwrap();
    }
    done.store(true, Ordering::Release);
    for reader in readers {
        reader.join().unwrap();
    }
    assert_eq!(ledger::check(&archive.read().unwrap()), 30);
}

#[test]
fn two_writers_take_turns() {
    let archive = Archive::in_memory().unwrap();
    let write = || (0..20).for_each(|i| assert!(archive.write(|w| w.append_event(&i)).is_ok()));
    thread::scope(|scope| {
        scope.spawn(write);
        scope.spawn(write);
    });
    assert_eq!(archive.read().unwrap().count(Table::Events).unwrap(), 40);
}

#[test]
fn of_two_who_open_a_new_archive_one_has_it_and_the_other_finds_it_locked() {
    for _ in 0..10 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("archive.redb");
        let start = Barrier::new(2);
        let open = || {
            start.wait();
            Archive::open(&path)
        };
        let opened = thread::scope(|scope| {
            [scope.spawn(open), scope.spawn(open)].map(|thread| thread.join().unwrap())
        });
        assert!(opened.iter().any(|archive| matches!(archive, Err(StoreError::Locked { .. }))), "{opened:?}");
        let archive = opened.into_iter().find_map(Result::ok).unwrap();
        ledger::append(&archive, 1).unwrap();
        assert_eq!(ledger::check(&archive.read().unwrap()), 1);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

#[test]
fn a_view_does_not_see_what_is_written_after_it_began() {
    let archive = Archive::in_memory().unwrap();
    let before = archive.read().unwrap();
    ledger::append(&archive, 1).unwrap();
    assert_eq!(before.count(Table::Events).unwrap(), 0);
    assert_eq!(archive.read().unwrap().count(Table::Events).unwrap(), 1);
}

#[test]
fn a_change_that_fails_or_panics_leaves_nothing() {
    let archive = Archive::in_memory().unwrap();
    ledger::append(&archive, 1).unwrap();
    let refused: Result<(), StoreError> = archive.write(|w| {
        w.append_event(&"half")?;
        w.append_forecasts(1, &"again")
    });
    assert!(matches!(refused, Err(StoreError::Exists { table: Table::Forecasts, .. })));
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        archive.write(|w| -> Result<(), StoreError> {
            w.append_event(&"half")?;
            panic!("in the midst of a write")
        })
    }));
    assert!(panicked.is_err());
    assert_eq!(ledger::check(&archive.read().unwrap()), 1);
    ledger::append(&archive, 2).unwrap();
    assert_eq!(ledger::check(&archive.read().unwrap()), 2);
}
