//! Endpoints on loopback and folders of files, through the seam that the program uses.

use super::*;
use crate::feed::failed::SourceError;
use crate::feed::finding::Rule;
use crate::feed::http::{Http, Limits};
use crate::feed::payload::{Asked, Delivery, Portion};
use crate::feed::secret::Secret;
use crate::sources::{self, Source};
use axum::Router;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use axum::routing::get;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;
use std::fs;
use std::sync::{Arc, Mutex};

fn now() -> DateTime<Utc> {
    "2026-11-20T20:00:00Z".parse().unwrap()
}

/// The only source that a text declares.
fn source(text: &str, secret: Option<&str>) -> Source {
    let http = Http::new(Limits::default()).unwrap();
    let secret = secret.map(|secret| Secret::try_from(secret).unwrap());
    Source::Internal(Box::new(declared(text).unwrap().remove(0).source(&http, secret).unwrap()))
}

/// The requests that a server has seen: the parameters, and the header that carries a token.
type Seen = Arc<Mutex<Vec<(BTreeMap<String, String>, Option<String>)>>>;

async fn rates(
    State(seen): State<Seen>,
    Query(parameters): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
) -> impl IntoResponse {
    let token = headers.get("authorization").map(|value| value.to_str().unwrap().to_owned());
    let body = match parameters.get("page").map(String::as_str) {
        None => r#"{"data":[{"day":"2026-11-19","mid":18.25,"client":"Ana"}],"next":"/rates?page=2"}"#,
        Some("2") => r#"{"data":[{"day":"2026-11-20","mid":18.5,"client":"Luis"}],"next":null}"#,
        Some(_) => r#"{"data":[],"next":"/rates?page=3"}"#,
    };
    seen.lock().unwrap().push((parameters, token));
    ([("content-type", "application/json")], body)
}

async fn serve() -> (String, Seen) {
    let seen = Seen::default();
    let router = Router::new().route("/rates", get(rates)).with_state(seen.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (address, seen)
}

fn endpoint(address: &str) -> Source {
    let text = format!(
        "[[endpoint]]\nname = \"desk\"\naddress = \"{address}\"\ntoken_variable = \"DESK\"\nrecords = \"/data\"\n\
         next = \"/next\"\ncolumns = {{ series = \"desk.mid\", period = \"/day\", value = \"/mid\" }}\n"
    );
    source(&text, Some("s3cret-token"))
}

#[tokio::test]
async fn the_records_of_all_pages_are_values_and_nothing_else_of_them_is_kept() {
    let (address, seen) = serve().await;
    let desk = endpoint(&format!("{address}/rates?from={{from}}"));
    let asked = Asked { from: Some("2026-10-01".parse().unwrap()), ..Asked::default() };
    let delivery = desk.fetch(&Portion::All, &asked, now()).await.unwrap().remove(0);
    let payload = &delivery.payload;
    assert_eq!(
        String::from_utf8_lossy(&payload.bytes),
        "series,period,value\ndesk.mid,2026-11-19,18.25\ndesk.mid,2026-11-20,18.5\n"
    );
    assert_eq!((payload.source.as_str(), payload.media_type.as_str()), ("desk", "text/csv"));
    assert_eq!(payload.origin, format!("{address}/rates?from=2026-10-01"));
    let parsed = sources::parse(payload).unwrap();
    assert_eq!((parsed.observations.len(), parsed.observations[0].series.as_str()), (2, "internal.desk.mid"));
    let seen = seen.lock().unwrap();
    assert_eq!(seen.len(), 2);
    assert_eq!(seen[0].0["from"], "2026-10-01");
    assert!(seen.iter().all(|(_, token)| token.as_deref() == Some("Bearer s3cret-token")));
    assert!(!format!("{delivery:?}{desk:?}").contains("s3cret-token"));
}

#[tokio::test]
async fn an_answer_that_goes_in_circles_is_refused() {
    let (address, seen) = serve().await;
    let error = endpoint(&format!("{address}/rates?page=3"))
        .fetch(&Portion::All, &Asked::default(), now())
        .await
        .unwrap_err();
    assert!(error.to_string().ends_with("must have at most 100 different pages"), "{error}");
    // The same address, once as it was declared and once as it was given.
    assert_eq!(seen.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn an_endpoint_that_is_not_there_is_an_error_without_its_token() {
    let desk = endpoint("http://127.0.0.1:9/rates");
    let error = desk.fetch(&Portion::All, &Asked::default(), now()).await.unwrap_err();
    assert!(matches!(error, SourceError::Outage { .. }), "{error:?}");
    assert!(!format!("{error:?}").contains("s3cret"));
}

fn folder(expect: &str) -> (tempfile::TempDir, Source) {
    let place = tempfile::tempdir().unwrap();
    let text = format!("[[folder]]\nname = \"drop\"\npath = {:?}\nevery_seconds = 1\n{expect}", place.path());
    let source = source(&text, None);
    (place, source)
}

/// What a folder gives, file by file.
async fn delivered(folder: &Source) -> Vec<Delivery> {
    let mut deliveries = Vec::new();
    for portion in folder.portions().await.unwrap() {
        deliveries.extend(folder.fetch(&portion, &Asked::default(), now()).await.unwrap());
    }
    assert!(folder.fetch(&Portion::All, &Asked::default(), now()).await.unwrap().is_empty());
    deliveries
}

#[tokio::test]
async fn files_are_delivered_one_by_one_and_each_once() {
    let (place, drop) = folder("");
    let text = "series,period,value\nflow,2026-11-20,1.5\n";
    fs::write(place.path().join("b.csv"), text).unwrap();
    fs::write(place.path().join("a.csv"), "no table").unwrap();
    let deliveries = delivered(&drop).await;
    assert_eq!(deliveries.len(), 2, "what cannot be read is kept for whoever looks for the reason");
    assert!(sources::parse(&deliveries[0].payload).is_err());
    assert_eq!(deliveries[1].payload.bytes, text.as_bytes());
    assert!(deliveries.iter().all(|delivery| delivery.once), "the same bytes are taken in once");
    assert!(deliveries[1].payload.origin.ends_with("/b.csv"));
}

#[tokio::test]
async fn what_a_table_does_not_satisfy_is_found_in_the_whole_of_it() {
    let expect = "[[folder.expect]]\nexpect = \"cells\"\ncolumn = \"rfc\"\neach = { length = { max = 13.0 } }\n\
                  [[folder.expect]]\nexpect = \"rows\"\nmin = 1.0\n\
                  [[folder.expect]]\nexpect = \"cells\"\ncolumn = \"none\"\neach = \"present\"\n";
    let (place, drop) = folder(expect);
    let text =
        "series,period,value,rfc\nflow,2026-11-20,1.5,VECJ880326XXX\nflow,2026-11-19,1.5,VECJ880326XXXX\n";
    fs::write(place.path().join("a.csv"), text).unwrap();
    let findings = delivered(&drop).await.remove(0).findings;
    let details: Vec<_> = findings.iter().map(|finding| (finding.rule, finding.detail.as_str())).collect();
    assert_eq!(details.len(), 2, "{details:?}");
    assert!(details[0].1.ends_with("1 of 2 cells are otherwise, the first in row 2"), "{}", details[0].1);
    assert!(details[1].1.contains("must have a column \"none\""), "{}", details[1].1);
    assert!(details.iter().all(|(rule, _)| *rule == Rule::Expectation));
}
