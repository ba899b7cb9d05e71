//! Tests of the SIE's client against a server on the loopback interface.

use super::*;
use crate::feed::http::Limits;
use crate::sources::catalogue;
use axum::Router;
use axum::extract::{Request as Asked, State};
use axum::response::{IntoResponse, Response};
use reqwest::StatusCode;
use std::error::Error;
use std::io::Write;
use std::sync::{Arc, Mutex};

const TOKEN: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const GOOD: &str =
    r#"{"bmx":{"series":[{"idSerie":"SF43718","datos":[{"fecha":"17/03/2026","dato":"17.3485"}]}]}}"#;
const BAD_TOKEN: &str = r#"{"error":{"url":"x","mensaje":"Token inválido","detalle":"x"}}"#;

/// Tells the answer from the number of the request, counted from 0, and its path with the query.
type Script = fn(usize, &str) -> Response;

/// A server that follows a script and remembers what it was asked.
#[derive(Clone)]
struct Server {
    script: Script,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    async fn start(script: Script) -> (String, Self) {
        let server = Self { script, asked: Arc::default() };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/v1", listener.local_addr().unwrap());
        let router = Router::new().fallback(answer).with_state(server.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        (address, server)
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

async fn answer(State(server): State<Server>, asked: Asked) -> Response {
    if asked.headers().get("bmx-token").is_none_or(|token| token != TOKEN) {
        return json(400, BAD_TOKEN);
    }
    let path = asked.uri().path_and_query().unwrap().to_string();
    let mut paths = server.asked.lock().unwrap();
    paths.push(path.clone());
    (server.script)(paths.len() - 1, &path)
}

fn json(status: u16, body: &str) -> Response {
    let status = StatusCode::from_u16(status).unwrap();
    (status, [("content-type", "application/json;charset=UTF-8")], body.to_owned()).into_response()
}

fn page(status: u16) -> Response {
    let status = StatusCode::from_u16(status).unwrap();
    (status, [("content-type", "text/html")], "<html>Mantenimiento</html>").into_response()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn now() -> DateTime<Utc> {
    "2026-10-05T20:00:00Z".parse().unwrap()
}

fn client_with(address: &str, token: &str, quota: Quota) -> Banxico {
    let (delay, wait) = (Duration::from_millis(1), Duration::from_secs(5));
    let limits = Limits { timeout: Duration::from_secs(5), tries: 3, delay, wait, bytes: 100_000 };
    let token = Secret::try_from(token).unwrap();
    Banxico::new(Http::new(limits).unwrap(), address.to_owned(), token, quota)
}

fn client(address: &str) -> Banxico {
    client_with(address, TOKEN, Quota::in_memory())
}

/// Asks for a month of the first `count` series of the catalogue.
async fn fetch(banxico: &Banxico, count: usize) -> Result<Vec<Payload>, SourceError> {
    let catalogue = catalogue();
    let entries: Vec<&Entry> = catalogue.of("banxico").take(count).collect();
    assert_eq!(entries.len(), count);
    banxico.fetch(&entries, Some(day("2026-03-01")), day("2026-03-31"), now()).await
}

/// The error that `script` leads to for one series, and how often the server was asked.
async fn failure(script: Script) -> (SourceError, usize) {
    let (address, server) = Server::start(script).await;
    let error = fetch(&client(&address), 1).await.unwrap_err();
    (error, server.asked().len())
}

/// How many series each request named.
fn lengths(asked: &[String]) -> Vec<usize> {
    let ids = |path: &String| path.split('/').nth(3).unwrap().split(',').count();
    asked.iter().map(ids).collect()
}

#[tokio::test]
async fn a_range_is_asked_in_slices_of_twenty_and_becomes_payloads_that_parse() {
    let (address, server) = Server::start(|_, _| json(200, GOOD)).await;
    let payloads = fetch(&client(&address), 25).await.unwrap();
    let asked = server.asked();
    assert_eq!((payloads.len(), lengths(&asked)), (2, vec![20, 5]));
    assert!(asked[0].starts_with("/v1/series/SF43718,SF60653,"), "{}", asked[0]);
    assert!(asked[0].ends_with("/datos/2026-03-01/2026-03-31?locale=es"), "{}", asked[0]);
    let payload = &payloads[0];
    assert_eq!(payload.origin, format!("{}{}", address.trim_end_matches("/v1"), asked[0]));
    assert_eq!((payload.source.as_str(), payload.media_type.as_str()), ("banxico", "application/json"));
    assert!(payload.received_at >= now() && payload.received_at < now() + TimeDelta::minutes(1));
    assert_eq!(parse(payload, catalogue()).unwrap().observations[0].value, 17.3485);
}

#[tokio::test]
async fn a_history_and_metadata_have_their_own_addresses_and_an_empty_range_none() {
    let (address, server) = Server::start(|_, _| json(200, GOOD)).await;
    let (banxico, catalogue) = (client(&address), catalogue());
    let fix = catalogue.by_key("banxico", "SF43718").unwrap();
    banxico.fetch(&[fix], None, day("2026-03-31"), now()).await.unwrap();
    banxico.metadata(&[fix], now()).await.unwrap();
    let none = banxico.fetch(&[fix], Some(day("2026-04-01")), day("2026-03-31"), now()).await.unwrap();
    assert!(none.is_empty());
    assert_eq!(server.asked(), ["/v1/series/SF43718/datos?locale=es", "/v1/series/SF43718?locale=es"]);
}

#[tokio::test]
async fn a_slice_that_is_too_large_is_halved_and_nothing_is_lost() {
    let (address, server) =
        Server::start(|_, path| json(if path.matches(',').count() > 2 { 413 } else { 200 }, GOOD)).await;
    assert_eq!(fetch(&client(&address), 9).await.unwrap().len(), 4);
    let asked = server.asked();
    assert_eq!(lengths(&asked), [9, 4, 2, 2, 5, 2, 3]);
    let answered = asked.iter().filter(|path| path.matches(',').count() <= 2);
    let ids: Vec<&str> = answered.flat_map(|path| path.split('/').nth(3).unwrap().split(',')).collect();
    let catalogue = catalogue();
    let expected: Vec<&str> = catalogue.of("banxico").take(9).map(|entry| entry.key.as_str()).collect();
    assert_eq!(ids, expected);
}

#[tokio::test]
async fn a_single_series_that_is_too_large_is_an_error() {
    let (address, server) = Server::start(|_, _| page(413)).await;
    let error = fetch(&client(&address), 3).await.unwrap_err();
    assert!(
        matches!(error, SourceError::TooMany { .. }) && error.to_string().contains("/SF43718/"),
        "{error}"
    );
    assert_eq!(lengths(&server.asked()), [3, 1]);
}

#[tokio::test]
async fn a_short_ban_is_waited_out() {
    const BAN: &str = r#"{"error":{"mensaje":"Límite de consultas superado.","secondsToReset":0}}"#;
    let (address, server) =
        Server::start(|n, _| json(if n < 1 { 400 } else { 200 }, if n < 1 { BAN } else { GOOD })).await;
    let start = Instant::now();
    assert_eq!(fetch(&client(&address), 1).await.unwrap().len(), 1);
    assert!(start.elapsed() >= Duration::from_secs(1));
    assert_eq!(server.asked().len(), 2);
}

#[tokio::test]
async fn a_long_ban_is_an_error_that_says_until_when_and_is_remembered() {
    const BAN: &str = r#"{"error":{"mensaje":"Límite de consultas superado.","secondsToReset":3600}}"#;
    let (address, server) = Server::start(|_, _| json(400, BAN)).await;
    let banxico = client(&address);
    for _ in 0..2 {
        let error = fetch(&banxico, 1).await.unwrap_err();
        let SourceError::Quota { until, .. } = error else { panic!("{error}") };
        let early = now() + TimeDelta::seconds(3_600);
        assert!(until > early && until < early + TimeDelta::seconds(60), "{until}");
    }
    assert_eq!(server.asked().len(), 1, "the second time the source must not be asked");
}

#[tokio::test]
async fn a_quota_that_is_used_up_here_is_not_tried_there() {
    let (address, server) = Server::start(|_, _| json(200, GOOD)).await;
    let quota = Quota::in_memory();
    for _ in 0..200 {
        quota.spend(Kind::Historical, now()).unwrap().unwrap();
    }
    let banxico = client_with(&address, TOKEN, quota);
    let error = fetch(&banxico, 1).await.unwrap_err();
    assert!(error.to_string().ends_with("is used up until 2026-10-05 20:05:10 UTC"), "{error}");
    assert!(server.asked().is_empty());
    let catalogue = catalogue();
    let fix = catalogue.by_key("banxico", "SF43718").unwrap();
    assert!(banxico.metadata(&[fix], now()).await.is_ok());
}

#[tokio::test]
async fn each_try_is_counted_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("quota.json");
    let (address, server) = Server::start(|_, _| json(503, "")).await;
    let banxico = client_with(&address, TOKEN, Quota::open(&path).unwrap());
    assert!(fetch(&banxico, 1).await.is_err());
    let kept = std::fs::read_to_string(&path).unwrap();
    assert_eq!(server.asked().len(), 3);
    assert!(kept.contains("\"in_day\":3") && !kept.contains(TOKEN), "{kept}");
}

#[tokio::test]
async fn what_may_pass_is_tried_again() {
    let scripts: [Script; 3] = [
        |n, _| if n == 0 { page(200) } else { json(200, GOOD) },
        |n, _| json(200, if n == 0 { &GOOD[..60] } else { GOOD }),
        |n, _| if n < 2 { json(502, "") } else { json(200, GOOD) },
    ];
    for script in scripts {
        let (address, _) = Server::start(script).await;
        assert_eq!(fetch(&client(&address), 1).await.unwrap()[0].bytes, GOOD.as_bytes());
    }
}

#[tokio::test]
async fn each_failure_is_one_clear_error_and_only_what_may_pass_is_repeated() {
    let (error, asked) = failure(|_, _| page(200)).await;
    assert!(matches!(error, SourceError::Unavailable { status: 200, tries: 3, .. }) && asked == 3, "{error}");
    let (error, asked) = failure(|_, _| json(200, &GOOD[..60])).await;
    assert!(matches!(error, SourceError::Truncated { length: 60, tries: 3, .. }) && asked == 3, "{error}");
    let (error, asked) = failure(|_, _| json(404, "{}")).await;
    assert!(matches!(error, SourceError::UnknownSeries { .. }) && asked == 1, "{error}");
    let (error, asked) = failure(|_, _| json(400, r#"{"error":{"mensaje":"Formato"}}"#)).await;
    assert!(matches!(error, SourceError::BadRequest { .. }) && asked == 1, "{error}");
    let (error, asked) = failure(|_, _| json(400, "[]")).await;
    assert!(matches!(error, SourceError::Changed { status: 400, .. }) && asked == 1, "{error}");
    let (error, asked) = failure(|_, _| json(200, &"x".repeat(100_001))).await;
    assert!(matches!(error, SourceError::TooLarge { limit: 100_000, .. }) && asked == 1, "{error}");
    let (address, _) = Server::start(|_, _| json(200, GOOD)).await;
    let error = fetch(&client_with(&address, "other", Quota::in_memory()), 1).await.unwrap_err();
    assert!(matches!(error, SourceError::Token { .. }), "{error}");
}

#[tokio::test]
async fn a_packed_answer_is_unpacked() {
    let (address, _) = Server::start(|_, _| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packer.write_all(GOOD.as_bytes()).unwrap();
        let headers = [("content-type", "application/json"), ("content-encoding", "gzip")];
        (headers, packer.finish().unwrap()).into_response()
    })
    .await;
    assert_eq!(fetch(&client(&address), 1).await.unwrap()[0].bytes, GOOD.as_bytes());
}

/// All that an error can show.
fn shown(error: &SourceError) -> String {
    let first: &dyn Error = error;
    let chain = std::iter::successors(Some(first), |&error| error.source());
    chain.map(|error| format!("{error} {error:?} {error:#?}")).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn no_error_and_no_payload_shows_the_token_even_if_the_source_repeats_it() {
    fn echo(status: u16, body: &str) -> Response {
        json(status, &body.replace("TOKEN", TOKEN))
    }
    let scripts: [Script; 8] = [
        |_, _| echo(200, "TOKEN"),
        |_, _| echo(200, "<html>TOKEN"),
        |_, _| echo(200, "{\"TOKEN"),
        |_, _| echo(400, "TOKEN"),
        |_, _| echo(400, r#"{"error":{"mensaje":"TOKEN","detalle":"TOKEN"}}"#),
        |_, _| echo(404, "TOKEN"),
        // So that the end of an excerpt would cut the token in two.
        |_, _| echo(500, &format!("{}TOKEN", "x".repeat(60))),
        |_, _| (StatusCode::FOUND, [("location", format!("http://127.0.0.1:1/{TOKEN}"))]).into_response(),
    ];
    for script in scripts {
        let (error, _) = failure(script).await;
        assert!(!shown(&error).contains(&TOKEN[..8]), "{}", shown(&error));
    }
    let error = fetch(&client("http://127.0.0.1:1"), 1).await.unwrap_err();
    assert!(matches!(error, SourceError::Outage { tries: 3, .. }) && !shown(&error).contains(TOKEN));
    let (address, _) = Server::start(|_, _| json(200, GOOD)).await;
    let banxico = client(&address);
    let payloads = fetch(&banxico, 1).await.unwrap();
    assert!(!format!("{payloads:?} {banxico:?}").contains(TOKEN));
}
