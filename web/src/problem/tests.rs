//! What callers are told, and what they are not.

use super::*;
use axum::http::StatusCode;
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
    let (spanish, english) = trouble.detail();
    let cause = trouble.cause().unwrap();
    assert!(cause.contains("UTF-8"), "{cause}");
    assert!(!spanish.contains(cause) && !english.contains(cause));
    assert_eq!(Trouble::Internal("a secret path".to_owned()).cause(), None);
}

#[test]
fn a_request_without_parameters_says_that_it_takes_none() {
    let trouble = Trouble::UnknownParameter { name: "x".to_owned(), allowed: &[] };
    assert!(trouble.english().ends_with("none is allowed here."));
}
