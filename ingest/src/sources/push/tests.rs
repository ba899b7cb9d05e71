//! Tests of the reader of pushed values.

use super::*;
use crate::feed::finding::Rule;
use crate::sources;

fn pushed(media_type: &str, text: &str) -> Payload {
    let received_at = "2026-11-20T20:00:00Z".parse().unwrap();
    payload("token desk".to_owned(), media_type, text.as_bytes().to_vec(), received_at)
}

fn read(text: &str) -> Result<Parsed, ParseError> {
    sources::parse(&pushed(JSON, text))
}

#[test]
fn values_get_the_prefix_and_the_moment_at_which_they_came() {
    let text = r#"{"observations":[{"series":"flow.exports","period":"2026-11-20","value":1.5},
        {"series":"internal.flow.exports","period":"2026-11-19","value":-2,"known_at":"2026-11-19T12:00:00-06:00"},
        {"value":3,"known_at":null,"period":"2026-11-18","series":"fl\u006fw.exports"}]}"#;
    let parsed = read(text).unwrap();
    assert!(parsed.findings.is_empty(), "{:?}", parsed.findings);
    assert!(parsed.observations.iter().all(|o| o.series.as_str() == "internal.flow.exports"));
    let values: Vec<f64> = parsed.observations.iter().map(|o| o.value).collect();
    assert_eq!(values, [1.5, -2.0, 3.0]);
    let known_at: Vec<String> = parsed.observations.iter().map(|o| o.known_at.to_rfc3339()).collect();
    let moments = ["2026-11-20T20:00:00+00:00", "2026-11-19T18:00:00+00:00", "2026-11-20T20:00:00+00:00"];
    assert_eq!(known_at, moments);
}

#[test]
fn a_bad_row_is_a_finding_that_says_row_member_what_and_what_is_allowed() {
    let rows = [
        (r#"{"period":"2026-11-20","value":1}"#, "row 1, member series: it is missing"),
        (
            r#"{"series":7,"period":"2026-11-20","value":1}"#,
            "member series: it must be a text, got the number 7",
        ),
        (r#"{"series":"Flow!","period":"2026-11-20","value":1}"#, "member series: a series id has 1 to 64"),
        (r#"{"series":"f","period":"20/11/2026","value":1}"#, "member period: a day must be written like"),
        (
            r#"{"series":"f","period":"2026-11-20","value":"1,5"}"#,
            "member value: a value must be a number like",
        ),
        (r#"{"series":"f","period":"2026-11-20","value":[1,{}]}"#, "got a list"),
        (r#"{"series":"f","period":"2026-11-20","value":true}"#, "got true or false"),
        (r#"{"series":"f","period":"2026-11-20"}"#, "member value: the value is missing"),
        (
            r#"{"series":"f","period":"2026-11-20","value":1,"known_at":{"a":1}}"#,
            "known_at: it must be a text",
        ),
        (r#"{"series":"f","period":"2026-11-20","value":1,"known_at":"x"}"#, "a moment must be written like"),
    ];
    let good = r#"{"series":"f","period":"2026-11-20","value":1}"#;
    let all: Vec<&str> = rows.iter().map(|(row, _)| *row).chain([good]).collect();
    let parsed = read(&format!(r#"{{"observations":[{}]}}"#, all.join(","))).unwrap();
    assert_eq!((parsed.observations.len(), parsed.findings.len()), (1, rows.len()));
    for (number, (finding, (_, said))) in (1..).zip(parsed.findings.iter().zip(rows)) {
        assert_eq!(finding.rule, Rule::Malformed);
        assert!(finding.detail.starts_with(&format!("row {number}, member ")), "{}", finding.detail);
        assert!(finding.detail.contains(said), "{} does not say {said}", finding.detail);
    }
    assert!(parsed.findings[4].series.is_some() && parsed.findings[4].period.is_some());
}

#[test]
fn of_many_bad_rows_a_hundred_are_named_and_the_rest_are_counted() {
    let parsed = read(&format!(r#"{{"observations":[{}]}}"#, vec!["{}"; 150].join(","))).unwrap();
    assert_eq!(parsed.findings.len(), 101);
    assert_eq!(parsed.findings[100].detail, "further rows that cannot be read: 50");
}

#[test]
fn what_has_another_shape_is_refused_as_a_whole() {
    for text in [
        "",
        "[]",
        "{}",
        r#"{"observations":{}}"#,
        r#"{"observations":[],"extra":1}"#,
        r#"{"observations":[{"series":"f","period":"2026-11-20","value":1,"rfc":"x"}]}"#,
        r#"{"observations":[1]}"#,
        "<html></html>",
    ] {
        assert!(read(text).is_err(), "{text}");
    }
    let other = sources::parse(&pushed("text/plain", "x")).unwrap_err().to_string();
    assert!(other.contains("application/json, text/csv"), "{other}");
}

#[test]
fn csv_is_read_as_from_a_file() {
    let parsed =
        sources::parse(&pushed(CSV, "series,period,value\nflow,2026-11-20,1.5\nflow,x,1\n")).unwrap();
    assert_eq!((parsed.observations.len(), parsed.findings.len()), (1, 1));
    assert!(parsed.findings[0].detail.starts_with("line 3, column period: "), "{:?}", parsed.findings);
    assert!(sources::parse(&pushed(CSV, "")).is_err());
}

#[test]
fn a_push_has_a_hundred_thousand_rows_at_most() {
    let lines = "f,2026-11-20,1\n".repeat(ROWS_MAX + 1);
    let error = sources::parse(&pushed(CSV, &format!("series,period,value\n{lines}"))).unwrap_err();
    assert_eq!(error.to_string(), "rows must be at most 100000, got 100001");
    assert!(bounded(ROWS_MAX).is_ok());
}
