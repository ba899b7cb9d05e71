//! Tests of the ECB's documents: recorded answers, small bodies of our own, broken ones.

use super::*;
use crate::recorded;
use chrono::NaiveDate;
use paridad_engine::data::series::Observation;

fn payload(media_type: &str, body: &[u8]) -> Payload {
    Payload {
        source: Ecb::NAME.to_owned(),
        origin: "test".to_owned(),
        media_type: media_type.to_owned(),
        bytes: body.to_vec(),
        received_at: "2026-03-17T20:00:00Z".parse().unwrap(),
    }
}

fn parse_xml(body: &str) -> Result<Vec<Observation>, ParseError> {
    parse(&payload("text/xml", body.as_bytes())).map(|parsed| parsed.observations)
}

fn parse_csv(body: &str) -> Result<Vec<Observation>, ParseError> {
    parse(&payload("text/csv", body.as_bytes())).map(|parsed| parsed.observations)
}

/// A recorded answer, or `None` where the recordings are absent.
fn recorded(name: &str) -> Option<String> {
    recorded::text(&format!("fixtures/ecb/{name}"))
}

fn lines(observations: &[Observation]) -> Vec<String> {
    observations.iter().map(|o| format!("{} {} {}", o.period, o.series, o.value)).collect()
}

fn value_of(observations: &[Observation], line_start: &str) -> Option<String> {
    lines(observations).into_iter().find(|line| line.starts_with(line_start))
}

const ENVELOPE: &str = "<?xml version='1.0'?><g:Envelope xmlns:g='urn:g' xmlns='urn:e'>";

#[test]
fn the_recorded_daily_document_is_read() {
    let Some(text) = recorded("RubyMoney__eu_central_bank/exchange_rates.xml") else { return };
    let rates = parse_xml(&text).unwrap();
    assert_eq!(rates.len(), 32);
    assert_eq!(lines(&rates)[0], "2018-06-11 ecb.eur.usd 1.179");
    assert_eq!(rates[0].known_at.to_rfc3339(), "2018-06-11T14:00:00+00:00");
}

#[test]
fn the_recorded_90_days_are_read_in_the_other_quotes() {
    let Some(text) = recorded("RubyMoney__eu_central_bank/exchange_rates_90_day.xml") else { return };
    let rates = parse_xml(&text).unwrap();
    let mut days: Vec<NaiveDate> = rates.iter().map(|rate| rate.period).collect();
    days.dedup();
    assert_eq!((rates.len(), days.len()), (61 * 32, 61));
    assert_eq!(lines(&rates)[0], "2018-06-11 ecb.eur.usd 1.179");
    assert!(value_of(&rates, "2018-06-11 ecb.eur.mxn").is_some());
}

#[test]
fn the_hand_made_documents_are_read_and_the_illegal_one_is_a_web_page() {
    for (name, dollar) in [("even", "2"), ("odd", "1")] {
        let Some(text) = recorded(&format!("RubyMoney__eu_central_bank/{name}_exchange_rates.xml")) else {
            return;
        };
        assert_eq!(lines(&parse_xml(&text).unwrap())[0], format!("2010-04-20 ecb.eur.usd {dollar}"));
    }
    let Some(text) = recorded("RubyMoney__eu_central_bank/illegal_exchange_rates.xml") else { return };
    assert!(matches!(parse_xml(&text), Err(ParseError::WebPage { .. })));
}

#[test]
fn the_recorded_portal_answers_are_read_to_their_last_row() {
    let Some(recent) = recorded("lineofflight__frankfurter/ecb_recent.0.body.csv") else { return };
    let rates = parse_csv(&recent).unwrap();
    assert_eq!(lines(&rates)[0], "2026-02-17 ecb.eur.aud 1.6776");
    assert_eq!(lines(&rates).last().unwrap(), "2026-03-18 ecb.eur.zar 19.4174");
    let Some(cut) = recorded("lineofflight__frankfurter/ecb_historical.0.body.csv") else { return };
    assert_eq!(lines(&parse_csv(&cut).unwrap()).last().unwrap(), "2025-05-07 ecb.eur.thb 37.147");
}

#[test]
fn any_prefix_any_quotes_and_an_unknown_currency_are_accepted_and_marks_of_absence_skipped() {
    let body = format!(
        "{ENVELOPE}<e:Cube><e:Cube time=\"2026-03-17\"><e:Cube currency='XQZ' rate=\"1.5\"/>\
         <e:Cube currency='MXN' rate='N/A'/><e:Cube rate='20.1' currency='USD'></e:Cube>\
         <e:Cube currency='ISK' rate=''/></e:Cube></e:Cube></g:Envelope>\n"
    );
    assert_eq!(
        lines(&parse_xml(&body).unwrap()),
        ["2026-03-17 ecb.eur.xqz 1.5", "2026-03-17 ecb.eur.usd 20.1"]
    );
}

#[test]
fn a_document_cut_anywhere_is_truncated_and_never_read_in_part() {
    let body = format!(
        "{ENVELOPE}<Cube><Cube time='2026-03-17'><Cube currency='MXN' rate='20.1'/></Cube></Cube></g:Envelope>"
    );
    assert!(parse_xml(&body).is_ok());
    for end in ENVELOPE.len()..body.len() {
        let error = parse_xml(&body[..end]).unwrap_err();
        assert!(matches!(error, ParseError::Truncated { element: "Envelope", .. }), "cut at {end}: {error}");
    }
}

#[test]
fn each_fault_of_a_document_has_its_own_error() {
    let with = |cube: &str| {
        parse_xml(&format!("{ENVELOPE}<Cube>{cube}</Cube></g:Envelope>")).unwrap_err().to_string()
    };
    let day = with("<Cube time='17.03.2026'></Cube>");
    assert!(day.contains("2026-03-17, got \"17.03.2026\""), "{day}");
    let number = with("<Cube time='2026-03-17'><Cube currency='MXN' rate='20,1'/></Cube>");
    assert!(number.starts_with("byte ") && number.contains("got \"20,1\""), "{number}");
    let currency = with("<Cube time='2026-03-17'><Cube currency='peso' rate='20.1'/></Cube>");
    assert!(currency.contains("three capital letters, got \"peso\""), "{currency}");
    let dayless = with("<Cube currency='MXN' rate='20.1'/>");
    assert!(dayless.contains("a day must be written"), "{dayless}");
    let mismatch = with("<Cube time='2026-03-17'></Cubes>");
    assert!(mismatch.contains("malformed XML at byte"), "{mismatch}");
    assert!(matches!(parse_xml("<error>down</error>"), Err(ParseError::Root { .. })));
    assert!(matches!(parse_xml(&format!("{ENVELOPE}</g:Envelope>")), Err(ParseError::Empty { .. })));
}

#[test]
fn a_wrong_content_type_and_a_wrong_encoding_are_named() {
    let error = parse(&payload("application/json", b"{}")).unwrap_err();
    assert!(error.to_string().contains("text/xml, application/xml, text/csv"), "{error}");
    let error = parse(&payload("text/xml", b"<a>\xff</a>")).unwrap_err();
    assert_eq!(error.to_string(), "text must be UTF-8, byte 3 is not");
}

#[test]
fn the_portal_s_columns_are_found_by_name() {
    let body = "KEY,FREQ,CURRENCY,TIME_PERIOD,OBS_VALUE,OBS_STATUS\nk,D,MXN,2026-03-17,20.1,A\nk,D,MXN,2026-03-18,,H\n";
    assert_eq!(lines(&parse_csv(body).unwrap()), ["2026-03-17 ecb.eur.mxn 20.1"]);
    let error = parse_csv("CURRENCY,TIME_PERIOD\nMXN,2026-03-17\n").unwrap_err();
    assert!(error.to_string().contains("OBS_VALUE"), "{error}");
}

#[test]
fn a_fault_in_a_table_is_placed() {
    let number = parse_csv("Date,USD,MXN,\n2026-03-17,1.1,20.1,\n2026-03-18,1.1,twenty,\n").unwrap_err();
    assert!(number.to_string().starts_with("line 3, column MXN: "), "{number}");
    let short = parse_csv("Date,USD,MXN,\n2026-03-17,1.1\n").unwrap_err();
    assert_eq!(short.to_string(), "malformed row in line 2");
    let day = parse_csv("CURRENCY,TIME_PERIOD,OBS_VALUE\nMXN,2026-03,20.1\n").unwrap_err();
    assert!(day.to_string().starts_with("line 2, column TIME_PERIOD: "), "{day}");
    let column = parse_csv("Date,US dollar\n2026-03-17,1.1\n").unwrap_err();
    assert!(column.to_string().starts_with("line 1, column 2: "), "{column}");
}

#[test]
fn the_wide_table_is_read_with_and_without_a_last_comma() {
    for comma in ["", ","] {
        let body = format!("Date,USD,MXN{comma}\n2026-03-17,1.1,N/A{comma}\n2026-03-16,1.2,20.1{comma}\n");
        let read = lines(&parse_csv(&body).unwrap());
        assert_eq!(
            read,
            ["2026-03-17 ecb.eur.usd 1.1", "2026-03-16 ecb.eur.usd 1.2", "2026-03-16 ecb.eur.mxn 20.1"]
        );
    }
}
