//! What callers are told, and what they are not.

use super::*;
use crate::conductor::{Counted, TooMuch};
use crate::secrets::token::{Right, Role};
use axum::http::StatusCode;
use chrono::NaiveDate;
use paridad_ingest::feed::parse::ParseError;

fn parse_failure(name: &'static str) -> Trouble {
    ConductorError::Parse { name: name.to_owned(), source: ParseError::Encoding { byte: 7 } }.into()
}

#[test]
fn a_text_that_the_caller_sent_is_his_and_an_answer_of_a_source_is_not() {
    assert_eq!(parse_failure("csv").kind(), ("body", StatusCode::BAD_REQUEST));
    assert_eq!(parse_failure("ecb").kind(), ("source-failed", StatusCode::BAD_GATEWAY));
}

#[test]
fn the_detail_is_in_one_language_and_the_technical_cause_stands_apart() {
    let trouble = parse_failure("csv");
    let row = trouble.row();
    let cause = trouble.cause().unwrap();
    assert!(cause.contains("UTF-8"), "{cause}");
    assert!(!row.spanish.detail.contains(cause) && !row.english.detail.contains(cause));
    assert_eq!(Trouble::Internal("a secret path".to_owned()).cause(), None);
}

#[test]
fn the_log_has_the_kind_the_words_and_the_cause_and_nothing_of_how_they_are_stored() {
    let said = parse_failure("ecb").in_log();
    let words = "source-failed: The source did not answer as it should; nothing is lost. (";
    assert!(said.starts_with(words) && said.contains("UTF-8") && said.ends_with(')'), "{said}");
    let ready = "not-ready: The history is still being learned; try again in a few seconds.";
    assert_eq!(Trouble::NotReady.in_log(), ready);
    assert_eq!(Trouble::Internal("the disk is full".to_owned()).in_log(), "internal: the disk is full");
    let refused = Trouble::from(Refusal::NoSuchToken("ana".to_owned())).in_log();
    assert!(refused.starts_with("no-such-token: \"ana\" has no token"), "{refused}");
}

#[test]
fn a_request_without_parameters_says_that_it_takes_none() {
    let trouble = Trouble::UnknownParameter { name: "x".to_owned(), allowed: &[] };
    assert!(trouble.english().ends_with("none is allowed here."));
}

#[test]
fn each_refusal_says_in_two_languages_what_is_wrong() {
    let counted = [Counted::Rows, Counted::NewSeries, Counted::Held];
    let much = counted.map(|of| Refusal::TooMuch(TooMuch { of, got: 7, most: 5 }));
    let refusals = [
        Refusal::Role { role: Role::Reader, right: Right::Push },
        Refusal::NameInUse("ana".to_owned()),
        Refusal::NoSuchToken("ana".to_owned()),
        Refusal::Unconfirmed("3 values".to_owned()),
        Refusal::Superseded { day: NaiveDate::MIN, value: 18.1, batch: 9 },
        Refusal::NoSuchGroup { batch: 9, rule: "jump".to_owned() },
        Refusal::Contradictory { day: NaiveDate::MIN, one: 1.0, other: 2.0 },
        Refusal::Token,
        Refusal::NoToken,
        Refusal::Unnamed,
        Refusal::Name,
        Refusal::NoSuchRole,
        Refusal::Key,
        Refusal::KeyUsed,
        Refusal::Form,
        Refusal::Signature,
        Refusal::SignedAt,
    ];
    let rows: Vec<Row> = refusals.iter().chain(&much).map(Refusal::row).collect();
    let mut told = std::collections::BTreeSet::new();
    for row in &rows {
        assert_ne!(row.spanish.detail, row.english.detail);
        assert_ne!(row.spanish.title, row.english.title);
        assert!(told.insert(&row.english.detail), "{}", row.english.detail);
    }
    assert_eq!(rows[0].english.detail, "The role \"reader\" does not allow to send observations.");
}
