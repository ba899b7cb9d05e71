//! Decisions judged like any other value: who is asked, when what they let in is known, and what a rejection binds.

use super::*;
use crate::review::answer::held_value;
use chrono::TimeDelta;
use paridad_engine::data::series::SeriesId;
use paridad_engine::data::vintage::Vintages;
use paridad_engine::recipe::Recipe;
use paridad_engine::snapshot::encode;
use paridad_store::{KnownFrom, Standing};

/// The last value that was held.
fn last_held(conductor: &Conductor) -> u64 {
    conductor.archive.read().unwrap().held_from(1).unwrap().next_back().unwrap().unwrap().0
}

fn spot(conductor: &Conductor) -> f64 {
    conductor.published.load_full().unwrap().model.spot()
}

/// The peso's value for a day as known at a moment.
fn peso(conductor: &Conductor, day: NaiveDate, moment: DateTime<Utc>) -> Option<f64> {
    let series = SeriesId::try_from("ecb.eur.mxn").unwrap();
    let mut vintages = Vintages::default();
    for row in conductor.archive.read().unwrap().observations(&series, day..=day).unwrap() {
        vintages.append(&row.unwrap().1.observation);
    }
    vintages.as_of(&series, moment).first().map(|(_, value)| *value)
}

/// Brings a day anew, a rate of one currency a thousandth higher, which the ECB does not do.
fn revise(conductor: &mut Conductor, scene: &Scene, currency: usize) -> u64 {
    let payload = scene.payload(KNOWN, 1.0);
    let rate = rates(KNOWN)[currency];
    let body = String::from_utf8(payload.bytes).unwrap();
    let body = body.replace(&format!("\"{rate}\""), &format!("\"{}\"", rate * 1.001)).into_bytes();
    let pulled = conductor.take(&brought(Payload { bytes: body, ..payload }), scene.after(1)).unwrap();
    assert_eq!(pulled.held, 1, "{pulled:?}");
    last_held(conductor)
}

impl Scene {
    /// So many hours after the rates of the first day to come are published.
    fn after(&self, hours: i64) -> DateTime<Utc> {
        ecb_publication(self.days[KNOWN]) + TimeDelta::hours(hours)
    }
}

#[test]
fn one_person_without_a_name_cannot_set_the_target_by_a_correction() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    scene.bring(&mut conductor, KNOWN, 1.0);
    let before = spot(&conductor);
    let held = revise(&mut conductor, &scene, 1);
    let row = conductor.archive.read().unwrap().held(held).unwrap().unwrap();
    assert_eq!((row.rule.as_str(), row.reviewers), ("unexpected_revision", 1));
    let mut decide =
        |actor: &str, decision| conductor.decide(held, decision, "a typo", (actor, scene.after(2)));
    let correct = Decision::Correct { value: 2000.0 };
    for (actor, decision) in
        [("local", correct.clone()), ("local", Decision::Accept), ("ana", correct.clone())]
    {
        let stands = decide(actor, decision).unwrap();
        assert!(matches!(stands, Standing::Open { .. }), "{actor}: {stands:?}");
    }
    for impossible in [f64::NAN, f64::INFINITY, 0.0, -18.0] {
        let refused = decide("luis", Decision::Correct { value: impossible }).unwrap_err();
        assert!(matches!(refused, ConductorError::Impossible { .. }), "{refused}");
    }
    let shown = held_value(&conductor.archive.read().unwrap(), held).unwrap().unwrap();
    let last = shown.decisions.last().unwrap();
    assert_eq!((shown.decided, last.people), (None, 2));
    let broken = |rule: &str| last.breaks.iter().any(|broken| broken.starts_with(rule));
    assert!(broken("implausible: ") && broken("unexpected_revision: "), "{:?}", last.breaks);
    assert_eq!(spot(&conductor), before);
    conductor.decide(held, correct, "so be it", ("luis", scene.after(3))).unwrap();
    assert!(spot(&conductor) > 1000.0, "two people with names can");
    assert_clean(&conductor);
}

#[test]
fn two_people_are_asked_for_what_enters_the_target_of_any_recipe_and_one_for_the_rest() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    scene.bring(&mut conductor, KNOWN, 1.0);
    let accept = |conductor: &mut Conductor, currency| {
        let held = revise(conductor, &scene, currency);
        let stands = conductor.decide(held, Decision::Accept, "", ("local", scene.after(2))).unwrap();
        matches!(stands, Standing::Decided(_))
    };
    assert!(!accept(&mut conductor, 0), "the dollar is a leg of the target");
    assert!(accept(&mut conductor, 2), "no target is made of the real");

    let other = Scene::new();
    let mut conductor = other.open();
    other.bring(&mut conductor, KNOWN, 1.0);
    let real =
        Challenger::learn(conductor.archive(), Recipe::ecb_cross("brl").unwrap(), &mut |_| Ok(())).unwrap();
    conductor.keep_challenger(&real, "", ("ana", other.after(1))).unwrap();
    assert!(!accept(&mut conductor, 2), "a challenger's target is made of the real");
    let held = last_held(&conductor);
    let stands = conductor.decide(held, Decision::Reject, "", ("local", other.after(2))).unwrap();
    assert!(matches!(stands, Standing::Decided(_)), "nothing enters by a rejection");
}

#[test]
fn what_people_let_in_is_known_from_their_decision_on_live_and_in_a_replay() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    scene.bring(&mut conductor, KNOWN, 1.3);
    let held = last_held(&conductor);
    (KNOWN + 1..KNOWN + 4).for_each(|index| _ = scene.bring(&mut conductor, index, 1.0));
    let decided = ecb_publication(scene.days[KNOWN + 3]) + TimeDelta::hours(2);
    conductor.decide(held, Decision::Accept, "", ("ana", decided - TimeDelta::hours(1))).unwrap();
    conductor.decide(held, Decision::Accept, "", ("luis", decided)).unwrap();
    let known = |at| peso(&conductor, scene.days[KNOWN], at).is_some();
    assert_eq!((known(decided - TimeDelta::seconds(1)), known(decided)), (false, true));
    let replayed =
        Challenger::learn(conductor.archive(), Recipe::ecb_cross("mxn").unwrap(), &mut |_| Ok(())).unwrap();
    let kept = conductor.keep_challenger(&replayed, "", ("ana", decided)).unwrap();
    let live = encode(&conductor.forecaster).digest();
    assert_eq!(*kept.snapshot.as_bytes(), live, "a replay knows it no earlier than the live line did");
    assert_clean(&conductor);
}

#[test]
fn reviewers_may_say_since_when_a_value_was_known_within_bounds_and_must_agree_on_it() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let day = scene.days[KNOWN];
    scene.bring(&mut conductor, KNOWN, 1.3);
    let held = last_held(&conductor);
    let wish = |known| Wish { decision: Decision::Accept, known };
    for outside in [scene.after(-1), scene.after(49)] {
        let known = Some(KnownFrom::Since(outside));
        let refused = conductor.decide(held, wish(known), "", ("ana", scene.after(48))).unwrap_err();
        assert!(matches!(refused, ConductorError::KnownOutside { .. }), "{refused}");
    }
    let since = |hours| Some(KnownFrom::Since(scene.after(hours)));
    for (actor, known, is_decided) in [
        ("ana", None, false),
        ("luis", since(5), false),
        ("eva", Some(KnownFrom::Published), false),
        ("ana", since(5), true),
    ] {
        let stands = conductor.decide(held, wish(known), "", (actor, scene.after(48))).unwrap();
        assert_eq!(matches!(stands, Standing::Decided(_)), is_decided, "{actor}: {stands:?}");
    }
    let known = |hours| peso(&conductor, day, scene.after(hours)).is_some();
    assert_eq!((known(4), known(5)), (false, true));
    let shown = held_value(&conductor.archive.read().unwrap(), held).unwrap().unwrap();
    assert_eq!(shown.decisions[2].known, Some(paridad_wire::KnownFrom::Published));
    assert_clean(&conductor);
}

#[test]
fn what_was_rejected_stays_out_when_its_rule_no_longer_objects_until_it_is_opened_again() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let (day, now) = (scene.days[KNOWN], scene.after(0));
    let rows = |values: &[f64]| {
        let row = |value: &f64| format!("flow,{day},{value},2024-01-05T00:00:00Z\n");
        format!("series,period,value,known_at\n{}", values.iter().map(row).collect::<String>())
    };
    let send = |conductor: &mut Conductor, values: &[f64]| {
        let pulled = take(conductor, Csv::NAME, "text/csv", &rows(values), now).unwrap();
        (pulled.observed, pulled.held)
    };
    assert_eq!(send(&mut conductor, &[1.0, 2.0]), (0, 2), "they contradict each other");
    let early = conductor.decide(2, Decision::Reopen, "", ("local", now)).unwrap_err();
    assert!(matches!(early, ConductorError::NotRejected { held: 2 }), "{early}");
    for held in [1, 2] {
        conductor.decide(held, Decision::Reject, "neither", ("local", now)).unwrap();
    }
    assert_eq!(send(&mut conductor, &[2.0]), (0, 0), "nothing contradicts it now");
    assert_eq!(send(&mut conductor, &[3.0]), (1, 0), "another value is another matter");
    let stands = conductor.decide(2, Decision::Reopen, "it was right", ("local", scene.after(1))).unwrap();
    assert!(matches!(stands, Standing::Open { .. }), "{stands:?}");
    assert_eq!(conductor.archive.read().unwrap().waiting().unwrap(), [2]);
    let over = conductor.decide(2, Decision::Accept, "", ("local", scene.after(1))).unwrap_err();
    assert!(matches!(over, ConductorError::Superseded { value: 3.0, .. }), "{over}");
    let correct = Decision::Correct { value: 2.0 };
    let stands = conductor.decide(2, correct, "it was right", ("local", scene.after(1))).unwrap();
    assert!(matches!(stands, Standing::Decided(_)), "{stands:?}");
    let series = SeriesId::try_from("internal.flow").unwrap();
    let reader = conductor.archive.read().unwrap();
    let last = reader.observations(&series, day..=day).unwrap().next_back().unwrap().unwrap().1;
    assert_eq!((last.observation.value, last.observation.known_at), (2.0, scene.after(1)));
    let late = conductor.decide(2, Decision::Reopen, "", ("local", scene.after(2))).unwrap_err();
    assert!(matches!(late, ConductorError::NotRejected { .. }), "what has entered is taken out: {late}");
    assert_clean(&conductor);
}

#[test]
fn a_value_that_another_one_has_taken_the_place_of_cannot_be_accepted_over_it() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    scene.bring(&mut conductor, KNOWN, 1.0);
    let old = revise(&mut conductor, &scene, 1);
    conductor.decide(old, Decision::Accept, "", ("ana", scene.after(2))).unwrap();
    let payload = Payload { received_at: scene.after(3), ..scene.payload(KNOWN, 1.002) };
    conductor.take(&brought(payload), scene.after(3)).unwrap();
    let right = last_held(&conductor);
    assert_ne!(right, old);
    for actor in ["ana", "luis"] {
        conductor.decide(right, Decision::Accept, "", (actor, scene.after(4))).unwrap();
    }
    let before = spot(&conductor);
    let refused = conductor.decide(old, Decision::Accept, "", ("luis", scene.after(5))).unwrap_err();
    let ConductorError::Superseded { day, value, .. } = refused else { panic!("{refused}") };
    assert_eq!((day, value), (scene.days[KNOWN], rates(KNOWN)[1] * 1.002));
    assert_eq!(spot(&conductor).to_bits(), before.to_bits());
    let value = rates(KNOWN)[1] * 1.0005;
    let mut correct = |actor| {
        conductor.decide(old, Decision::Correct { value }, "the gazette", (actor, scene.after(6))).unwrap()
    };
    assert!(matches!((correct("ana"), correct("luis")), (Standing::Open { .. }, Standing::Decided(_))));
    assert_eq!(peso(&conductor, scene.days[KNOWN], scene.after(7)), Some(value));
    assert_clean(&conductor);
}

#[test]
fn opposed_decisions_are_a_dispute_until_one_of_the_two_changes_his_word() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    scene.bring(&mut conductor, KNOWN, 10.0);
    let held = last_held(&conductor);
    let mut decide = |actor: &str, decision| {
        conductor.decide(held, decision, "", (actor, scene.after(1))).unwrap();
        let shown = held_value(&conductor.archive.read().unwrap(), held).unwrap().unwrap();
        (shown.disputed, shown.decided)
    };
    assert_eq!(decide("ana", Decision::Accept), (false, None));
    assert_eq!(decide("luis", Decision::Reject), (true, None), "one wants it in, one out");
    assert_eq!(decide("luis", Decision::Reject), (true, None), "saying it twice changes nothing");
    assert_eq!(decide("ana", Decision::Reject), (false, Some("reject".to_owned())));
}
