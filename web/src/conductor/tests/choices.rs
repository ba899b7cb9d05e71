//! Who speaks is chosen while days are learned, by somebody who waits for none of them.

use super::*;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

/// How many days are learned meanwhile.
const DAYS: usize = 24;

/// After how many choices the next day is waited for.
const WAITS: usize = 10;

#[test]
fn each_day_obeys_what_was_chosen_before_it_and_what_is_shown_last_is_what_speaks() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let (choice, to) = (conductor.choice(), conductor.learned.number);
    let (done, days) = (AtomicBool::new(false), AtomicUsize::new(0));
    let choices = thread::scope(|scope| {
        let choosing = scope.spawn(|| {
            let mut choices = 0;
            while !done.load(Ordering::Relaxed) {
                let back = wire::Rollback { version: to, reason: String::new(), speaking: None };
                choice.rollback(&back, "ana", Utc::now()).unwrap();
                // Now and then a day is waited for, so that some are learned behind what is pinned, however threads take turns.
                let before = days.load(Ordering::Relaxed);
                while choices % WAITS == 0
                    && days.load(Ordering::Relaxed) == before
                    && !done.load(Ordering::Relaxed)
                {
                    thread::yield_now();
                }
                choice.resume(&wire::Resume { reason: String::new() }, "ana", Utc::now()).unwrap();
                choices += 2;
            }
            choices
        });
        for index in KNOWN..KNOWN + DAYS {
            scene.bring(&mut conductor, index, 1.0);
            days.fetch_add(1, Ordering::Relaxed);
        }
        done.store(true, Ordering::Relaxed);
        choosing.join().unwrap()
    });
    let reader = conductor.archive.read().unwrap();
    let mut rows: Vec<VersionRow> = reader.versions().unwrap().collect::<Result<_, _>>().unwrap();
    rows.reverse();
    let (mut pinned, mut learned, mut behind) = (false, rows[0].clone(), 0);
    for row in rows {
        match row.kind {
            VersionKind::Rollback { .. } => pinned = true,
            VersionKind::Resume => {
                assert_eq!((row.snapshot, row.parent), (learned.snapshot, Some(learned.number)), "{row:?}");
                pinned = false;
            }
            _ => {
                assert_eq!(row.speaks, !pinned, "{row:?}");
                behind += usize::from(pinned);
                learned = row;
            }
        }
    }
    assert_eq!(learned.number, conductor.learned.number);
    assert!(choices > DAYS && behind > 0, "{choices} choices, {behind} days behind what was pinned");
    let shown = conductor.published.load_full().unwrap();
    let speaking = reader.speaking().unwrap().unwrap();
    assert_eq!((shown.speaking.number, shown.learned.number), (speaking.number, learned.number));
    assert_clean(&conductor);
}

#[test]
fn a_rollback_that_thought_another_version_spoke_is_refused_and_changes_nothing() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let (choice, thought) = (conductor.choice(), conductor.learned.number);
    scene.bring(&mut conductor, KNOWN, 1.0);
    let versions = |conductor: &Conductor| conductor.archive.read().unwrap().extent().unwrap().version;
    let before = versions(&conductor);
    let back = wire::Rollback { version: thought, reason: String::new(), speaking: Some(thought) };
    let refused = choice.rollback(&back, "ana", Utc::now()).unwrap_err();
    assert!(matches!(refused, ConductorError::OtherSpeaker { .. }), "{refused}");
    assert!(matches!(
        choice.resume(&wire::Resume { reason: String::new() }, "ana", Utc::now()),
        Err(ConductorError::NotPinned { .. })
    ));
    assert_eq!(versions(&conductor), before);
}
