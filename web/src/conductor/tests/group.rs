//! Decisions on whole groups: each value is decided on as it would be by itself, in steps that lose nothing.

use super::*;
use crate::review::answer::held_value;
use chrono::TimeDelta;
use paridad_store::{HeldGroup, HeldState};

impl Scene {
    fn hours_after(&self, hours: i64) -> DateTime<Utc> {
        ecb_publication(self.days[KNOWN]) + TimeDelta::hours(hours)
    }
}

/// Brings a day anew, all its rates changed by a factor, which the ECB does not do.
fn revise(conductor: &mut Conductor, scene: &Scene, factor: f64, hours: i64) -> HeldGroup {
    let [usd, mxn, brl] = rates(KNOWN).map(|rate| rate * factor);
    let (body, now) = (ecb_document(&[(scene.days[KNOWN], [usd, mxn, brl])]), scene.hours_after(hours));
    let pulled = conductor.take(&brought(payload(Ecb::NAME, "text/xml", &body, now)), now).unwrap();
    assert_eq!(pulled.held, 3, "{pulled:?}");
    newest(conductor)
}

/// Two values of the same series for each of two days, which contradict each other.
fn contradict(conductor: &mut Conductor, scene: &Scene) -> HeldGroup {
    let mut rows = "series,period,value\n".to_owned();
    for (day, value) in [(0, 1), (0, 2), (1, 3), (1, 4)] {
        writeln!(rows, "flow,{},{value}", scene.days[day]).unwrap();
    }
    let pulled = take(conductor, Csv::NAME, "text/csv", &rows, scene.hours_after(1)).unwrap();
    assert_eq!((pulled.observed, pulled.held), (0, 4));
    newest(conductor)
}

/// The newest group of which something waits.
fn newest(conductor: &Conductor) -> HeldGroup {
    let reader = conductor.archive.read().unwrap();
    reader.held_groups(HeldState::Waiting, None, 1).unwrap().remove(0)
}

fn wish(group: &HeldGroup, decision: Decision) -> GroupWish {
    GroupWish { batch: group.batch, rule: group.rule.clone(), wish: decision.into(), note: "all".to_owned() }
}

fn waiting(conductor: &Conductor, group: &HeldGroup) -> u64 {
    conductor.archive.read().unwrap().held_group(group.batch, &group.rule).unwrap().unwrap().waiting
}

fn decisions(conductor: &Conductor) -> usize {
    conductor.archive.read().unwrap().decisions().unwrap().count()
}

const ALL: (u64, usize) = (u64::MAX, DECIDED_AT_ONCE);

#[test]
fn a_group_enters_by_as_many_people_as_each_of_its_values_asks_for() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    scene.bring(&mut conductor, KNOWN, 1.0);
    let group = revise(&mut conductor, &scene, 1.001, 1);
    assert_eq!((group.rule.as_str(), group.held, group.waiting), ("unexpected_revision", 3, 3));
    let accept = wish(&group, Decision::Accept);
    let mut decide = |actor: &str| {
        assert_eq!(conductor.decide_group(&accept, (actor, scene.hours_after(2)), ALL).unwrap(), None);
        (waiting(&conductor, &group), decisions(&conductor))
    };
    assert_eq!(decide("ana"), (2, 3), "the real moves no target, dollar and peso do");
    assert_eq!(decide("ana"), (2, 3), "nobody says the same twice");
    assert_eq!(decide("luis"), (0, 5));
    let spot = conductor.published.load_full().unwrap().model.spot();
    let [usd, mxn, _] = rates(KNOWN);
    assert!((spot - mxn / usd).abs() < 1e-9, "both legs are a thousandth higher, {spot}");
    assert_clean(&conductor);
}

#[test]
fn a_group_that_is_cut_short_goes_on_where_it_ended() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let group = contradict(&mut conductor, &scene);
    let reject = wish(&group, Decision::Reject);
    let below = conductor.decide_group(&reject, ("ana", scene.hours_after(2)), (u64::MAX, 3)).unwrap();
    assert_eq!((below, waiting(&conductor, &group)), (Some(2), 1));
    drop(conductor);
    let mut conductor = scene.open();
    let end = conductor.decide_group(&reject, ("ana", scene.hours_after(3)), (u64::MAX, 3)).unwrap();
    assert_eq!((end, waiting(&conductor, &group), decisions(&conductor)), (None, 0, 4));
    conductor.decide_group(&wish(&group, Decision::Reopen), ("ana", scene.hours_after(4)), ALL).unwrap();
    assert_eq!(waiting(&conductor, &group), 4, "what was rejected waits again");
    assert_clean(&conductor);
}

#[test]
fn a_group_that_contradicts_itself_or_was_superseded_is_not_accepted_and_nothing_of_it_is_decided() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let group = contradict(&mut conductor, &scene);
    let accept = |conductor: &mut Conductor, group: &HeldGroup, actor: &str, hours: i64| {
        conductor.decide_group(&wish(group, Decision::Accept), (actor, scene.hours_after(hours)), ALL)
    };
    let refused = accept(&mut conductor, &group, "ana", 2).unwrap_err();
    assert!(matches!(refused, ConductorError::Contradictory { .. }), "{refused}");
    scene.bring(&mut conductor, KNOWN, 1.0);
    let old = revise(&mut conductor, &scene, 1.001, 2);
    let right = revise(&mut conductor, &scene, 1.002, 3);
    for actor in ["ana", "luis"] {
        accept(&mut conductor, &right, actor, 4).unwrap();
    }
    let before = decisions(&conductor);
    let refused = accept(&mut conductor, &old, "ana", 5).unwrap_err();
    assert!(matches!(refused, ConductorError::Superseded { .. }), "{refused}");
    assert_eq!((decisions(&conductor), waiting(&conductor, &old)), (before, 3));
    let none = HeldGroup { rule: "no_such_rule".to_owned(), ..old };
    let refused = accept(&mut conductor, &none, "ana", 6).unwrap_err();
    assert!(matches!(refused, ConductorError::NoSuchGroup { .. }), "{refused}");
}

#[test]
fn who_wants_a_group_in_and_who_wants_it_out_are_in_dispute_over_each_of_its_values() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let far = scene.bring(&mut conductor, KNOWN, 10.0);
    assert_eq!(far.held, 1, "{far:?}");
    let group = newest(&conductor);
    for (actor, decision) in [("ana", Decision::Accept), ("luis", Decision::Reject)] {
        conductor.decide_group(&wish(&group, decision), (actor, scene.hours_after(1)), ALL).unwrap();
    }
    let shown = held_value(&conductor.archive.read().unwrap(), 1).unwrap().unwrap();
    assert!(shown.disputed && shown.decided.is_none(), "{shown:?}");
}
