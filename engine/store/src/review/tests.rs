//! Who decides what is held, and when it is settled.

use super::*;
use crate::Archive;
use paridad_engine::series::SeriesId;

fn held(reviewers: u8) -> HeldRow {
    let observation = Observation {
        series: SeriesId::try_from("banxico.fix").unwrap(),
        period: DateTime::UNIX_EPOCH.date_naive(),
        value: 172.5,
        known_at: DateTime::UNIX_EPOCH,
    };
    HeldRow {
        observation,
        rule: "jump".to_owned(),
        detail: "172.5 is ten times the day before".to_owned(),
        batch: 3,
        received_at: DateTime::UNIX_EPOCH,
        reviewers,
    }
}

fn by(actor: &str, decision: Decision) -> DecisionRow {
    let (actor, note) = (actor.to_owned(), "seen".to_owned());
    DecisionRow { held: 1, decision, note, actor, at: DateTime::UNIX_EPOCH }
}

fn open(actors: &[&str]) -> Standing {
    Standing::Open { approvals: actors.iter().map(|actor| (*actor).to_owned()).collect() }
}

const ACCEPT: Decision = Decision::Accept;
const REJECT: Decision = Decision::Reject;

#[test]
fn one_reviewer_is_enough_where_one_is_asked_for_even_without_a_name() {
    for reviewers in [0, 1] {
        assert_eq!(standing(&held(reviewers), &[]), open(&[]));
        assert_eq!(standing(&held(reviewers), &[by(ANONYMOUS, REJECT)]), Standing::Decided(REJECT));
    }
}

#[test]
fn two_different_people_must_agree_where_two_are_asked_for() {
    let held = held(2);
    for decision in [ACCEPT, REJECT] {
        assert_eq!(standing(&held, &[by("ana", decision)]), open(&["ana"]));
        assert_eq!(standing(&held, &[by("ana", decision), by("ana", decision)]), open(&["ana"]));
        let both = [by("ana", decision), by("luis", decision)];
        assert_eq!(standing(&held, &both), Standing::Decided(decision));
    }
    assert_eq!(standing(&held, &[by("ana", ACCEPT), by("luis", REJECT)]), open(&["ana", "luis"]));
}

#[test]
fn who_has_no_name_is_never_one_of_two() {
    let decisions = [by(ANONYMOUS, ACCEPT), by("ana", ACCEPT), by(ANONYMOUS, ACCEPT)];
    assert_eq!(standing(&held(2), &decisions), open(&["ana"]));
}

#[test]
fn a_later_decision_of_a_person_replaces_the_earlier_one() {
    let mut decisions = vec![by("ana", ACCEPT), by("ana", REJECT), by("luis", ACCEPT)];
    assert_eq!(standing(&held(2), &decisions), open(&["ana", "luis"]));
    decisions.push(by("eva", REJECT));
    assert_eq!(standing(&held(2), &decisions), Standing::Decided(REJECT));
}

#[test]
fn a_correction_is_the_same_only_to_the_bit() {
    let correct = |value: f64| Decision::Correct { value };
    let near = 17.25_f64.next_up();
    let decisions = [by("ana", correct(17.25)), by("luis", correct(near)), by("eva", ACCEPT)];
    assert_eq!(standing(&held(2), &decisions), open(&["ana", "luis", "eva"]));
    let decisions = [by("ana", correct(17.25)), by("luis", correct(17.25))];
    assert_eq!(standing(&held(2), &decisions), Standing::Decided(correct(17.25)));
}

#[test]
fn what_is_not_held_or_decided_already_takes_no_decision() {
    let archive = Archive::in_memory().unwrap();
    let decide = |row: &DecisionRow| archive.write(|w| w.append_decision(row));
    let error = decide(&by("ana", ACCEPT)).unwrap_err();
    assert_eq!(error.to_string(), "nothing is held under the number 1; the last number is 0");

    assert_eq!(archive.write(|w| w.append_held(&held(2))).unwrap(), 1);
    assert_eq!(archive.write(|w| w.append_held(&held(1))).unwrap(), 2);
    assert_eq!(decide(&by("ana", ACCEPT)).unwrap(), 1);
    assert_eq!(decide(&DecisionRow { held: 2, ..by("ana", REJECT) }).unwrap(), 2);
    assert_eq!(decide(&by("luis", ACCEPT)).unwrap(), 3);
    let error = decide(&by("eva", REJECT)).unwrap_err();
    assert_eq!(error.to_string(), "what is held under the number 1 is decided already");
    let error = decide(&DecisionRow { held: 3, ..by("ana", ACCEPT) }).unwrap_err();
    assert!(matches!(error, StoreError::NotHeld { held: 3, last: 2 }), "{error}");

    let reader = archive.read().unwrap();
    let on_first: Vec<_> = reader.decisions_on(1).unwrap().map(Result::unwrap).collect();
    assert_eq!(on_first, [by("ana", ACCEPT), by("luis", ACCEPT)]);
    let all: Vec<_> = reader.decisions().unwrap().map(|row| row.unwrap().0).collect();
    assert_eq!(all, [1, 3, 2]);
    let newest: Vec<_> = reader.held_from(1).unwrap().rev().map(|row| row.unwrap().0).collect();
    assert_eq!(newest, [2, 1]);
}

#[test]
fn decisions_of_every_program_so_far_are_still_read() {
    let stored: [(&[u8], Decision); 3] = [
        (&[0], ACCEPT),
        (&[1, 0, 0, 0, 0, 0, 0x40, 0x31, 0x40], Decision::Correct { value: 17.25 }),
        (&[2], REJECT),
    ];
    for (bytes, decision) in stored {
        assert_eq!(postcard::from_bytes(bytes), Ok(decision));
        assert_eq!(postcard::to_allocvec(&decision).as_deref(), Ok(bytes));
    }
}
