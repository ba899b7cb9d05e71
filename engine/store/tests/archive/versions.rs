//! Which version speaks follows from the rows alone.

use crate::ledger::moment;
use paridad_store::{Archive, Hash, RequestRow, StoreError, VersionKind, VersionRow, Wanted};

#[test]
fn the_last_version_that_speaks_is_the_one_that_counts() {
    let archive = Archive::in_memory().unwrap();
    assert_eq!(archive.read().unwrap().speaking().unwrap(), None);
    append(&archive, VersionKind::Bundled, true);
    append(&archive, VersionKind::Learned, true);
    assert_eq!(state(&archive), (2, false, 2));
    append(&archive, VersionKind::Rollback { to: 1 }, true);
    assert_eq!(state(&archive), (3, true, 2));
    append(&archive, VersionKind::Learned, false);
    assert_eq!(state(&archive), (3, true, 4));
    append(&archive, VersionKind::Resume, true);
    assert_eq!(state(&archive), (5, false, 4));
    append(&archive, VersionKind::Upgrade, true);
    assert_eq!(state(&archive), (6, false, 6));
    append(&archive, VersionKind::Challenger, false);
    assert_eq!(state(&archive), (6, false, 6), "a candidate is beside the line");
    append(&archive, VersionKind::Promoted { from: 7 }, true);
    assert_eq!(state(&archive), (8, false, 8));
    append(&archive, VersionKind::Without { batch: 3 }, true);
    assert_eq!(state(&archive), (9, false, 9));
}

#[test]
fn only_a_rollback_and_a_resume_are_choices_between_states() {
    let choices = [VersionKind::Rollback { to: 1 }, VersionKind::Resume];
    let states = [
        VersionKind::Bundled,
        VersionKind::Learned,
        VersionKind::Upgrade,
        VersionKind::Challenger,
        VersionKind::Promoted { from: 1 },
        VersionKind::Without { batch: 1 },
    ];
    assert!(choices.iter().all(|kind| row(1, *kind, true).is_choice()));
    assert!(!states.iter().any(|kind| row(1, *kind, true).is_choice()));
}

#[test]
fn versions_come_newest_first() {
    let archive = Archive::in_memory().unwrap();
    (0..5).for_each(|_| append(&archive, VersionKind::Learned, true));
    let reader = archive.read().unwrap();
    let newest: Vec<u64> = reader.versions().unwrap().take(2).map(|row| row.unwrap().number).collect();
    assert_eq!(newest, [5, 4]);
}

#[test]
fn at_each_moment_the_last_version_spoke_that_had_been_made_by_then() {
    let archive = Archive::in_memory().unwrap();
    append(&archive, VersionKind::Bundled, true);
    append(&archive, VersionKind::Learned, true);
    append(&archive, VersionKind::Rollback { to: 1 }, true);
    append(&archive, VersionKind::Learned, false);
    append(&archive, VersionKind::Resume, true);
    let reader = archive.read().unwrap();
    let spoke = |at| reader.speaking_at(moment(at)).unwrap().map(|row| row.number);
    assert_eq!(
        [0, 1, 2, 3, 4, 5, 99].map(spoke),
        [None, Some(1), Some(2), Some(3), Some(3), Some(5), Some(5)]
    );
}

#[test]
fn what_somebody_has_asked_for_waits_until_it_is_done() {
    let archive = Archive::in_memory().unwrap();
    append(&archive, VersionKind::Bundled, true);
    let waiting = || archive.read().unwrap().waiting_requests().unwrap();
    let take_out = Wanted::TakeOut { batch: 3 };
    for (wanted, actor) in [(take_out, "ana"), (take_out, "luis"), (Wanted::Promote { version: 1 }, "ana")] {
        let row = RequestRow { wanted, actor: actor.to_owned(), at: moment(1), reason: String::new() };
        archive.write(|w| w.append_request(&row)).unwrap();
    }
    assert_eq!(waiting(), [take_out, Wanted::Promote { version: 1 }], "each once");
    append(&archive, VersionKind::Without { batch: 3 }, true);
    assert_eq!(waiting(), [Wanted::Promote { version: 1 }]);
}

#[test]
fn versions_have_no_gaps() {
    let archive = Archive::in_memory().unwrap();
    let error = archive.write(|w| w.append_version(&row(7, VersionKind::Bundled, true))).unwrap_err();
    assert_eq!(error.to_string(), "the next version must be 1, got 7");
    assert!(matches!(error, StoreError::VersionNumber { expected: 1, got: 7 }));
}

/// The version that speaks, whether it is pinned, and the last that learned.
fn state(archive: &Archive) -> (u64, bool, u64) {
    let reader = archive.read().unwrap();
    let speaking = reader.speaking().unwrap().unwrap();
    (speaking.number, speaking.pins(), reader.last_learned().unwrap().unwrap().number)
}

fn append(archive: &Archive, kind: VersionKind, speaks: bool) {
    archive.write(|w| w.append_version(&row(w.next_version()?, kind, speaks))).unwrap();
}

fn row(number: u64, kind: VersionKind, speaks: bool) -> VersionRow {
    VersionRow {
        number,
        parent: None,
        kind,
        event: number,
        day: moment(number).date_naive(),
        snapshot: Hash::of(b"a snapshot"),
        engine_revision: 1,
        created_at: moment(number),
        speaks,
        actor: "ana".to_owned(),
        reason: "a test".to_owned(),
    }
}
