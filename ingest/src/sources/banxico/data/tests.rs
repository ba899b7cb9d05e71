//! Tests of the SIE's values: recorded answers, small bodies of our own, a thousand broken ones.

use super::*;
use crate::recorded;
use crate::sources::banxico::{Banxico, SOURCE};
use std::fmt::Write;

fn payload(body: &[u8]) -> Payload {
    Payload {
        source: Banxico::NAME.to_owned(),
        origin: "test".to_owned(),
        media_type: "application/json".to_owned(),
        bytes: body.to_vec(),
        received_at: "2026-10-05T20:00:00Z".parse().unwrap(),
    }
}

/// A catalogue with the series of these keys, known at noon of their days.
fn catalogue(keys: &[&str]) -> Catalogue {
    let mut text = String::new();
    for key in keys {
        let id = key.to_lowercase();
        write!(
            text,
            "[[series]]\nid = \"banxico.{id}\"\nkey = \"{key}\"\ntitle = [\"x\"]\nunit = \"x\"\n\
             frequency = \"daily\"\nrange = [0.0, 1.0]\navailability = {{ same_day = {{ hour = 12 }} }}\n\
             revision = \"never\"\nevidence = \"third_party\"\n"
        )
        .unwrap();
    }
    Catalogue::parse("banxico", &text).unwrap()
}

fn read(body: &str) -> Result<Parsed, ParseError> {
    parse(&payload(body.as_bytes()), &catalogue(&["SF1", "SF2"]))
}

/// What is read from the values of one series, each given as day and value.
fn rows(rows: &[(&str, &str)]) -> Parsed {
    let rows = rows.iter().map(|(day, value)| format!(r#"{{"fecha":"{day}","dato":"{value}"}}"#));
    let rows = rows.collect::<Vec<_>>().join(",");
    read(&format!(r#"{{"bmx":{{"series":[{{"idSerie":"SF1","titulo":"x","datos":[{rows}]}}]}}}}"#)).unwrap()
}

fn lines(parsed: &Parsed) -> Vec<String> {
    parsed.observations.iter().map(|o| format!("{} {} {}", o.series, o.period, o.value)).collect()
}

fn details(parsed: &Parsed) -> Vec<&str> {
    parsed.findings.iter().map(|finding| finding.detail.as_str()).collect()
}

/// What is read from a recorded answer, or `None` where the recordings are absent.
fn recorded(name: &str, keys: &[&str]) -> Option<Parsed> {
    let bytes = recorded::bytes(&format!("fixtures/banxico/{name}"))?;
    Some(parse(&payload(&bytes), &catalogue(keys)).unwrap())
}

#[test]
fn a_value_is_known_by_the_rule_of_its_series() {
    let parsed = rows(&[("17/03/2026", "17.3485")]);
    assert_eq!(lines(&parsed), ["banxico.sf1 2026-03-17 17.3485"]);
    assert_eq!(parsed.observations[0].known_at.to_rfc3339(), "2026-03-17T18:00:00+00:00");
    assert!(parsed.findings.is_empty());
}

#[test]
fn series_come_in_any_order_and_are_told_by_their_ids() {
    let series = |key, value| {
        format!(r#"{{"titulo":"x","datos":[{{"dato":"{value}","fecha":"17/03/2026"}}],"idSerie":"{key}"}}"#)
    };
    let body = |first: &str, second: &str| format!(r#"{{"more":1,"bmx":{{"series":[{first},{second}]}}}}"#);
    let (first, second) = (series("SF1", 1), series("SF2", 2));
    for body in [body(&first, &second), body(&second, &first)] {
        let mut lines = lines(&read(&body).unwrap());
        lines.sort();
        assert_eq!(lines, ["banxico.sf1 2026-03-17 1", "banxico.sf2 2026-03-17 2"]);
    }
}

#[test]
fn commas_between_thousands_are_no_part_of_the_number() {
    let parsed = rows(&[("25/09/2026", "256,542.8"), ("26/09/2026", "-1,234,567"), ("27/09/2026", "0.0")]);
    let values: Vec<f64> = parsed.observations.iter().map(|o| o.value).collect();
    assert_eq!(values, [256_542.8, -1_234_567.0, 0.0]);
}

#[test]
fn a_missing_value_is_counted_and_never_becomes_zero() {
    let parsed =
        rows(&[("01/10/2026", "N/E"), ("02/10/2026", "1.5"), ("05/10/2026", ""), ("06/10/2026", " N/E ")]);
    assert_eq!(lines(&parsed), ["banxico.sf1 2026-10-02 1.5"]);
    assert_eq!(details(&parsed), ["values that are N/E or empty: 3 of 4"]);
    let finding = &parsed.findings[0];
    assert_eq!((finding.rule, finding.period), (Rule::Missing, None));
    assert_eq!(finding.series.as_ref().unwrap().as_str(), "banxico.sf1");
}

#[test]
fn an_empty_range_is_no_error_however_it_is_written() {
    for body in [
        r#"{"bmx":{"series":[{"idSerie":"SF1","titulo":"x"}]}}"#,
        r#"{"bmx":{"series":[{"idSerie":"SF1","titulo":"x","datos":[]}]}}"#,
        r#"{"bmx":{"series":[]}}"#,
    ] {
        assert_eq!(read(body).unwrap(), Parsed::default(), "{body}");
    }
}

#[test]
fn a_value_that_is_no_number_is_a_finding_with_its_place() {
    for text in
        ["17,18", "1,2345", "12345,678", ",5", "5.", ".5", "1e5", "inf", "+1", "--1", "1.2.3", "n/e", "0x1"]
    {
        let parsed = rows(&[("01/10/2026", text), ("02/10/2026", "1.5")]);
        assert_eq!(lines(&parsed), ["banxico.sf1 2026-10-02 1.5"], "{text}");
        let finding = &parsed.findings[0];
        assert_eq!((finding.rule, finding.period), (Rule::Malformed, "2026-10-01".parse().ok()));
        assert_eq!(finding.detail, format!("a value must be a number like 256,542.8, got {text:?}"));
        assert_eq!(finding.series.as_ref().unwrap().as_str(), "banxico.sf1");
    }
}

#[test]
fn a_day_must_exist_and_be_written_day_first() {
    for text in
        ["2026-10-01", "31/02/2026", "1/10/2026", "10/13/2026", "01/10/26", "+1/10/2026", "01/01/0026", ""]
    {
        let parsed = rows(&[(text, "1.5")]);
        assert!(parsed.observations.is_empty());
        assert_eq!(details(&parsed), [format!("a day must be written like 17/03/2026, got {text:?}")]);
    }
}

#[test]
fn a_series_that_nobody_knows_is_a_finding_and_the_rest_is_read() {
    let body = r#"{"bmx":{"series":[{"idSerie":"SF9","datos":[{"fecha":"17/03/2026","dato":"1"}]},
        {"idSerie":"SF2","datos":[{"fecha":"17/03/2026","dato":"2"}]}]}}"#;
    let parsed = read(body).unwrap();
    assert_eq!(lines(&parsed), ["banxico.sf2 2026-03-17 2"]);
    assert_eq!(details(&parsed), [r#"the catalogue of banxico has no series "SF9" (values: 1)"#]);
    assert_eq!(parsed.findings[0].rule, Rule::UnknownSeries);
}

#[test]
fn a_flood_of_bad_values_ends_in_one_finding() {
    let parsed = rows(&[("01/10/2026", "?"); 150]);
    assert_eq!(parsed.findings.len(), FINDINGS_MAX + 1);
    assert_eq!(parsed.findings[FINDINGS_MAX].detail, "values that cannot be read, besides those above: 50");
}

#[test]
fn another_form_of_the_whole_is_an_error() {
    let body = r#"{"bmx":{"series":[{"idSerie":"SF1","datos":[{"fecha":"17/03/2026","dato":"1"}]}]}}"#;
    assert!(read(body).is_ok());
    for end in 1..body.len() {
        assert!(
            matches!(read(&body[..end]), Err(ParseError::Cut { length }) if length == end),
            "cut at {end}"
        );
    }
    assert!(matches!(read("<!DOCTYPE html><p>Mantenimiento"), Err(ParseError::WebPage { .. })));
    assert!(matches!(
        parse(&payload(b"\xff{}"), &catalogue(&["SF1"])),
        Err(ParseError::Encoding { byte: 0 })
    ));
    for changed in [
        body.replace(r#""1""#, "1"),
        body.replace("series", "Series"),
        body.replace("dato\"", "valor\""),
        body.replace("idSerie", "id"),
        r#"{"error":{"mensaje":"x"}}"#.to_owned(),
        "[]".to_owned(),
    ] {
        let error = read(&changed).unwrap_err();
        assert!(error.to_string().starts_with("changed format in line 1, column "), "{changed}: {error}");
    }
}

#[test]
fn no_mutation_of_a_body_makes_the_reader_panic() {
    let seed = rows_for_mutation();
    let catalogue = catalogue(&["SF1", "SF2"]);
    let mut random = fastrand::Rng::with_seed(20_261_005);
    let mut readable = 0;
    for _ in 0..2_000 {
        let mut body = seed.clone().into_bytes();
        for _ in 0..random.usize(1..4) {
            mutate(&mut body, &mut random);
        }
        readable += u32::from(parse(&payload(&body), &catalogue).is_ok());
        let _ = crate::sources::banxico::metadata(&body);
    }
    assert!((100..1_900).contains(&readable), "mutations must break some bodies and not all: {readable}");
}

fn rows_for_mutation() -> String {
    let row = |day, value| format!(r#"{{"fecha":"{day}","dato":"{value}"}}"#);
    let datos =
        [row("02/03/2026", "17.3485"), row("03/03/2026", "N/E"), row("04/03/2026", "256,542.8")].join(",");
    let series = |key| format!(r#"{{"idSerie":"{key}","titulo":"Tipo   de cambio","datos":[{datos}]}}"#);
    format!(r#"{{"bmx":{{"series":[{},{}]}}}}"#, series("SF1"), series("SF2"))
}

fn mutate(body: &mut Vec<u8>, random: &mut fastrand::Rng) {
    if body.is_empty() {
        return;
    }
    let (first, second) = (random.usize(..body.len()), random.usize(..body.len()));
    let (start, end) = (first.min(second), first.max(second));
    match random.u8(..6) {
        0 => body[start] = random.u8(..),
        1 => body[start] = b"0123456789/,.\"{}[]"[random.usize(..18)],
        2 => body.swap(start, end),
        3 => body.truncate(end),
        4 => drop(body.drain(start..end.min(start + 8))),
        _ => {
            let copy = body[start..end].to_vec();
            body.splice(end..end, copy);
        }
    }
}

#[test]
fn recorded_answers_are_read_whatever_their_order() {
    let keys = ["SF43718", "SF46410", "SF46407", "SF46406", "SF60632"];
    let Some(parsed) = recorded("lineofflight__frankfurter/banxico.0.body.json", &keys) else { return };
    let lines = lines(&parsed);
    assert_eq!((lines.len(), parsed.findings.len()), (50, 0));
    assert_eq!(lines[0], "banxico.sf43718 2026-03-02 17.3485");
    assert_eq!(lines[10], "banxico.sf46406 2026-03-02 0.1105");
    assert_eq!(lines[49], "banxico.sf46407 2026-03-13 23.7562");
}

#[test]
fn a_recorded_weekend_is_empty_and_recorded_weeks_are_not() {
    for (name, count, last) in [
        ("SF43718_datos_2026-10-03_2026-10-04.json", 0, ""),
        ("SF43718_datos_2026-09-17_2026-09-27.json", 7, "banxico.sf43718 2026-09-25 17.71"),
        ("SF43718_datos_oportuno.json", 1, "banxico.sf43718 2026-10-02 18.1903"),
        ("SF43936_datos_2026-07-01_2026-09-30.json", 13, "banxico.sf43936 2026-09-24 6.15"),
        ("SF331451_datos_oportuno.json", 1, "banxico.sf331451 2026-10-02 6.48"),
    ] {
        let name = format!("DiegoTepichin__mcp-mexico/{name}");
        let Some(parsed) = recorded(&name, &["SF43718", "SF43936", "SF331451"]) else { return };
        let lines = lines(&parsed);
        assert_eq!((lines.len(), parsed.findings.len()), (count, 0), "{name}");
        assert_eq!(lines.last().map_or("", String::as_str), last);
    }
}

#[test]
fn a_recorded_answer_of_latest_values_has_commas_and_one_missing_value() {
    let keys = ["SE27803", "SF43707", "SF60632", "SF60696"];
    let Some(parsed) = recorded("ALUMORA__NEWKAIZEN/sie_oportuno_2026-10-01.json", &keys) else { return };
    assert_eq!(
        lines(&parsed),
        [
            "banxico.se27803 2026-08-01 5452.3367",
            "banxico.sf43707 2026-09-25 256542.8",
            "banxico.sf60696 2026-10-01 10.15"
        ]
    );
    let missing: Vec<_> = parsed.findings.iter().filter(|finding| finding.rule == Rule::Missing).collect();
    assert_eq!(missing.len(), 1);
    assert_eq!(missing[0].series.as_ref().unwrap().as_str(), "banxico.sf60632");
    assert_eq!(missing[0].detail, "values that are N/E or empty: 1 of 1");
    let unknown = parsed.findings.iter().filter(|finding| finding.rule == Rule::UnknownSeries).count();
    assert_eq!(unknown, 23);
}

#[test]
fn recorded_years_are_read_to_the_last_day() {
    for (name, key, count, first, last) in [
        ("fix_muestra", "SF43718", 1908, "2018-01-02 19.4899", "2025-08-01 18.916"),
        ("inpc_muestra_2", "SP68257", 2770, "2018-01-01 5.936162", "2025-08-01 8.526136"),
        ("tasa_objetivo_muestra", "SF61745", 2759, "2018-01-01 7.25", "2025-08-01 8"),
    ] {
        let name = format!("AmaKings9__banxico-analisis-inpc-fix-politica/{name}.json");
        let Some(parsed) = recorded(&name, &[key]) else { return };
        let lines = lines(&parsed);
        assert_eq!((lines.len(), parsed.findings.len()), (count, 0), "{name}");
        assert!(lines[0].ends_with(first) && lines[count - 1].ends_with(last), "{name}");
    }
}

#[test]
fn the_recorded_fix_is_known_on_the_same_day_under_both_of_its_labels() {
    let file = |name: &str| {
        let bytes = recorded::bytes(&format!("fixtures/banxico/{name}"))?;
        Some(parse(&payload(&bytes), SOURCE.catalogue()).unwrap().observations)
    };
    let Some(determined) = file("Xint0__banxico-php/SF43718_latest.json") else { return };
    let settled = file("Xint0__banxico-php/SF60653_latest.json").unwrap();
    assert_eq!(
        (determined[0].period, settled[0].period),
        ("2020-11-27".parse().unwrap(), "2020-12-01".parse().unwrap())
    );
    assert_eq!((determined[0].value, determined[0].known_at), (20.0777, settled[0].known_at));
    assert_eq!(settled[0].value, 20.0777);
    assert_eq!(file("Xint0__banxico-php/SF43718_date_range.json").unwrap().len(), 2);
    assert_eq!(file("Xint0__banxico-php/SF60653_date_range.json").unwrap()[1].value, 20.0465);
    assert_eq!(file("m-muecke__bbk/banxico-data.json").unwrap().len(), 3);
    let carried = file("norse-blue__laravel-banxico/GetSeriesDataTest.body0.json").unwrap();
    assert!(carried.iter().any(|o| o.period == "1991-11-16".parse().unwrap() && o.value == 3.0718));
}
