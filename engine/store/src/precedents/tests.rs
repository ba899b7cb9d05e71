//! Precedents as people propose them, agree to them and revoke them.

use super::*;
use crate::Archive;
use paridad_engine::data::series::Observation;

fn terms(reviewers: u8) -> Terms {
    Terms {
        series: "banxico.sf43718".try_into().unwrap(),
        rule: "implausible".to_owned(),
        from: None,
        until: Some("1995-12-31".parse().unwrap()),
        least: Some(1.0),
        most: Some(10.0),
        decision: Decision::Accept,
        reviewers,
    }
}

fn held(period: &str, value: f64) -> HeldRow {
    let observation = Observation {
        series: "banxico.sf43718".try_into().unwrap(),
        period: period.parse().unwrap(),
        value,
        known_at: DateTime::UNIX_EPOCH,
    };
    let (rule, detail) = ("implausible".to_owned(), String::new());
    HeldRow { observation, rule, detail, batch: 1, received_at: DateTime::UNIX_EPOCH, reviewers: 2 }
}

/// Takes a step; without a number it is the next one's.
fn step(archive: &Archive, number: Option<u64>, actor: &str, step: PrecedentStep) -> Result<u64, StoreError> {
    archive.write(|writer| {
        let precedent = number.map_or_else(|| writer.next_precedent(), Ok)?;
        let (actor, note) = (actor.to_owned(), "hyperinflation".to_owned());
        writer.append_precedent(&PrecedentRow { precedent, actor, at: DateTime::UNIX_EPOCH, note, step })
    })
}

#[test]
fn a_precedent_is_in_force_once_enough_people_want_it_and_until_one_does_not() {
    let archive = Archive::in_memory().unwrap();
    let number = step(&archive, None, "local", PrecedentStep::Proposed(terms(2))).unwrap();
    let mut agreed = |actor: &str| {
        step(&archive, Some(number), actor, PrecedentStep::Agreed).unwrap();
        archive.read().unwrap().precedents().unwrap()[0].is_in_force()
    };
    assert_eq!(["local", "ana", "ana", "luis"].map(&mut agreed), [false, false, false, true]);
    step(&archive, Some(number), "eva", PrecedentStep::Revoked).unwrap();
    let precedent = archive.read().unwrap().precedents().unwrap().remove(0);
    assert!(!precedent.is_in_force());
    assert_eq!((precedent.actors.len(), precedent.revoked.unwrap().0.as_str()), (3, "eva"));
    step(&archive, None, "local", PrecedentStep::Proposed(terms(1))).unwrap();
    let all = archive.read().unwrap().precedents().unwrap();
    assert_eq!(
        (all.len(), all[1].number, all[1].is_in_force()),
        (2, 7, true),
        "one is enough, whoever it is"
    );
    assert!(archive.scrub().unwrap().is_clean());
}

#[test]
fn a_precedent_covers_what_its_terms_say_and_nothing_that_asks_for_more_people() {
    let archive = Archive::in_memory().unwrap();
    step(&archive, None, "ana", PrecedentStep::Proposed(terms(2))).unwrap();
    let precedent = archive.read().unwrap().precedents().unwrap().remove(0);
    for (period, value, is_covered) in [
        ("1995-12-31", 1.0, true),
        ("1985-01-02", 10.0, true),
        ("1996-01-01", 5.0, false),
        ("1995-01-02", 10.1, false),
        ("1995-01-02", 0.9, false),
    ] {
        assert_eq!(precedent.terms.cover(&held(period, value)), is_covered, "{period} {value}");
    }
    let other = held("1995-01-02", 5.0);
    assert!(!precedent.terms.cover(&HeldRow { rule: "future".to_owned(), ..other.clone() }));
    assert!(!precedent.terms.cover(&HeldRow { reviewers: 3, ..other.clone() }));
    let mut foreign = other;
    foreign.observation.series = "banxico.sf60653".try_into().unwrap();
    assert!(!precedent.terms.cover(&foreign));
}

#[test]
fn a_step_is_one_of_a_precedent_that_was_proposed() {
    let archive = Archive::in_memory().unwrap();
    let proposed = || PrecedentStep::Proposed(terms(1));
    assert!(matches!(
        step(&archive, Some(7), "ana", proposed()),
        Err(StoreError::PrecedentNumber { expected: 1, got: 7 })
    ));
    assert!(step(&archive, Some(1), "ana", PrecedentStep::Agreed).is_err(), "there is none");
    step(&archive, None, "ana", proposed()).unwrap();
    step(&archive, Some(1), "luis", PrecedentStep::Agreed).unwrap();
    assert!(
        step(&archive, Some(2), "eva", PrecedentStep::Agreed).is_err(),
        "that is a step, and no precedent"
    );
}
