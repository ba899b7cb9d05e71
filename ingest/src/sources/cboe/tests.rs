//! Tests of the history: small files of our own, and broken ones.

use super::*;

const HISTORY: &str =
    "DATE,OPEN,HIGH,LOW,CLOSE\n01/02/1990,17.24,17.24,17.24,17.24\n11/19/2026,18.1,19.2,17.9,18.75\n";

fn payload(media_type: &str, body: &str) -> Payload {
    Payload {
        source: SOURCE.name.to_owned(),
        origin: "test".to_owned(),
        media_type: media_type.to_owned(),
        bytes: body.as_bytes().to_vec(),
        received_at: "2026-11-20T12:00:00Z".parse().unwrap(),
    }
}

fn read(body: &str) -> Result<Parsed, ParseError> {
    (SOURCE.parse)(&payload("text/csv", body), SOURCE.catalogue())
}

#[test]
fn the_closes_are_read_and_known_in_the_evening_of_their_day() {
    let parsed = read(HISTORY).unwrap();
    let closes: Vec<(String, f64, String)> = parsed
        .observations
        .iter()
        .map(|one| (one.period.to_string(), one.value, one.known_at.to_rfc3339()))
        .collect();
    let close = |day: &str, value, known: &str| (day.to_owned(), value, known.to_owned());
    assert_eq!(
        closes,
        [
            close("1990-01-02", 17.24, "1990-01-03T01:00:00+00:00"),
            close("2026-11-19", 18.75, "2026-11-20T01:00:00+00:00")
        ]
    );
    assert_eq!(read(&HISTORY.replace("18.75", "")).unwrap().observations.len(), 1, "a day without a close");
}

#[test]
fn each_fault_has_its_own_error() {
    let with = |from: &str, to: &str| read(&HISTORY.replacen(from, to, 1)).unwrap_err().to_string();
    assert!(with("DATE,OPEN", "DATE,CLOSE").contains("DATE,OPEN,HIGH,LOW,CLOSE"));
    assert!(with("11/19/2026", "19/11/2026").contains("line 3, column DATE"));
    assert!(with("18.75", "18.7.5").contains("line 3, column CLOSE"));
    assert!(with(",18.75", "").contains("malformed row in line 3"));
    assert!(matches!(read("DATE,OPEN,HIGH,LOW,CLOSE\n"), Err(ParseError::Empty { .. })));
    assert!(matches!(read("<html>"), Err(ParseError::WebPage { .. })));
    let other = parse(&payload("application/json", HISTORY), SOURCE.catalogue());
    assert!(matches!(other, Err(ParseError::MediaType { .. })));
}

#[test]
fn a_history_cut_anywhere_gives_no_day_that_it_does_not_hold() {
    for end in 0..HISTORY.len() {
        let days = read(&HISTORY[..end]).map(|parsed| parsed.observations).unwrap_or_default();
        assert!(
            days.iter().all(|one| ["1990-01-02", "2026-11-19"].contains(&one.period.to_string().as_str()))
        );
    }
}
