//! Tests of what is read from INEGI's answers: bodies written here, and recorded ones where they are at hand.

use super::*;
use crate::recorded;
use crate::sources::inegi::Inegi;
use crate::sources::inegi::SOURCE;
use paridad_engine::data::series::SeriesId;

/// Two series of the bundled catalogue, and one of another bank of data.
const CATALOGUE: &str = r#"
[[series]]
id = "inegi.910392"
key = "910392"
bank = "BIE-BISE"
title = ["Precios"]
unit = "Índice"
frequency = "monthly"
range = [0.0, 1000.0]
availability = { later_month = { months = 1, day = 10, hour = 14 } }
revision = "rebased"
evidence = "answer"

[[series]]
id = "inegi.910420"
key = "910420"
bank = "BIE-BISE"
title = ["Precios"]
unit = "Índice"
frequency = "fortnightly"
range = [0.0, 1000.0]
availability = { fortnight = { hour = 14 } }
revision = "rebased"
evidence = "answer"

[[series]]
id = "inegi.6207136901"
key = "6207136901"
bank = "BISE"
title = ["Actividad"]
unit = "Índice"
unit_code = "1058"
frequency = "monthly"
range = [0.0, 1000.0]
availability = { days_after_end = { days = 60, hour = 14 } }
revision = "monthly"
evidence = "answer"
"#;

fn catalogue() -> Catalogue {
    Catalogue::parse("inegi", CATALOGUE).unwrap()
}

fn payload(body: &str) -> Payload {
    Payload {
        source: Inegi::NAME.to_owned(),
        origin: "https://inegi.invalid/…".to_owned(),
        media_type: "application/json".to_owned(),
        bytes: body.as_bytes().to_vec(),
        received_at: "2026-10-01T18:00:00Z".parse().unwrap(),
    }
}

fn series(key: &str, frequency: &str, rows: &[(&str, &str)]) -> String {
    let row = |(period, value): &(&str, &str)| {
        format!(r#"{{"TIME_PERIOD":"{period}","OBS_VALUE":{value},"OBS_STATUS":"3"}}"#)
    };
    let rows = rows.iter().map(row).collect::<Vec<_>>().join(",");
    format!(
        r#"{{"INDICADOR":"{key}","FREQ":"{frequency}","UNIT":"1051","LASTUPDATE":"09/09/2026 12:00:00 a. m.",
            "STATUS":null,"OBSERVATIONS":[{rows}]}}"#
    )
}

fn body(series: &[String]) -> String {
    format!(r#"{{"Header":{{"Name":"Datos compactos BIE"}},"Series":[{}]}}"#, series.join(","))
}

fn parsed(body: &str) -> Parsed {
    parse(&payload(body), &catalogue()).unwrap()
}

fn values(parsed: &Parsed) -> Vec<(String, f64)> {
    parsed.observations.iter().map(|value| (value.period.to_string(), value.value)).collect()
}

#[test]
fn values_come_oldest_first_with_the_moment_of_their_rule() {
    let rows = [("2026/08", r#""145.46199999999999000000""#), ("2026/07", r#""145.16900000000001000000""#)];
    let parsed = parsed(&body(&[series("910392", "8", &rows)]));
    assert_eq!(values(&parsed), [("2026-07-01".to_owned(), 145.169), ("2026-08-01".to_owned(), 145.462)]);
    assert_eq!(parsed.findings, []);
    let newest = &parsed.observations[1];
    assert_eq!(newest.series, SeriesId::try_from("inegi.910392").unwrap());
    assert_eq!(newest.known_at.to_rfc3339(), "2026-09-10T20:00:00+00:00");
}

#[test]
fn a_fortnight_begins_on_the_first_or_the_sixteenth() {
    let rows = [("2026/08/02", r#""145.5""#), ("2026/08/01", r#""145.4""#)];
    let parsed = parsed(&body(&[series("910420", "15", &rows)]));
    assert_eq!(values(&parsed), [("2026-08-01".to_owned(), 145.4), ("2026-08-16".to_owned(), 145.5)]);
}

#[test]
fn another_frequency_gives_a_finding_and_no_values() {
    for (frequency, meaning) in [("4", "quarterly"), ("9", "nothing known"), ("", "nothing known")] {
        let parsed = parsed(&body(&[series("910392", frequency, &[("2026/02", r#""1.0""#)])]));
        assert_eq!(parsed.observations, []);
        let detail = &parsed.findings[0].detail;
        assert!(
            detail.starts_with("changed frequency: must be monthly, got ") && detail.ends_with(meaning),
            "{detail}"
        );
        assert_eq!(parsed.findings[0].series, Some(SeriesId::try_from("inegi.910392").unwrap()));
    }
}

#[test]
fn missing_values_are_counted_and_wrong_ones_named() {
    let rows = [
        ("2026/08", "null"),
        ("2026/07", r#""""#),
        ("2026/06", r#""N/E""#),
        ("2026/13", r#""1.0""#),
        ("2026/05", r#""145.5""#),
    ];
    let parsed = parsed(&body(&[series("910392", "8", &rows)]));
    assert_eq!(values(&parsed), [("2026-05-01".to_owned(), 145.5)]);
    let findings: Vec<(Rule, &str)> =
        parsed.findings.iter().map(|finding| (finding.rule, finding.detail.as_str())).collect();
    assert_eq!(findings[0], (Rule::Missing, "2 of 5 values are null or empty"));
    assert_eq!(findings[1].0, Rule::Malformed);
    assert_eq!(
        findings[1].1,
        "2 of 5 values cannot be read; the oldest: a monthly period must be written like 2026/02, got \"2026/13\""
    );
}

#[test]
fn a_wrong_value_is_named_with_its_period() {
    let parsed = parsed(&body(&[series("910392", "8", &[("2026/06", r#""N/E""#)])]));
    assert_eq!(parsed.findings[0].period, "2026-06-01".parse().ok());
    assert!(parsed.findings[0].detail.ends_with("a value must be a number like 145.462, got \"N/E\""));
}

#[test]
fn an_unknown_series_is_a_finding_and_an_empty_answer_is_empty() {
    let parsed_one = parsed(&body(&[series("1", "8", &[("2026/06", r#""1""#)])]));
    assert_eq!((parsed_one.observations.len(), parsed_one.findings[0].rule), (0, Rule::UnknownSeries));
    assert_eq!(parsed_one.findings[0].detail, "the catalogue of inegi has no series \"1\" (1 values)");
    assert_eq!(parsed(&body(&[])), Parsed::default());
    assert_eq!(parsed(&body(&[series("910392", "8", &[])])), Parsed::default());
    assert_eq!(parsed(&body(&[series("910392", "8", &[])]).replace("[]}", "null}")), Parsed::default());
}

#[test]
fn what_is_no_data_is_an_error_that_says_so() {
    let error = |body: &str| parse(&payload(body), &catalogue()).unwrap_err().to_string();
    let refusals = [
        r#"["ErrorInfo:No se encontraron resultados","ErrorDetails:x","ErrorCode:100"]"#,
        r#"{"ErrorCode":"100","ErrorInfo":"No se encontraron resultados","ErrorDetails":"x"}"#,
    ];
    for refusal in refusals {
        assert!(
            error(refusal).ends_with("must be an object with Series, got \"No se encontraron resultados\"")
        );
    }
    assert!(error("<html><body>Mantenimiento").contains("got a web page"));
    let whole = body(&[series("910392", "8", &[("2026/08", r#""1""#)])]);
    assert!(error(&whole[..whole.len() - 3]).contains("before it is complete"));
    for (old, new) in [("OBS_VALUE", "VALUE"), ("OBSERVATIONS", "OBS"), ("FREQ", "F"), ("Series", "series")] {
        assert!(error(&whole.replace(old, new)).starts_with("changed format in line"), "{old}");
    }
    assert!(error(&whole.replace(r#""1""#, "1")).starts_with("changed format"), "a value that is no text");
    assert!(error("[]").starts_with("changed format"));
}

#[test]
fn an_answer_describes_its_series() {
    let rows = [("2026/08", r#""1.0""#), ("1969/01", "null")];
    let text = body(&[series("910392", "8", &rows), series("1", "8", &[]), series("910420", "77", &rows)]);
    let described = described(&payload(&text), &catalogue()).unwrap();
    assert_eq!(described.len(), 2, "an unknown series is left out");
    let prices = Described {
        key: "910392".to_owned(),
        unit_code: Some("1051".to_owned()),
        frequency: Some("monthly".to_owned()),
        first: "1969-01-01".parse().ok(),
        last: "2026-08-01".parse().ok(),
        updated: "2026-09-09".parse().ok(),
        ..Described::default()
    };
    assert_eq!(described[0], prices);
    assert_eq!(described[1].frequency.as_deref(), Some("77"));
    let bundled = SOURCE.catalogue();
    let entry = bundled.by_key("inegi", "910392").unwrap();
    assert_eq!(crate::catalogue::check([entry], &described), []);
}

#[test]
fn no_mutation_of_an_answer_panics() {
    let rows = [("2026/08", r#""145.46199999999999000000""#), ("2026/07", "null"), ("2026/06", r#""1.5""#)];
    let sound =
        body(&[series("910392", "8", &rows), series("910420", "15", &[("2026/08/02", r#""145.5""#)])]);
    let (catalogue, mut random) = (catalogue(), fastrand::Rng::with_seed(20_260_901));
    let mut read = 0;
    for _ in 0..1_000 {
        let mut bytes = sound.clone().into_bytes();
        for _ in 0..random.usize(1..5) {
            let at = random.usize(..bytes.len());
            match random.u8(..4) {
                0 => bytes[at] = random.u8(..),
                1 => bytes.truncate(at.max(1)),
                2 => drop(bytes.remove(at)),
                _ => bytes.insert(at, *random.choice(b"0123456789/\"[]{},.-").unwrap()),
            }
            if bytes.is_empty() {
                bytes.push(b'{');
            }
        }
        let payload = Payload { bytes, ..payload("") };
        read += usize::from(parse(&payload, &catalogue).is_ok());
        let _ = described(&payload, &catalogue);
    }
    assert!((1..1_000).contains(&read), "mutations must reach the values and break the form too: {read}");
}

/// A recorded answer, or `None` where the recordings are absent.
fn recorded(name: &str) -> Option<String> {
    recorded::text(&format!("fixtures/inegi/{name}"))
}

#[test]
fn the_recorded_consumer_prices_are_read() {
    let path = "DiegoTepichin__mcp-mexico/INDICATOR_910392_es_00_false_BIE-BISE_2.0.TRUNCATED33obs.json";
    let Some(text) = recorded(path) else { return };
    let bundled = SOURCE.catalogue();
    let parsed = parse(&payload(&text), bundled).unwrap();
    let values = values(&parsed);
    assert_eq!(values.len(), 33);
    assert_eq!(values[0], ("2023-12-01".to_owned(), 132.373));
    assert_eq!(values[6], ("2024-06-01".to_owned(), 134.594));
    assert_eq!(values[32], ("2026-08-01".to_owned(), 145.462));
    assert_eq!(parsed.findings, []);
    let described = described(&payload(&text), bundled).unwrap();
    assert_eq!(described[0].updated, "2026-09-09".parse().ok());
    assert_eq!(described[0].unit_code.as_deref(), Some("1051"));
}

#[test]
fn the_recorded_activity_of_the_other_bank_is_read() {
    let Some(text) = recorded("alanvaa06__finport-datapipeline/inegi_bise.json") else { return };
    let parsed = parse(&payload(&text), &catalogue()).unwrap();
    assert_eq!(
        values(&parsed),
        [("2026-06-01".to_owned(), 107.390_831), ("2026-07-01".to_owned(), 109.210_136)]
    );
    assert_eq!(parsed.findings.len(), 1);
    assert_eq!(parsed.findings[0].detail, "1 of 3 values are null or empty");
}

#[test]
fn the_recorded_refusal_is_told_from_data() {
    let Some(text) = recorded("alanvaa06__finport-datapipeline/inegi_no_results.json") else { return };
    let error = parse(&payload(&text), &catalogue()).unwrap_err().to_string();
    assert!(error.contains("No se encontraron resultados"), "{error}");
}
