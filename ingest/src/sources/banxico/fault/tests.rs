//! Tests of the SIE's failures: each kind is told from the others.

use super::*;
use crate::recorded;
use reqwest::header::HeaderValue;

const TOKEN: &str =
    r#"{"error":{"url":"https://example.test/token","mensaje":"Token inválido","detalle":"x"}}"#;
const QUOTA: &str = r#"{"error":{"mensaje":"Límite de consultas superado.","detalle":"x","timeReset":1,"secondsToReset":54}}"#;

fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
    pairs.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value))).collect()
}

/// The fault of an answer in JSON.
fn of(status: u16, body: &str) -> Fault {
    fault(status, &headers(&[("content-type", "application/json;charset=UTF-8")]), body.as_bytes())
}

fn seconds(seconds: u64) -> Fault {
    Fault::Quota { reset_in: Some(Duration::from_secs(seconds)) }
}

#[test]
fn a_bad_token_and_a_full_quota_have_the_same_status_and_other_words() {
    assert_eq!(of(400, TOKEN), Fault::Token);
    assert_eq!(of(401, "{}"), Fault::Token);
    assert_eq!(of(400, QUOTA), seconds(54));
}

#[test]
fn the_end_of_a_ban_is_in_the_body_or_else_in_a_header() {
    let unsaid = QUOTA.replace(r#","timeReset":1,"secondsToReset":54"#, "");
    assert_eq!(of(400, &unsaid), Fault::Quota { reset_in: None });
    let said = headers(&[("bmx-secondstoreset", "17"), ("content-type", "application/json")]);
    assert_eq!(fault(400, &said, unsaid.as_bytes()), seconds(17));
    assert_eq!(fault(400, &said, QUOTA.as_bytes()), seconds(54));
    assert_eq!(fault(429, &said, b""), seconds(17));
    assert_eq!(of(400, &QUOTA.replace("54", "-3")), seconds(0));
    assert_eq!(of(400, &QUOTA.replace("54", "9999999999")), seconds(86_400));
}

#[test]
fn an_unknown_series_too_many_of_them_and_a_bad_request_differ() {
    assert_eq!(of(404, r#"{"error":{"mensaje":"Serie not found"}}"#), Fault::UnknownSeries);
    assert_eq!(of(404, ""), Fault::UnknownSeries);
    assert_eq!(of(413, ""), Fault::TooMany);
    let page = headers(&[("content-type", "text/html")]);
    assert_eq!(fault(413, &page, b"<html>Request Entity Too Large"), Fault::TooMany);
    let message = "Formato de fecha incorrecto. Debe ser yyyy-MM-dd.".to_owned();
    let body = r#"{"error":{"mensaje":"Formato de fecha incorrecto.","detalle":"Debe ser yyyy-MM-dd."}}"#;
    assert_eq!(of(400, body), Fault::BadRequest { message });
}

#[test]
fn a_web_page_is_an_outage_with_any_status() {
    for status in [200, 400, 403, 404, 503] {
        let page = headers(&[("content-type", "text/html; charset=utf-8")]);
        let outage = Fault::Outage { status, start: "<p>Mantenimiento".to_owned() };
        assert_eq!(fault(status, &page, b"<p>Mantenimiento"), outage);
        let start = "<!DOCTYPE html>".to_owned();
        assert_eq!(of(status, "\n<!DOCTYPE html>"), Fault::Outage { status, start });
    }
    assert!(matches!(of(500, "{}"), Fault::Outage { status: 500, .. }));
}

#[test]
fn what_ends_early_differs_from_what_has_changed() {
    assert_eq!(of(200, r#"{"bmx":{"ser"#), Fault::Truncated { length: 12 });
    assert_eq!(of(200, ""), Fault::Truncated { length: 0 });
    let changed = |status, start: &str| Fault::Changed { status, start: start.to_owned() };
    assert_eq!(of(200, "<?xml version='1.0'?>"), changed(200, "<?xml version='1.0'?>"));
    assert_eq!(of(400, r#"["Error"]"#), changed(400, r#"["Error"]"#));
    assert_eq!(of(302, "{}"), changed(302, "{}"));
}

#[test]
fn only_an_outage_and_a_broken_body_may_pass() {
    let passing = [of(503, ""), of(200, "{")];
    assert!(passing.iter().all(Fault::is_passing));
    let lasting = [of(400, TOKEN), of(404, ""), of(413, ""), of(400, "{}"), of(200, "[]")];
    assert!(!lasting.iter().any(Fault::is_passing));
}

#[test]
fn each_fault_has_an_error_of_its_own() {
    let now = "2026-10-05T20:00:00Z".parse().unwrap();
    let error = |fault: Fault| fault.into_error("ORIGIN".to_owned(), 3, now).to_string();
    let errors = [
        (of(400, TOKEN), "ORIGIN does not accept the token"),
        (of(400, QUOTA), "the quota of ORIGIN is used up until 2026-10-05 20:00:54 UTC"),
        (of(404, ""), "ORIGIN asks for a series that the source does not know"),
        (of(413, ""), "ORIGIN asks for more than the source gives at once"),
        (
            of(400, r#"{"error":{"mensaje":"Formato"}}"#),
            "ORIGIN is a bad request to its source, which says \"Formato\"",
        ),
        (of(502, "x"), "ORIGIN is out of order: HTTP status 502 (tries: 3), \"x\""),
        (of(200, "{"), "ORIGIN broke off after 1 bytes (tries: 3)"),
        (of(200, "x"), "ORIGIN has changed its format: HTTP status 200, \"x\""),
    ];
    for (fault, message) in errors {
        assert_eq!(error(fault), message);
    }
}

#[test]
fn the_recorded_failures_are_told_apart() {
    let read = |name: &str| recorded::text(&format!("fixtures/banxico/errors/{name}"));
    let Some(token) = read("400_token_invalido.json") else { return };
    assert_eq!(of(400, &token), Fault::Token);
    assert_eq!(of(400, &read("400_limite_consultas.shape.json").unwrap()), seconds(54));
    for name in ["400_formato_fecha.mock.json", "400_formato_series.mock.json"] {
        let fault = of(400, &read(name).unwrap());
        assert!(
            matches!(&fault, Fault::BadRequest { message } if message.starts_with("Formato de ")),
            "{fault:?}"
        );
    }
}
