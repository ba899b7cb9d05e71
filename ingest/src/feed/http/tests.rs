//! Tests of requests against a server on the loopback interface.

use super::*;
use crate::feed::payload::{self, Payload};
use crate::sources::Source;
use crate::sources::ecb::SOURCE;
use crate::sources::ecb::{Addresses, Ecb};
use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use paridad_engine::data::series::SeriesId;
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
    Limits {
        timeout: Duration::from_millis(300),
        tries: 3,
        delay: Duration::from_millis(1),
        wait: Duration::ZERO,
        bytes: 1000,
    }
}

async fn fetch(address: &str) -> Result<Payload, SourceError> {
    let addresses = Addresses { files: address.to_owned(), portal: address.to_owned() };
    let source = Source::Public(&SOURCE, Arc::new(Ecb::new(Http::new(quick()).unwrap(), addresses)));
    let yesterday = "2026-03-16".parse().unwrap();
    let known = ["ecb.eur.usd", "ecb.eur.mxn"].map(|id| (SeriesId::try_from(id).unwrap(), yesterday));
    let asked = payload::Asked { known: known.into(), from: None };
    let deliveries =
        source.fetch(&payload::Portion::All, &asked, "2026-03-17T20:00:00Z".parse().unwrap()).await;
    deliveries.map(|mut deliveries| deliveries.remove(0).payload)
}

#[tokio::test]
async fn a_good_answer_becomes_a_payload_that_parses() {
    let (address, asked) = serve_daily(|_| (XML, DAILY)).await;
    let payload = fetch(&address).await.unwrap();
    assert_eq!(payload.origin, format!("{address}/eurofxref-daily.xml"));
    assert_eq!((payload.source.as_str(), payload.media_type.as_str()), ("ecb", "text/xml"));
    assert_eq!(crate::sources::ecb::parse(&payload).unwrap().observations.len(), 1);
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

/// A server that sends `answer` to whoever connects, and closes.
async fn serve_raw(answer: &'static str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let _ = stream.read(&mut [0; 1000]).await;
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    address
}

#[tokio::test]
async fn a_body_that_breaks_off_never_passes_for_a_whole_one() {
    let broken = "HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\ncontent-length: 1000\r\n\r\n<Envelope>";
    for answer in [broken, "HTTP/1.1 200 OK\r\ncontent-type: tex"] {
        let error = fetch(&serve_raw(answer).await).await.unwrap_err();
        assert!(matches!(error, SourceError::Exchange { .. }), "{error}");
    }
}

/// The reply to a request whose URL holds a secret, and whose header holds another.
async fn send(address: &str) -> Result<Reply, SourceError> {
    let secret = Secret::try_from("hidden-header").unwrap();
    let url = format!("{address}/hidden-path");
    let request = Request { url: &url, origin: "shown", secret: Some(("x-token", &secret)) };
    let reply = Http::new(quick()).unwrap().send(&request).await;
    reply.map_err(|failure| failure.into_error(request.origin, 1))
}

#[tokio::test]
async fn a_reply_has_any_status_and_its_headers() {
    let echo = |headers: HeaderMap| async move {
        (StatusCode::BAD_REQUEST, [("bmx-a", "b")], headers["x-token"].to_str().unwrap().to_owned())
    };
    let (address, _) = serve(Router::new().route("/hidden-path", get(echo))).await;
    let reply = send(&address).await.unwrap();
    assert_eq!((reply.status.as_u16(), reply.bytes.as_slice()), (400, b"hidden-header".as_slice()));
    assert_eq!((reply.media_type.as_str(), reply.headers["bmx-a"].to_str().unwrap()), ("text/plain", "b"));
}

#[tokio::test]
async fn an_error_shows_the_origin_and_never_the_url() {
    let away = || get(|| async { Redirect::temporary("http://localhost:1/hidden-path") });
    let (redirecting, _) = serve(Router::new().route("/hidden-path", away())).await;
    let (large, _) = serve(Router::new().route("/hidden-path", get(|| async { "x".repeat(1001) }))).await;
    for address in ["http://127.0.0.1:1".to_owned(), redirecting, large, "no address".to_owned()] {
        let error = send(&address).await.unwrap_err();
        let first: &dyn std::error::Error = &error;
        let chain = std::iter::successors(Some(first), |&error| error.source());
        let shown = chain.map(|error| format!("{error} {error:?}")).collect::<Vec<_>>().join("\n");
        assert!(shown.starts_with("shown ") || error.to_string().ends_with(" shown failed"), "{shown}");
        assert!(!shown.contains("hidden"), "{shown}");
    }
}
