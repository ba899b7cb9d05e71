//! Who decides what is held, and when it is settled.

use super::*;
use crate::Archive;
use paridad_engine::data::series::SeriesId;

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
        assert_eq!(standing(&held, &[by("ana", decision.clone())]), open(&["ana"]));
        assert_eq!(
            standing(&held, &[by("ana", decision.clone()), by("ana", decision.clone())]),
            open(&["ana"])
        );
        let both = [by("ana", decision.clone()), by("luis", decision.clone())];
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
fn as_many_must_agree_as_the_last_of_them_is_told_to_need_on_the_same_value_and_the_same_moment() {
    let enter = |value: Option<f64>, known: Option<KnownFrom>, people: u8| {
        Decision::Enter(Entry { value, known, people, breaks: Vec::new(), precedent: None })
    };
    let two = enter(Some(17.25), None, 2);
    assert_eq!(standing(&held(1), &[by(ANONYMOUS, two.clone())]), open(&[]), "it asks for two by itself");
    assert_eq!(
        standing(&held(1), &[by("ana", two.clone()), by("luis", two.clone())]),
        Standing::Decided(two.clone())
    );
    assert_eq!(
        standing(&held(2), &[by(ANONYMOUS, enter(None, None, 1))]),
        Standing::Decided(enter(None, None, 1))
    );
    for other in [
        enter(Some(17.25), Some(KnownFrom::Published), 2),
        enter(None, None, 2),
        Decision::Correct { value: 17.25 },
    ] {
        let decisions = [by("ana", two.clone()), by("luis", other)];
        assert_eq!(standing(&held(2), &decisions), open(&["ana", "luis"]));
    }
}

#[test]
fn what_was_rejected_is_opened_again_and_then_all_begins_anew() {
    let archive = Archive::in_memory().unwrap();
    let decide = |actor: &str, decision| archive.write(|w| w.append_decision(&by(actor, decision)));
    archive.write(|w| w.append_held(&held(2))).unwrap();
    let early = decide("ana", Decision::Reopen).unwrap_err();
    assert_eq!(
        early.to_string(),
        "what is held under the number 1 is not rejected: only what is can be opened again"
    );
    decide("ana", REJECT).unwrap();
    decide("luis", Decision::RejectLike { precedent: 3 }).unwrap();
    assert!(matches!(decide("eva", ACCEPT), Err(StoreError::Decided { held: 1 })));
    decide("local", Decision::Reopen).unwrap();
    let stands = || {
        let reader = archive.read().unwrap();
        let made: Vec<_> = reader.decisions_on(1).unwrap().map(Result::unwrap).collect();
        standing(&held(2), &made)
    };
    assert_eq!(stands(), open(&[]), "one is enough to open it, and no opinion of before counts");
    decide("ana", ACCEPT).unwrap();
    assert_eq!(stands(), open(&["ana"]));
    decide("luis", ACCEPT).unwrap();
    assert_eq!(stands(), Standing::Decided(ACCEPT));
    assert!(
        matches!(decide("eva", Decision::Reopen), Err(StoreError::NotRejected { held: 1 })),
        "it has entered"
    );
}

#[test]
fn what_enters_is_known_from_when_it_was_decided_unless_it_was_said_from_when() {
    let at = |seconds| DateTime::from_timestamp(seconds, 0).unwrap();
    let held = Observation { known_at: at(100), ..held(2).observation };
    let known_at = |known| {
        let entry = Entry { value: Some(17.0), known, people: 2, breaks: Vec::new(), precedent: None };
        let entering = Decision::Enter(entry).entering(&held, at(900)).unwrap();
        assert_eq!((entering.value, entering.period), (17.0, held.period));
        entering.known_at
    };
    assert_eq!(known_at(None), at(900));
    assert_eq!(known_at(Some(KnownFrom::Published)), at(100));
    assert_eq!(known_at(Some(KnownFrom::Since(at(500)))), at(500));
    assert_eq!(known_at(Some(KnownFrom::Since(at(50)))), at(100), "never before its own moment");
    assert_eq!(REJECT.entering(&held, at(900)), None);
}

#[test]
fn decisions_of_every_program_so_far_are_still_read() {
    let entry = Entry {
        value: None,
        known: Some(KnownFrom::Since(DateTime::from_timestamp(1, 0).unwrap())),
        people: 2,
        breaks: vec!["far".to_owned()],
        precedent: Some(7),
    };
    let stored: [(&[u8], Decision); 6] = [
        (&[0], ACCEPT),
        (&[1, 0, 0, 0, 0, 0, 0x40, 0x31, 0x40], Decision::Correct { value: 17.25 }),
        (&[2], REJECT),
        (&[3, 0, 1, 1, 2, 2, 1, 3, b'f', b'a', b'r', 1, 7], Decision::Enter(entry)),
        (&[4], Decision::Reopen),
        (&[5, 7], Decision::RejectLike { precedent: 7 }),
    ];
    for (bytes, decision) in stored {
        assert_eq!(postcard::to_allocvec(&decision).as_deref(), Ok(bytes));
        assert_eq!(postcard::from_bytes(bytes), Ok(decision));
    }
}
