//! Tests of the reader of internal files.

use super::*;

fn parse_text(text: &str) -> Result<Parsed, ParseError> {
    parse(&Payload {
        source: Csv::NAME.to_owned(),
        origin: "flows.csv".to_owned(),
        media_type: MEDIA_TYPE.to_owned(),
        bytes: text.as_bytes().to_vec(),
        received_at: "2026-03-17T20:00:00Z".parse().unwrap(),
    })
}

#[test]
fn names_are_prefixed_once_and_a_value_is_known_when_received() {
    let parsed =
        parse_text("series,period,value\nflow,2026-03-17, 1.5 \ninternal.flow,2026-03-16,-2\n").unwrap();
    assert!(parsed.findings.is_empty());
    assert!(parsed.observations.iter().all(|o| o.series.as_str() == "internal.flow"));
    assert_eq!(parsed.observations[0].known_at.to_rfc3339(), "2026-03-17T20:00:00+00:00");
    assert!((parsed.observations[1].value + 2.0).abs() < 1e-12);
}

#[test]
fn a_given_moment_is_kept_and_an_empty_one_is_the_moment_received() {
    let text =
        "known_at,value,period,series\n2026-03-16T12:00:00-06:00,1,2026-03-16,flow\n,1,2026-03-17,flow\n";
    let known_at: Vec<String> =
        parse_text(text).unwrap().observations.iter().map(|o| o.known_at.to_rfc3339()).collect();
    assert_eq!(known_at, ["2026-03-16T18:00:00+00:00", "2026-03-17T20:00:00+00:00"]);
}

#[test]
fn bad_lines_become_findings_and_good_lines_enter() {
    let text = "series,period,value,known_at\n\
        flow,2026-03-17,1,\n\
        Flow!,2026-03-17,1,\n\
        flow,17/03/2026,1,\n\
        flow,2026-03-17,\"1,5\",\n\
        flow,2026-03-17,,\n\
        flow,2026-03-17,1,yesterday\n\
        flow\n\
        flow,2026-03-18,2,\n";
    let parsed = parse_text(text).unwrap();
    assert_eq!(parsed.observations.len(), 2);
    let places = [
        "3, column series",
        "4, column period",
        "5, column value",
        "6, column value",
        "7, column known_at",
        "8, column period",
    ];
    assert_eq!(parsed.findings.len(), places.len());
    for (finding, place) in parsed.findings.iter().zip(places) {
        assert_eq!(finding.rule, Rule::Malformed);
        assert!(finding.detail.starts_with(&format!("line {place}: ")), "{}", finding.detail);
    }
    assert!(parsed.findings[2].series.is_some() && parsed.findings[2].period.is_some());
}

#[test]
fn of_many_bad_lines_a_hundred_are_named_and_the_rest_are_counted() {
    let bad = |count: usize| {
        let lines = "flow,never,1\n".repeat(count);
        parse_text(&format!("series,period,value\n{lines}flow,2026-03-17,1\n")).unwrap()
    };
    assert_eq!(bad(100).findings.len(), 100);
    let parsed = bad(5_000);
    assert_eq!((parsed.findings.len(), parsed.observations.len()), (101, 1));
    assert_eq!(parsed.findings[100].detail, "further lines that cannot be read: 4900");
}

#[test]
fn a_finding_quotes_little_and_no_control_characters() {
    let long = "\u{1b}[31m\u{7}".repeat(10_000);
    for line in [
        format!("{long},2026-03-17,1,"),
        format!("{},2026-03-17,1,", "x".repeat(10_000)),
        format!("flow,{long},1,"),
        format!("flow,2026-03-17,{long},"),
        format!("flow,2026-03-17,1,{long}"),
    ] {
        let parsed = parse_text(&format!("series,period,value,known_at\n{line}\n")).unwrap();
        let detail = &parsed.findings[0].detail;
        assert!(detail.len() < 200 && !detail.contains(char::is_control), "{detail}");
    }
}

#[test]
fn a_file_that_is_no_such_table_is_refused() {
    let header = parse_text("date,amount\n2026-03-17,1\n").unwrap_err();
    assert!(header.to_string().contains("series, period, value"), "{header}");
    let page = parse_text("<!DOCTYPE html><html></html>").unwrap_err();
    assert!(matches!(page, ParseError::WebPage { .. }));
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_header() {
    assert_eq!(parse_text("\u{feff}series,period,value\nflow,2026-03-17,1\n").unwrap().observations.len(), 1);
}

#[tokio::test]
async fn a_file_is_fetched_and_a_missing_one_names_its_path() {
    let now = "2026-03-17T20:00:00Z".parse().unwrap();
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let payload = Csv::new(manifest.clone()).fetch(now).await.unwrap();
    assert_eq!(payload.bytes, std::fs::read(&manifest).unwrap());
    let missing = Csv::new(PathBuf::from("no/such/file.csv")).fetch(now).await.unwrap_err();
    assert_eq!(missing.to_string(), "no/such/file.csv could not be read");
}
