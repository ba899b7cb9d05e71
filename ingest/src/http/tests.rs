//! Tests of requests against a server on the loopback interface.

use super::*;
use crate::ecb::{Addresses, Ecb};
use crate::source::Source;
use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

const DAILY: &str =
    "<Envelope><Cube><Cube time='2026-03-17'><Cube currency='MXN' rate='20.1'/></Cube></Cube></Envelope>";
const XML: [(&str, &str); 1] = [("content-type", "text/xml; charset=UTF-8")];

/// How often the server was asked.
type Asked = Arc<AtomicU32>;

async fn serve(router: Router<Asked>) -> (String, Asked) {
    let asked = Asked::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let router = router.with_state(asked.clone());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (address, asked)
}

/// A server that gives the answer number n, counted from 0, and its address.
async fn serve_daily<R: IntoResponse + 'static>(answer: fn(u32) -> R) -> (String, Asked) {
    let handler =
        move |State(asked): State<Asked>| async move { answer(asked.fetch_add(1, Ordering::SeqCst)) };
    serve(Router::new().route("/eurofxref-daily.xml", get(handler))).await
}

fn quick() -> Limits {
    Limits { timeout: Duration::from_millis(300), tries: 3, delay: Duration::from_millis(1), bytes: 1000 }
}

async fn fetch(address: &str) -> Result<crate::source::Payload, SourceError> {
    let addresses = Addresses { files: address.to_owned(), portal: address.to_owned() };
    let source = Source::Ecb(Ecb::new(Http::new(quick()).unwrap(), addresses));
    source.fetch("2026-03-16".parse().ok(), "2026-03-17T20:00:00Z".parse().unwrap()).await
}

#[tokio::test]
async fn a_good_answer_becomes_a_payload_that_parses() {
    let (address, asked) = serve_daily(|_| (XML, DAILY)).await;
    let payload = fetch(&address).await.unwrap();
    assert_eq!(payload.origin, format!("{address}/eurofxref-daily.xml"));
    assert_eq!((payload.source.as_str(), payload.media_type.as_str()), ("ecb", "text/xml"));
    assert_eq!(crate::ecb::parse(&payload).unwrap().observations.len(), 1);
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn we_say_who_we_are() {
    let handler =
        |headers: HeaderMap| async move { (XML, headers["user-agent"].to_str().unwrap().to_owned()) };
    let (address, _) = serve(Router::new().route("/eurofxref-daily.xml", get(handler))).await;
    let agent = fetch(&address).await.unwrap().bytes;
    assert_eq!(agent, concat!("paridad/", env!("CARGO_PKG_VERSION")).as_bytes());
}

#[tokio::test]
async fn a_failure_of_the_server_is_tried_again() {
    let failing_once = |n| {
        if n == 0 { StatusCode::INTERNAL_SERVER_ERROR.into_response() } else { (XML, DAILY).into_response() }
    };
    let (address, asked) = serve_daily(failing_once).await;
    assert!(fetch(&address).await.is_ok());
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_lasting_failure_and_a_full_quota_end_after_three_tries() {
    let (address, asked) = serve_daily(|_| StatusCode::SERVICE_UNAVAILABLE).await;
    assert!(matches!(fetch(&address).await, Err(SourceError::Status { status: 503, tries: 3, .. })));
    assert_eq!(asked.load(Ordering::SeqCst), 3);
    let (address, _) = serve_daily(|_| StatusCode::TOO_MANY_REQUESTS).await;
    assert!(matches!(fetch(&address).await, Err(SourceError::Refused { status: 429, tries: 3, .. })));
}

#[tokio::test]
async fn what_will_not_change_is_not_tried_again() {
    let (address, asked) = serve_daily(|_| StatusCode::NOT_FOUND).await;
    let error = fetch(&address).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("{address}/eurofxref-daily.xml answered with HTTP status 404 (tries: 1)")
    );
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    let (address, _) = serve_daily(|_| StatusCode::FORBIDDEN).await;
    assert!(matches!(fetch(&address).await, Err(SourceError::Refused { status: 403, tries: 1, .. })));
}

#[tokio::test]
async fn a_web_page_is_not_what_was_asked_for() {
    let (address, _) = serve_daily(|_| ([("content-type", "text/html")], "<html>Maintenance</html>")).await;
    let error = fetch(&address).await.unwrap_err();
    assert!(
        error.to_string().contains("must send one of text/xml, application/xml, got \"text/html\""),
        "{error}"
    );
}

#[tokio::test]
async fn a_body_over_the_limit_is_not_kept() {
    let (address, asked) = serve_daily(|_| (XML, "x".repeat(1001))).await;
    assert!(matches!(fetch(&address).await, Err(SourceError::TooLarge { limit: 1000, .. })));
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_server_that_never_answers_is_an_outage() {
    let handler = |State(asked): State<Asked>| async move {
        asked.fetch_add(1, Ordering::SeqCst);
        std::future::pending::<()>().await;
    };
    let (address, asked) = serve(Router::new().route("/eurofxref-daily.xml", get(handler))).await;
    let error = fetch(&address).await.unwrap_err();
    assert!(matches!(error, SourceError::Outage { tries: 3, .. }), "{error}");
    assert_eq!(asked.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn nobody_listening_is_an_outage() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    assert!(matches!(fetch(&address).await, Err(SourceError::Outage { tries: 3, .. })));
}

#[tokio::test]
async fn a_redirect_stays_on_its_host() {
    let moved = Router::new()
        .route("/eurofxref-daily.xml", get(|| async { Redirect::temporary("/moved.xml") }))
        .route("/moved.xml", get(|| async { (XML, DAILY) }));
    let (address, _) = serve(moved).await;
    assert!(fetch(&address).await.is_ok());
    let away = get(|| async { Redirect::temporary("http://localhost:1/elsewhere.xml") });
    let (address, _) = serve(Router::new().route("/eurofxref-daily.xml", away)).await;
    assert!(matches!(fetch(&address).await, Err(SourceError::Redirect { .. })));
}
