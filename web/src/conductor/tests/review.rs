//! Values that are held, and what people decide on them.

use super::*;
use paridad_store::{KnownFrom, Standing};

/// A day on which the peso's rate is ten times what it should be, and what was held of it.
fn poisoned(conductor: &mut Conductor, scene: &Scene) -> u64 {
    let pulled = scene.bring(conductor, KNOWN, 10.0);
    assert_eq!((pulled.held, pulled.learned), (1, 0), "{pulled:?}");
    let reader = conductor.archive.read().unwrap();
    let (number, row) = reader.held_from(1).unwrap().next_back().unwrap().unwrap();
    assert_eq!(
        (row.rule.as_str(), row.reviewers, row.observation.period),
        ("implausible", 2, scene.days[KNOWN])
    );
    number
}

#[test]
fn an_implausible_value_needs_two_people_and_nobody_anonymous() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let held = poisoned(&mut conductor, &scene);
    let day = conductor.learned.day;
    let mut decide = |actor: &str, wish: Wish| conductor.decide(held, wish, "seen", (actor, Utc::now()));
    for actor in ["local", "ana", "ana"] {
        assert!(matches!(decide(actor, Decision::Accept.into()), Ok(Standing::Open { .. })), "{actor}");
    }
    let right = Decision::Correct { value: rates(KNOWN)[1] };
    let right = Wish { decision: right, known: Some(KnownFrom::Published) };
    assert!(matches!(decide("luis", right.clone()), Ok(Standing::Open { .. })), "they do not agree");
    assert!(matches!(decide("ana", right), Ok(Standing::Decided(Decision::Enter(_)))));
    let late = decide("eva", Decision::Reject.into()).unwrap_err();
    assert!(matches!(late, ConductorError::AlreadyDecided { .. }), "{late}");
    let missing = conductor.decide(99, Decision::Reject, "", ("eva", Utc::now())).unwrap_err();
    assert!(matches!(missing, ConductorError::NoSuchHeld { wanted: 99 }), "{missing}");
    assert!(conductor.learned.day > day, "the day is complete and learned");
    assert_clean(&conductor);

    let other = Scene::new();
    let mut undisturbed = other.open();
    other.bring(&mut undisturbed, KNOWN, 1.0);
    assert_eq!(
        conductor.published.load_full().unwrap().model,
        undisturbed.published.load_full().unwrap().model
    );
}

#[test]
fn a_poisoned_value_that_was_let_in_can_be_taken_out_again() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let held = poisoned(&mut conductor, &scene);
    for actor in ["ana", "luis"] {
        conductor.decide(held, Decision::Accept, "forced", (actor, Utc::now())).unwrap();
    }
    assert!(conductor.published.load_full().unwrap().model.spot() > 100.0);
    let reader = conductor.archive.read().unwrap();
    let (batch, row) = reader.batches(..).unwrap().next_back().unwrap().unwrap();
    assert_eq!(row.source, "review");
    conductor.take_out(batch, "poison", ("ana", Utc::now())).unwrap();
    // The right value comes: it is new again.
    assert_eq!(scene.bring(&mut conductor, KNOWN, 1.0).learned, 1);
    assert_clean(&conductor);
    let other = Scene::new();
    let mut clean = other.open();
    other.bring(&mut clean, KNOWN, 1.0);
    assert_eq!(conductor.published.load_full().unwrap().model, clean.published.load_full().unwrap().model);
}
