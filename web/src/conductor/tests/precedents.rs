//! Decisions that hold for all values like the one that they were made on.

use super::*;
use crate::conductor::Proposal;
use paridad_store::Standing;

/// Brings the rates of so many days, the peso's ten times what they should be, and gives what is held of them.
fn poison(conductor: &mut Conductor, scene: &Scene, days: std::ops::Range<usize>) -> Vec<u64> {
    let first = conductor.archive.read().unwrap().held_from(1).unwrap().count() as u64;
    days.clone().for_each(|index| _ = scene.bring(conductor, index, 10.0));
    (first + 1..=first + days.len() as u64).collect()
}

fn proposal(held: u64, decision: Decision, until: Option<NaiveDate>) -> Proposal {
    let wish = decision.into();
    Proposal { held, wish, periods: (None, until), values: (None, None), note: "seen".to_owned() }
}

fn is_decided(conductor: &Conductor, held: u64) -> bool {
    let reader = conductor.archive.read().unwrap();
    let decisions: Vec<_> = reader.decisions_on(held).unwrap().map(Result::unwrap).collect();
    matches!(paridad_store::standing(&reader.held(held).unwrap().unwrap(), &decisions), Standing::Decided(_))
}

#[test]
fn what_two_people_want_is_decided_on_all_that_waits_and_on_what_comes() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let held = poison(&mut conductor, &scene, KNOWN..KNOWN + 2);
    let now = Utc::now();
    let made = conductor.propose(&proposal(held[0], Decision::Reject, None), ("ana", now)).unwrap();
    assert!(!made.is_in_force() && !is_decided(&conductor, held[0]), "one is not enough");
    assert!(!conductor.agree(made.number, "", ("local", now)).unwrap().is_in_force(), "nobody is nobody");
    assert!(conductor.agree(made.number, "", ("luis", now)).unwrap().is_in_force());
    assert!(held.iter().all(|held| is_decided(&conductor, *held)), "all that waited");
    let later = poison(&mut conductor, &scene, KNOWN + 2..KNOWN + 3);
    assert!(is_decided(&conductor, later[0]), "and what came");
    conductor.revoke_precedent(made.number, "enough", ("eva", now)).unwrap();
    let after = poison(&mut conductor, &scene, KNOWN + 3..KNOWN + 4);
    assert!(!is_decided(&conductor, after[0]), "it is revoked");
    assert!(matches!(conductor.agree(made.number, "", ("eva", now)), Err(ConductorError::Revoked { .. })));
    assert_clean(&conductor);
}

#[test]
fn what_is_accepted_enters_in_one_batch_with_the_bits_of_single_decisions() {
    let (scene, other) = (Scene::new(), Scene::new());
    let (mut conductor, mut single) = (scene.open(), other.open());
    let held = poison(&mut conductor, &scene, KNOWN..KNOWN + 2);
    let (until, now) = (Some(scene.days[KNOWN + 1]), Utc::now());
    let made = conductor.propose(&proposal(held[1], Decision::Accept, until), ("ana", now)).unwrap();
    conductor.agree(made.number, "", ("luis", now)).unwrap();
    assert!(conductor.published.load_full().unwrap().model.spot() > 100.0);
    let (_, batch) = conductor.archive.read().unwrap().batches(..).unwrap().next_back().unwrap().unwrap();
    assert_eq!((batch.source.as_str(), batch.observed), ("review", 2));
    for held in poison(&mut single, &other, KNOWN..KNOWN + 2) {
        for actor in ["ana", "luis"] {
            single.decide(held, Decision::Accept, "seen", (actor, now)).unwrap();
        }
    }
    let model = |conductor: &Conductor| conductor.published.load_full().unwrap().model.clone();
    assert_eq!(model(&conductor), model(&single));
    assert_clean(&conductor);
}

#[test]
fn what_a_kill_left_undecided_is_decided_at_the_next_start() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let held = poison(&mut conductor, &scene, KNOWN..KNOWN + 1);
    // As if the program had ended between the agreement and what follows from it.
    let terms = paridad_store::Terms {
        series: "ecb.eur.mxn".try_into().unwrap(),
        rule: "implausible".to_owned(),
        from: None,
        until: None,
        least: None,
        most: None,
        decision: Decision::Reject,
        reviewers: 2,
    };
    let step = |precedent, actor: &str, step| paridad_store::PrecedentRow {
        precedent,
        actor: actor.to_owned(),
        at: Utc::now(),
        note: String::new(),
        step,
    };
    conductor
        .archive
        .write(|writer| {
            writer.append_precedent(&step(1, "ana", paridad_store::PrecedentStep::Proposed(terms)))?;
            writer.append_precedent(&step(1, "luis", paridad_store::PrecedentStep::Agreed))
        })
        .unwrap();
    assert!(!is_decided(&conductor, held[0]));
    drop(conductor);
    assert!(is_decided(&scene.open(), held[0]));
}

#[test]
fn a_precedent_that_accepts_has_bounds_and_they_hold_the_value_it_was_made_on() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let held = poison(&mut conductor, &scene, KNOWN..KNOWN + 1)[0];
    let mut propose = |proposal: Proposal| conductor.propose(&proposal, ("ana", Utc::now()));
    assert!(matches!(propose(proposal(held, Decision::Accept, None)), Err(ConductorError::Unbounded)));
    let before = scene.days[KNOWN].pred_opt();
    assert!(matches!(
        propose(proposal(held, Decision::Accept, before)),
        Err(ConductorError::NotCovered { .. })
    ));
    let bounds = |least, most| Proposal {
        values: (Some(least), Some(most)),
        ..proposal(held, Decision::Accept, None)
    };
    for (least, most) in [(-1e300, 1e300), (1.0, 1e4), (150.0, 1e4)] {
        assert!(
            matches!(propose(bounds(least, most)), Err(ConductorError::TooWide { .. })),
            "{least}..{most}"
        );
    }
    assert!(propose(bounds(180.0, 230.0)).is_ok());
    assert!(matches!(propose(proposal(99, Decision::Reject, None)), Err(ConductorError::NoSuchHeld { .. })));
    let missing = conductor.agree(7, "", ("ana", Utc::now()));
    assert!(matches!(missing, Err(ConductorError::NoSuchPrecedent { wanted: 7 })));
}

#[test]
fn who_has_decided_on_a_value_is_not_overruled_by_his_own_precedent_and_the_latest_one_holds() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let held = poison(&mut conductor, &scene, KNOWN..KNOWN + 1)[0];
    let now = Utc::now();
    let until = Some(scene.days[KNOWN]);
    let made = conductor.propose(&proposal(held, Decision::Accept, until), ("ana", now)).unwrap();
    conductor.decide(held, Decision::Reject, "on second thoughts", ("ana", now)).unwrap();
    assert!(conductor.agree(made.number, "", ("luis", now)).unwrap().is_in_force());
    assert!(!is_decided(&conductor, held), "ana has said otherwise of this one");
    let other = conductor.propose(&proposal(held, Decision::Reject, None), ("luis", now)).unwrap();
    conductor.agree(other.number, "", ("eva", now)).unwrap();
    assert!(is_decided(&conductor, held), "ana and the two who made the later one");
    assert!(conductor.published.load_full().unwrap().model.spot() < 100.0, "it has not entered");
}

#[test]
fn what_a_revoked_precedent_has_rejected_waits_again_and_no_precedent_of_before_decides_it() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let held = poison(&mut conductor, &scene, KNOWN..KNOWN + 2);
    let at = |minutes| ecb_publication(scene.days[KNOWN + 1]) + chrono::TimeDelta::minutes(minutes);
    let reject = |minutes, conductor: &mut Conductor| {
        let made =
            conductor.propose(&proposal(held[0], Decision::Reject, None), ("ana", at(minutes))).unwrap();
        conductor.agree(made.number, "", ("luis", at(minutes))).unwrap();
        made.number
    };
    let (first, second) = (reject(1, &mut conductor), reject(2, &mut conductor));
    conductor.revoke_precedent(first, "", ("eva", at(3))).unwrap();
    assert!(held.iter().all(|held| is_decided(&conductor, *held)), "what was decided stays decided");
    let again = conductor.revoke_and_reopen(first, "", ("eva", at(4)));
    assert!(matches!(again, Err(ConductorError::Revoked { .. })));
    conductor.decide(held[0], Decision::Reopen, "it was right", ("eva", at(5))).unwrap();
    conductor.revoke_and_reopen(second, "", ("eva", at(6))).unwrap();
    assert!(!is_decided(&conductor, held[0]), "neither has decided it anew");
    let third = reject(7, &mut conductor);
    assert!(is_decided(&conductor, held[0]), "a precedent of after decides it");
    conductor.revoke_and_reopen(third, "a mistake", ("eva", at(8))).unwrap();
    assert_eq!(
        held.iter().filter(|held| is_decided(&conductor, **held)).count(),
        1,
        "the other was the first one's"
    );
    let until = Some(scene.days[KNOWN]);
    let made = conductor.propose(&proposal(held[0], Decision::Accept, until), ("ana", at(9))).unwrap();
    conductor.agree(made.number, "", ("luis", at(9))).unwrap();
    assert!(is_decided(&conductor, held[0]));
    assert!(conductor.published.load_full().unwrap().model.spot() > 100.0, "it has entered");
    assert_clean(&conductor);
}
