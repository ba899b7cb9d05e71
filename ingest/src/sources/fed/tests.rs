//! Tests of the release: small downloads of our own, and broken ones.

use super::*;
use paridad_engine::data::series::SeriesId;

const DOWNLOAD: &str = r#""Series Description","SYNTHETIC Aland","SYNTHETIC Mexico","SYNTHETIC euro"
"Unit:","Currency:_Per_USD","Currency:_Per_USD","USD_Per_Currency:"
"Multiplier:","1","1","1"
"Currency:","XAL","MXN","USD"
"Unique Identifier: ","H10/H10/RXI_N.B.XX","H10/H10/RXI_N.B.MX","H10/H10/RXI$US_N.B.EU"
"Time Period","RXI_N.B.XX","RXI_N.B.MX","RXI$US_N.B.EU"
2026-11-16,1.5,18.4321,1.15
2026-11-17,1.5,ND,1.16
"#;

fn payload(media_type: &str, body: &str) -> Payload {
    Payload {
        source: SOURCE.name.to_owned(),
        origin: "test".to_owned(),
        media_type: media_type.to_owned(),
        bytes: body.as_bytes().to_vec(),
        received_at: "2026-11-24T12:00:00Z".parse().unwrap(),
    }
}

fn read(body: &str) -> Result<Vec<String>, ParseError> {
    let parsed = parse(&payload("text/csv", body), SOURCE.catalogue())?;
    Ok(parsed.observations.iter().map(|o| format!("{} {} {}", o.period, o.series, o.value)).collect())
}

#[test]
fn columns_are_found_by_their_identifier_wherever_they_stand() {
    let expected = ["2026-11-16 fed.mxn 18.4321", "2026-11-16 fed.eur 1.15", "2026-11-17 fed.eur 1.16"];
    assert_eq!(read(DOWNLOAD).unwrap(), expected);
    let swapped = DOWNLOAD
        .replace("RXI_N.B.XX", "tmp")
        .replace("RXI_N.B.MX", "RXI_N.B.XX")
        .replace("tmp", "RXI_N.B.MX");
    assert_eq!(read(&swapped).unwrap()[0], "2026-11-16 fed.mxn 1.5");
    let end = DOWNLOAD.find("2026-11-16").unwrap();
    assert_eq!(read(&DOWNLOAD[..end]).unwrap(), [""; 0], "a week may have no value yet");
}

#[test]
fn a_rate_is_known_on_the_monday_after_its_week() {
    let parsed = (SOURCE.parse)(&payload("text/csv", DOWNLOAD), SOURCE.catalogue()).unwrap();
    let known: Vec<String> = parsed.observations.iter().map(|o| o.known_at.to_rfc3339()).collect();
    assert_eq!(known, ["2026-11-23T22:00:00+00:00"; 3], "at five in New York on the 23rd");
}

#[test]
fn each_fault_has_its_own_error() {
    let with = |from: &str, to: &str| {
        assert!(DOWNLOAD.contains(from));
        read(&DOWNLOAD.replacen(from, to, 1)).unwrap_err().to_string()
    };
    for (from, to) in [
        ("Unique Identifier: ", "Series Name"),
        ("\"Multiplier:\",\"1\",\"1\"", "\"Multiplier:\",\"1\",\"1000\""),
        ("\"Multiplier:\"", "\"Scale:\""),
    ] {
        let message = with(from, to);
        assert!(message.contains("Unique Identifier") && message.contains("Multiplier: 1"), "{message}");
    }
    assert!(with("18.4321", "18,4321").contains("malformed row in line 7"));
    assert!(with("18.4321", "x").contains("line 7, column RXI_N.B.MX"));
    assert!(with("2026-11-16", "11/16/2026").contains("line 7, column Time Period"));
    assert!(matches!(read("<!DOCTYPE html><html>"), Err(ParseError::WebPage { .. })));
    let unknown = parse(&payload("text/html", DOWNLOAD), SOURCE.catalogue());
    assert!(matches!(unknown, Err(ParseError::MediaType { .. })));
}

#[test]
fn a_download_cut_anywhere_gives_no_value_that_it_does_not_hold() {
    let whole = read(DOWNLOAD).unwrap();
    for end in 0..DOWNLOAD.len() {
        for value in read(&DOWNLOAD[..end]).unwrap_or_default() {
            // A number whose end is missing cannot be told from a shorter one; its day and its series can.
            let place = value.rsplit_once(' ').unwrap().0;
            assert!(whole.iter().any(|known| known.starts_with(place)), "cut at {end}: {value}");
        }
    }
}

#[test]
fn it_is_asked_from_where_all_is_known_and_a_little_before() {
    assert_eq!(first_day(&Known::new()), FIRST);
    let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
    let mut known: Known =
        SOURCE.catalogue().entries().iter().map(|entry| (entry.id.clone(), day("2026-11-20"))).collect();
    assert_eq!(first_day(&known), day("2026-10-11"));
    known.remove(&SeriesId::try_from("fed.eur").unwrap());
    assert_eq!(first_day(&known), FIRST);
}
