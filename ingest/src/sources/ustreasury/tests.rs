//! Tests of the curve: small bodies of our own in both forms, and broken ones.

use super::*;
use crate::feed::http::Limits;
use axum::Router;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::get;
use chrono::NaiveDate;
use paridad_engine::data::series::SeriesId;

fn payload(media_type: &str, body: &str) -> Payload {
    Payload {
        source: SOURCE.name.to_owned(),
        origin: "test".to_owned(),
        media_type: media_type.to_owned(),
        bytes: body.as_bytes().to_vec(),
        received_at: "2026-11-20T12:00:00Z".parse().unwrap(),
    }
}

fn read(media_type: &str, body: &str) -> Result<Vec<String>, ParseError> {
    let parsed = parse(&payload(media_type, body), SOURCE.catalogue())?;
    Ok(parsed.observations.iter().map(|o| format!("{} {} {}", o.period, o.series, o.value)).collect())
}

fn entry(properties: &str) -> String {
    format!(
        "<entry><id>x</id><title type=\"text\"></title><content type=\"application/xml\">\
         <m:properties>{properties}</m:properties></content></entry>"
    )
}

fn feed(entries: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><feed xmlns=\"http://www.w3.org/2005/Atom\" \
         xmlns:d=\"http://schemas.microsoft.com/ado/2007/08/dataservices\" \
         xmlns:m=\"http://schemas.microsoft.com/ado/2007/08/dataservices/metadata\"><title>SYNTHETIC</title>{entries}</feed>"
    )
}

const DAY: &str = "<d:NEW_DATE m:type=\"Edm.DateTime\">2026-07-01T00:00:00</d:NEW_DATE>";

fn of(key: &str, value: &str) -> String {
    format!("<d:{key} m:type=\"Edm.Double\">{value}</d:{key}>")
}

const TABLE: &str =
    "Date,\"1 Mo\",\"1.5 Month\",\"2 Yr\",\"10 Yr\"\n07/02/2026,3.5,3.4,,4.25\n07/01/2026,3.6,3.4,3.9,N/A\n";

#[test]
fn both_forms_are_read_and_maturities_that_nobody_asked_for_passed_over() {
    let properties = [
        DAY,
        &of("BC_1MONTH", "3.5"),
        &of("BC_1_5MONTH", "3.4"),
        "<d:BC_2YEAR m:type=\"Edm.Double\" m:null=\"true\" />",
        &of("BC_10YEAR", "4.25"),
        &of("BC_30YEARDISPLAY", "0"),
    ];
    let body = feed(&entry(&properties.concat()));
    let read_of_feed = read("application/xml", &body).unwrap();
    assert_eq!(read_of_feed, ["2026-07-01 ustreasury.m1 3.5", "2026-07-01 ustreasury.y10 4.25"]);
    let read_of_table = read("text/csv", TABLE).unwrap();
    assert_eq!(
        read_of_table,
        [
            "2026-07-02 ustreasury.m1 3.5",
            "2026-07-02 ustreasury.y10 4.25",
            "2026-07-01 ustreasury.m1 3.6",
            "2026-07-01 ustreasury.y2 3.9"
        ]
    );
    assert_eq!(read("text/xml", &feed("")).unwrap(), [""; 0], "a year may have no day yet");
}

#[test]
fn a_yield_is_known_in_the_evening_and_what_is_seen_earlier_is_known_then() {
    let known = |moment: &str| {
        let payload = Payload { received_at: moment.parse().unwrap(), ..payload("text/csv", TABLE) };
        let parsed = (SOURCE.parse)(&payload, SOURCE.catalogue()).unwrap();
        parsed.observations[0].known_at.to_rfc3339()
    };
    assert_eq!(known("2026-11-20T12:00:00Z"), "2026-07-03T01:00:00+00:00", "nine in New York");
    assert_eq!(known("2026-07-02T22:30:00Z"), "2026-07-02T22:30:00+00:00");
}

#[test]
fn a_feed_cut_anywhere_is_truncated_and_never_read_in_part() {
    let body = feed(&entry(&[DAY, &of("BC_10YEAR", "4.25")].concat()));
    let start = body.find("<feed").unwrap() + 5;
    for end in start..body.len() {
        let error = read("text/xml", &body[..end]).unwrap_err();
        assert!(matches!(error, ParseError::Truncated { element: "feed", .. }), "cut at {end}: {error}");
    }
}

#[test]
fn each_fault_has_its_own_error() {
    let with = |properties: &str| read("text/xml", &feed(&entry(properties))).unwrap_err().to_string();
    let number = with(&[DAY, &of("BC_10YEAR", "4,25")].concat());
    assert!(number.contains("BC_10YEAR") && number.contains("got \"4,25\""), "{number}");
    let day = with("<d:NEW_DATE>07/01/2026</d:NEW_DATE>");
    assert!(day.contains("NEW_DATE") && day.contains("2026-03-17"), "{day}");
    assert!(with(&of("BC_10YEAR", "4.25")).contains("NEW_DATE"), "a day must be there");
    assert!(matches!(read("text/xml", "<rss></rss>"), Err(ParseError::Root { expected: "feed", .. })));
    assert!(matches!(read("text/xml", "<!doctype html><p>"), Err(ParseError::WebPage { .. })));
    assert!(matches!(read("text/html", &feed("")), Err(ParseError::MediaType { .. })));
    let table =
        |from: &str, to: &str| read("text/csv", &TABLE.replacen(from, to, 1)).unwrap_err().to_string();
    assert!(table("Date", "Day").contains("Date and maturities"), "{}", table("Date", "Day"));
    assert!(table("07/02/2026", "2026-07-02").contains("line 2, column Date"));
    assert!(table("4.25", "x").contains("line 2, column 10 Yr"));
    assert!(table(",4.25", "").contains("malformed row in line 2"));
}

#[test]
fn years_are_asked_from_the_one_before_which_all_is_known() {
    assert_eq!(first_year(&Known::new()), 1990);
    let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
    let mut known: Known =
        SOURCE.catalogue().entries().iter().map(|entry| (entry.id.clone(), day("2026-11-19"))).collect();
    assert_eq!(first_year(&known), 2026);
    known.insert(SeriesId::try_from("ustreasury.y2").unwrap(), day("2026-01-05"));
    assert_eq!(first_year(&known), 2025, "ten days before");
    known.remove(&SeriesId::try_from("ustreasury.y20").unwrap());
    assert_eq!(first_year(&known), 1990, "nothing is known of one of them");
}

#[tokio::test]
async fn the_table_is_asked_for_where_there_is_no_feed_and_nothing_else_is_hidden_by_it() {
    async fn fetch(status: StatusCode) -> Result<Vec<Payload>, SourceError> {
        let table = || async { ([("content-type", "text/csv")], TABLE).into_response() };
        let routes = Router::new()
            .route("/pages/xml", get(move || async move { status.into_response() }))
            .route("/daily-treasury-rates.csv/{year}/all", get(table));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        let limits = Limits { delay: std::time::Duration::from_millis(1), ..Limits::default() };
        let http = Http::new(limits).unwrap();
        let setup = Setup { http, addresses: vec![address], token: None, quota: None };
        let ask = (SOURCE.open)(setup).unwrap();
        ask.ask(&Known::new(), "1990-11-20T12:00:00Z".parse().unwrap()).await
    }
    let payloads = fetch(StatusCode::NOT_FOUND).await.unwrap();
    assert_eq!(payloads.len(), 1);
    assert!(payloads[0].origin.contains("/daily-treasury-rates.csv/1990/all?"), "{}", payloads[0].origin);
    let error = fetch(StatusCode::INTERNAL_SERVER_ERROR).await.unwrap_err();
    assert!(matches!(error, SourceError::Status { status: 500, .. }), "{error}");
}
