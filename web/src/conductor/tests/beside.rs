//! What happens while a decision is learned beside: it is learned too, holds, or comes first.

use super::*;
use paridad_engine::recipe::Recipe;
use paridad_engine::snapshot::encode;
use paridad_wire::{Resume, Rollback};

fn challenge(conductor: &mut Conductor) -> u64 {
    let recipe = Recipe::ecb_cross("brl").unwrap();
    let learned = Challenger::learn(conductor.archive(), recipe, &mut |_| Ok(())).unwrap();
    conductor.keep_challenger(&learned, "to see", ("ana", Utc::now())).unwrap().number
}

fn last_batch(conductor: &Conductor) -> u64 {
    conductor.archive.read().unwrap().batches(..).unwrap().next_back().unwrap().unwrap().0
}

fn back_to(conductor: &mut Conductor, version: u64) -> u64 {
    let wanted = Rollback { version, reason: "wrong".to_owned(), speaking: None };
    conductor.rollback(&wanted, "luis", Utc::now()).unwrap().number
}

fn speaking(conductor: &Conductor) -> u64 {
    conductor.published.load_full().unwrap().speaking.number
}

fn digest(conductor: &Conductor) -> [u8; 32] {
    encode(&conductor.forecaster).digest()
}

/// Learns what was decided, and how many events that took.
fn learn(conductor: &mut Conductor, wanted: Wanted) -> (super::super::beside::Beside, usize) {
    let decided = conductor.decide_on(wanted, "seen", "ana").unwrap();
    let mut learned = 0;
    let beside = decided.learn(&conductor.archive, &mut |_| {
        learned += 1;
        Ok(())
    });
    (beside.unwrap(), learned)
}

#[test]
fn what_comes_while_a_decision_is_learned_is_learned_by_it_too() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    scene.bring(&mut conductor, KNOWN, 1.0);
    let version = challenge(&mut conductor);
    let (beside, learned) = learn(&mut conductor, Wanted::Promote { version });
    assert_eq!(learned, 0, "a challenger knows what it has learned");
    scene.bring(&mut conductor, KNOWN + 1, 1.0);
    let row = conductor.swap(beside, Utc::now()).unwrap();
    assert_eq!((row.day, row.speaks), (scene.days[KNOWN + 1], true));
    let view = conductor.published.load_full().unwrap();
    assert_eq!(view.model.recipe.target_name, "usdbrl");

    let bad = last_batch(&conductor);
    let (beside, _) = learn(&mut conductor, Wanted::TakeOut { batch: bad });
    scene.bring(&mut conductor, KNOWN + 2, 1.0);
    let row = conductor.swap(beside, Utc::now()).unwrap();
    assert_eq!((row.kind, row.day), (VersionKind::Without { batch: bad }, scene.days[KNOWN + 2]));
    assert_clean(&conductor);
    let before = digest(&conductor);
    drop(conductor);
    assert_eq!(digest(&scene.open()), before);
}

#[test]
fn a_batch_is_taken_out_from_the_newest_version_on_that_knew_nothing_of_it() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let mut batches = Vec::new();
    for index in KNOWN..KNOWN + 6 {
        scene.bring(&mut conductor, index, 1.0);
        batches.push(last_batch(&conductor));
    }
    // The versions before the first that is taken out are those that all agree on.
    for (batch, events) in [(batches[4], 2), (batches[1], 5), (batches[5], 5)] {
        let (beside, learned) = learn(&mut conductor, Wanted::TakeOut { batch });
        assert_eq!(learned, events, "those that came with batch {batch} and after it");
        conductor.swap(beside, Utc::now()).unwrap();
    }
    assert_clean(&conductor);
}

#[test]
fn a_rollback_while_a_decision_is_learned_has_the_last_word_until_somebody_resumes() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let first = conductor.learned.number;
    scene.bring(&mut conductor, KNOWN, 1.0);
    let (batch, version) = (last_batch(&conductor), challenge(&mut conductor));
    for wanted in [Wanted::TakeOut { batch }, Wanted::Promote { version }] {
        let (beside, _) = learn(&mut conductor, wanted);
        let pinned = back_to(&mut conductor, first);
        assert_eq!(speaking(&conductor), pinned);
        let row = conductor.swap(beside, Utc::now()).unwrap();
        assert_eq!((row.speaks, speaking(&conductor)), (false, pinned), "{wanted:?}");
        assert_eq!(conductor.learned, row, "it is what learning goes on from");
        conductor.resume(&Resume::default(), "luis", Utc::now()).unwrap();
        let view = conductor.published.load_full().unwrap();
        assert_eq!(view.speaking.snapshot, row.snapshot, "and what speaks when somebody resumes");
        if let Wanted::TakeOut { batch } = wanted {
            assert!(conductor.taken_out.contains(&batch));
        }
    }
    assert_clean(&conductor);
}

#[test]
fn a_promotion_that_was_decided_after_a_rollback_speaks() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let first = conductor.learned.number;
    let version = challenge(&mut conductor);
    back_to(&mut conductor, first);
    let row = conductor.promote(version, "", ("ana", Utc::now())).unwrap();
    assert_eq!((row.speaks, speaking(&conductor)), (true, row.number));
    assert_clean(&conductor);
}

#[test]
fn a_challenger_that_speaks_is_not_promoted_again_until_it_speaks_no_more() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let (first, version) = (conductor.learned.number, challenge(&mut conductor));
    let ana = ("ana", Utc::now());
    conductor.promote(version, "", ana).unwrap();
    scene.bring(&mut conductor, KNOWN, 1.0);
    let versions = conductor.learned.number;
    let wanted = Wanted::Promote { version };
    let again = conductor.request(wanted, "", ana).unwrap_err();
    assert!(matches!(again, ConductorError::SpeaksAlready { .. }), "{again}");
    assert_eq!((conductor.learned.number, speaking(&conductor)), (versions, versions), "nothing has changed");
    back_to(&mut conductor, first);
    assert!(conductor.promote(version, "", ana).unwrap().speaks);
    assert_clean(&conductor);
}

#[test]
fn what_another_decision_overtakes_is_refused_and_learned_anew() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    scene.bring(&mut conductor, KNOWN, 1.0);
    let first = last_batch(&conductor);
    scene.bring(&mut conductor, KNOWN + 1, 1.0);
    let second = last_batch(&conductor);
    let version = challenge(&mut conductor);
    let wanted = [Wanted::TakeOut { batch: first }, Wanted::Promote { version }];
    let overtaken = wanted.map(|wanted| learn(&mut conductor, wanted).0);
    conductor.take_out(second, "", ("ana", Utc::now())).unwrap();
    let before = (digest(&conductor), conductor.learned.number);
    for beside in overtaken {
        let refused = conductor.swap(beside, Utc::now()).unwrap_err();
        assert!(matches!(refused, ConductorError::Overtaken), "{refused}");
        assert_eq!((digest(&conductor), conductor.learned.number), before, "nothing has changed");
    }
    let (beside, _) = learn(&mut conductor, wanted[0]);
    let (same, _) = learn(&mut conductor, wanted[0]);
    conductor.promote(version, "", ("ana", Utc::now())).unwrap();
    let refused = conductor.swap(beside, Utc::now()).unwrap_err();
    assert!(matches!(refused, ConductorError::Overtaken), "it is of another line: {refused}");
    conductor.take_out(first, "", ("ana", Utc::now())).unwrap();
    let refused = conductor.swap(same, Utc::now()).unwrap_err();
    assert!(matches!(refused, ConductorError::AlreadyTakenOut { .. }), "{refused}");
    assert_clean(&conductor);
}

#[test]
fn what_a_batch_had_left_to_learn_while_it_is_taken_out_is_taken_out_too() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let brought = brought(scene.payload(KNOWN, 1.0));
    let payload = &brought.deliveries[0].payload;
    let parsed = paridad_ingest::sources::parse(payload).unwrap();
    let now = payload.received_at;
    let run = conductor.begin(&brought, now).unwrap();
    let (checked, _) = conductor.check(payload, &parsed).unwrap();
    let step = run::Step { run, actor: "test", now, key: None };
    let batch = conductor.keep(&brought.deliveries[0], &checked, &[], &step).unwrap();
    let (beside, _) = learn(&mut conductor, Wanted::TakeOut { batch });
    conductor.complete_what_is_open();
    assert_eq!(conductor.learned.day, scene.days[KNOWN]);
    let refused = conductor.swap(beside, Utc::now()).unwrap_err();
    assert!(matches!(refused, ConductorError::Overtaken), "{refused}");
    conductor.take_out(batch, "", ("ana", Utc::now())).unwrap();
    assert_eq!(conductor.learned.day, scene.days[KNOWN - 1]);
    assert_clean(&conductor);
}

#[test]
fn what_is_learned_beside_ends_with_the_program_and_leaves_nothing_behind() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let batches: Vec<u64> = (KNOWN..KNOWN + 3)
        .map(|index| {
            scene.bring(&mut conductor, index, 1.0);
            last_batch(&conductor)
        })
        .collect();
    let before = (digest(&conductor), conductor.learned.number);
    let (stop, mut learned) = (Stop::default(), 0);
    let decided = conductor.decide_on(Wanted::TakeOut { batch: batches[0] }, "", "ana").unwrap();
    let ended = decided.learn(&conductor.archive, &mut |_| {
        learned += 1;
        if learned == 2 {
            stop.ask();
        }
        stop.check()
    });
    assert!(matches!(ended, Err(ConductorError::Stopping)), "{ended:?}");
    assert_eq!(learned, 2);
    drop(conductor);
    let conductor = scene.open();
    assert_eq!((digest(&conductor), conductor.learned.number), before);
    assert_clean(&conductor);
}
