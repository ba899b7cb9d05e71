//! What takes two people once people have tokens, and what is said where nobody has one.

use super::*;
use crate::versions::answer;
use paridad_engine::recipe::Recipe;
use paridad_store::{TokenRow, Wanted};

fn allow(conductor: &mut Conductor, name: &str, role: &str) {
    let digest = [u8::try_from(name.len()).unwrap(); 32];
    let (name, role, actor) = (name.to_owned(), role.to_owned(), "local".to_owned());
    conductor.make_token(&TokenRow { name, role, digest, at: Utc::now(), actor, revoked: false }).unwrap();
}

fn challenge(conductor: &mut Conductor) -> Wanted {
    let learned =
        Challenger::learn(conductor.archive(), Recipe::ecb_cross("brl").unwrap(), &mut |_| Ok(())).unwrap();
    let version = conductor.keep_challenger(&learned, "to see", ("ana", Utc::now())).unwrap().number;
    Wanted::Promote { version }
}

/// A batch of the bank's own, and one of the target.
fn batches(conductor: &mut Conductor, scene: &Scene) -> [Wanted; 2] {
    let day = scene.days[KNOWN];
    let text = format!("series,period,value\nflow,{day},1.5\n");
    take(conductor, Csv::NAME, "text/csv", &text, ecb_publication(day)).unwrap();
    let last = |conductor: &Conductor| {
        let reader = conductor.archive.read().unwrap();
        let batch = reader.batches(..).unwrap().next_back().unwrap().unwrap().0;
        Wanted::TakeOut { batch }
    };
    let own = last(conductor);
    scene.bring(conductor, KNOWN, 1.0);
    [own, last(conductor)]
}

fn last_detail(conductor: &Conductor, action: &str) -> String {
    let mut trail = conductor.archive.read().unwrap().audit_from(0).unwrap().rev().map(Result::unwrap);
    trail.find(|row| row.action == action).unwrap().detail
}

#[test]
fn where_nobody_has_a_token_one_person_decides_alone_and_it_is_said() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let [_, rates] = batches(&mut conductor, &scene);
    let promote = challenge(&mut conductor);
    allow(&mut conductor, "desk", "pusher");
    for (wanted, action) in [(rates, "take out"), (promote, "promote")] {
        let Ok(Outcome::Done(row)) = conductor.ask(wanted, "", ("local", Utc::now())) else {
            panic!("{wanted:?}: nobody can be asked, a pusher decides nothing");
        };
        assert!(last_detail(&conductor, action).contains("one person without a name"));
        let reader = conductor.archive.read().unwrap();
        assert!(answer::version(&reader, &row, row.number).unwrap().unnamed, "{wanted:?}");
    }
    assert_clean(&conductor);
}

#[test]
fn once_people_have_tokens_two_of_them_must_ask_for_what_touches_the_target() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let [own, rates] = batches(&mut conductor, &scene);
    allow(&mut conductor, "eva", "reviewer");
    let promote = challenge(&mut conductor);
    let first = conductor.learned.number;
    let mut minutes = 0;
    let mut ask = |conductor: &mut Conductor, wanted, actor: &str| {
        minutes += 1;
        conductor.ask(wanted, "seen", (actor, Utc::now() + chrono::TimeDelta::minutes(minutes)))
    };
    for wanted in [rates, promote] {
        let refused = ask(&mut conductor, wanted, "local").unwrap_err();
        assert!(matches!(refused, ConductorError::Unnamed), "{refused}");
        for _ in 0..2 {
            assert_eq!(ask(&mut conductor, wanted, "ana").unwrap(), Outcome::Waits(vec!["ana".to_owned()]));
        }
    }
    assert_eq!(conductor.learned.number, first, "nothing has changed");
    assert!(last_detail(&conductor, "ask").starts_with("to promote version "));
    for wanted in [rates, promote] {
        let Ok(Outcome::Done(row)) = ask(&mut conductor, wanted, "luis") else { panic!("{wanted:?}") };
        assert_eq!(row.actor, "ana, luis");
        let reader = conductor.archive.read().unwrap();
        assert!(!answer::version(&reader, &row, row.number).unwrap().unnamed);
    }
    let again = ask(&mut conductor, promote, "luis").unwrap_err();
    assert!(matches!(again, ConductorError::SpeaksAlready { .. }), "{again}");
    let back = paridad_wire::Rollback { version: first, reason: String::new(), speaking: None };
    conductor.rollback(&back, "ana", Utc::now()).unwrap();
    let again = ask(&mut conductor, promote, "luis").unwrap();
    assert_eq!(again, Outcome::Waits(vec!["luis".to_owned()]), "what was done is asked for anew");
    let done = ask(&mut conductor, own, "local").unwrap();
    assert!(matches!(done, Outcome::Done(_)), "it touches no target");
    let again = ask(&mut conductor, rates, "luis").unwrap_err();
    assert!(matches!(again, ConductorError::AlreadyTakenOut { .. }), "{again}");
    let Wanted::TakeOut { batch } = rates else { panic!("{rates:?}") };
    let back = Wanted::PutBack { batch };
    assert_eq!(ask(&mut conductor, back, "ana").unwrap(), Outcome::Waits(vec!["ana".to_owned()]));
    assert!(matches!(ask(&mut conductor, back, "luis"), Ok(Outcome::Done(_))), "as it went, it comes back");
    let again = ask(&mut conductor, rates, "luis").unwrap();
    assert_eq!(again, Outcome::Waits(vec!["luis".to_owned()]), "who asked before has been served");
    conductor.revoke_token("eva", ("local", Utc::now())).unwrap();
    assert!(matches!(ask(&mut conductor, promote, "local"), Ok(Outcome::Done(_))), "nobody is left to ask");
    assert_clean(&conductor);
}

#[test]
fn what_is_much_is_confirmed_in_its_own_words_by_whoever_decides_it_alone() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let [own, rates] = batches(&mut conductor, &scene);
    let all = Wanted::TakeOut { batch: 1 };
    for little in [own, rates] {
        assert!(conductor.check_confirmed(little, None).is_ok(), "{little:?} is one day");
    }
    let extent = Extent::of(&conductor.archive.read().unwrap(), 1).unwrap();
    assert!(extent.is_much && extent.target_days == KNOWN && extent.target_days_of == KNOWN + 1);
    for said in [None, Some("yes"), Some("3 values")] {
        let refused = conductor.check_confirmed(all, said).unwrap_err();
        let ConductorError::Unconfirmed { words } = refused else { panic!("{refused}") };
        assert_eq!(words, extent.confirmation());
    }
    assert!(conductor.check_confirmed(all, Some(&extent.confirmation())).is_ok());
    let back = conductor.check_confirmed(Wanted::PutBack { batch: 1 }, None).unwrap_err();
    assert!(matches!(back, ConductorError::NotTakenOut { .. }), "{back}");
    allow(&mut conductor, "eva", "reviewer");
    assert!(conductor.check_confirmed(all, None).is_ok(), "two people decide");
    let asked = conductor.ask(all, "", ("ana", Utc::now())).unwrap();
    assert_eq!(asked, Outcome::Waits(vec!["ana".to_owned()]));
}

#[test]
fn many_values_of_a_series_that_no_target_is_made_of_take_two_people_too() {
    let scene = Scene::new();
    let mut conductor = scene.open();
    let mut rows = String::new();
    for name in ["flow", "level", "stock", "share"] {
        let row = |day: &NaiveDate| format!("{name},{day},1.5\n");
        rows.extend(scene.days[..KNOWN].iter().map(row));
    }
    let text = format!("series,period,value\n{rows}");
    take(&mut conductor, Csv::NAME, "text/csv", &text, ecb_publication(scene.days[KNOWN])).unwrap();
    let batch = conductor.archive.read().unwrap().batches(..).unwrap().next_back().unwrap().unwrap().0;
    let extent = Extent::of(&conductor.archive.read().unwrap(), batch).unwrap();
    assert!(extent.is_much && !extent.is_of_target && extent.target_days == 0, "{extent:?}");
    allow(&mut conductor, "eva", "reviewer");
    let asked = conductor.ask(Wanted::TakeOut { batch }, "", ("ana", Utc::now())).unwrap();
    assert_eq!(asked, Outcome::Waits(vec!["ana".to_owned()]));
}
