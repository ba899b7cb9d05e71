//! Tests of the client against a server on the loopback interface.

use super::*;
use crate::feed::http::Limits;
use crate::sources::catalogue;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use std::error::Error;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const TOKEN: &str = "5e12f0aa-token-of/slashes?and#marks";
const JSON: [(&str, &str); 1] = [("content-type", "application/json; charset=utf-8")];
const NOTHING: &str = r#"["ErrorInfo:No se encontraron resultados","ErrorCode:100"]"#;

/// The addresses that were asked for, path and query.
type Asked = Arc<Mutex<Vec<String>>>;

/// Answers a request by its number, counted from 0, and its address.
type Answer = fn(usize, &str) -> Response;

async fn serve(answer: Answer) -> (String, Asked) {
    let asked = Asked::default();
    let handler = move |State(asked): State<Asked>, uri: Uri| async move {
        let number = {
            let mut asked = asked.lock().unwrap();
            asked.push(uri.to_string());
            asked.len() - 1
        };
        answer(number, &uri.to_string())
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/jsonxml", listener.local_addr().unwrap());
    let router = Router::new().fallback(handler).with_state(asked.clone());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (address, asked)
}

async fn fetch(address: &str, entries: &[&Entry]) -> Result<Vec<Payload>, SourceError> {
    let limits = Limits {
        timeout: Duration::from_millis(300),
        tries: 3,
        delay: Duration::from_millis(1),
        bytes: 10_000,
        ..Limits::default()
    };
    let token = Secret::try_from(TOKEN).unwrap();
    let inegi = Inegi::new(Http::new(limits).unwrap(), address.to_owned(), token);
    assert!(!format!("{inegi:?}").contains(TOKEN));
    inegi.fetch(entries, "2026-10-01T18:00:00Z".parse().unwrap()).await
}

async fn fetch_prices(address: &str) -> Result<Vec<Payload>, SourceError> {
    let catalogue = catalogue();
    fetch(address, &[catalogue.by_key("inegi", "910392").unwrap()]).await
}

/// An error with all its sources, as `Display` and as `Debug` show them.
fn shown(error: &SourceError) -> String {
    let mut text = format!("{error} {error:?}");
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text} {error} {error:?}");
        source = error.source();
    }
    text
}

fn data() -> Response {
    (JSON, r#"{"Series":[]}"#).into_response()
}

#[tokio::test]
async fn one_request_names_the_series_of_a_bank_and_hides_the_token() {
    let (address, asked) = serve(|_, _| data()).await;
    let catalogue = catalogue();
    let entries: Vec<&Entry> = ["910392", "737121"].map(|key| catalogue.by_key("inegi", key).unwrap()).into();
    let payloads = fetch(&address, &entries).await.unwrap();
    let path = "INDICATOR/910392,737121/es/00/false/BIE-BISE/2.0";
    let token = "5e12f0aa-token-of%2Fslashes%3Fand%23marks";
    assert_eq!(*asked.lock().unwrap(), [format!("/jsonxml/{path}/{token}?type=json")]);
    assert_eq!(payloads.len(), 1);
    assert_eq!(payloads[0].origin, format!("{address}/{path}/…?type=json"));
    assert_eq!((payloads[0].source.as_str(), payloads[0].media_type.as_str()), ("inegi", "application/json"));
    assert_eq!(payloads[0].received_at.to_rfc3339(), "2026-10-01T18:00:00+00:00");
}

#[tokio::test]
async fn banks_are_asked_apart_and_ten_series_at_a_time() {
    let (address, asked) = serve(|_, _| data()).await;
    let catalogue = catalogue();
    let prices = catalogue.by_key("inegi", "910392").unwrap();
    let many: Vec<Entry> = (0..12).map(|key| Entry { key: key.to_string(), ..prices.clone() }).collect();
    let other = Entry { bank: Some(Bank::Bise), ..prices.clone() };
    let fix = catalogue.by_key("banxico", "SF43718").unwrap();
    let entries: Vec<&Entry> = many.iter().chain([&other, fix]).collect();
    assert_eq!(fetch(&address, &entries).await.unwrap().len(), 3);
    let asked = asked.lock().unwrap();
    assert!(asked[0].contains("/0,1,2,3,4,5,6,7,8,9/es/00/false/BIE-BISE/"), "{asked:?}");
    assert!(asked[1].contains("/10,11/es/00/false/BIE-BISE/"), "{asked:?}");
    assert!(asked[2].contains("/910392/es/00/false/BISE/"), "{asked:?}");
}

#[tokio::test]
async fn a_refusal_is_not_tried_again() {
    let (address, asked) = serve(|_, _| (StatusCode::BAD_REQUEST, JSON, NOTHING).into_response()).await;
    let error = fetch_prices(&address).await.unwrap_err();
    assert!(error.to_string().ends_with("which says \"No se encontraron resultados\""), "{error}");
    assert_eq!(asked.lock().unwrap().len(), 1);
    let (address, asked) = serve(|_, _| StatusCode::UNAUTHORIZED.into_response()).await;
    assert!(matches!(fetch_prices(&address).await, Err(SourceError::Token { .. })));
    assert_eq!(asked.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn what_may_pass_is_tried_again() {
    let answer: Answer = |number, _| match number {
        0 => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        1 => (JSON, r#"{"Series":["#).into_response(),
        _ => data(),
    };
    let (address, asked) = serve(answer).await;
    assert_eq!(fetch_prices(&address).await.unwrap()[0].bytes, br#"{"Series":[]}"#);
    assert_eq!(asked.lock().unwrap().len(), 3);
    let page: Answer = |_, _| ([("content-type", "text/html")], "<html>Mantenimiento</html>").into_response();
    let (address, asked) = serve(page).await;
    assert!(matches!(
        fetch_prices(&address).await,
        Err(SourceError::Unavailable { status: 200, tries: 3, .. })
    ));
    assert_eq!(asked.lock().unwrap().len(), 3);
}

#[tokio::test]
async fn no_error_shows_the_token() {
    let answers: [Answer; 7] = [
        |_, _| (StatusCode::BAD_REQUEST, JSON, format!(r#"["ErrorInfo:no {TOKEN}"]"#)).into_response(),
        |_, uri| (StatusCode::NOT_FOUND, JSON, format!("\"{TOKEN} {uri}\"")).into_response(),
        |_, _| (StatusCode::INTERNAL_SERVER_ERROR, TOKEN).into_response(),
        |_, _| StatusCode::TOO_MANY_REQUESTS.into_response(),
        |_, _| (JSON, "x".repeat(20_000)).into_response(),
        |_, _| axum::response::Redirect::temporary("http://localhost:1/elsewhere").into_response(),
        |_, uri| axum::response::Redirect::temporary(uri).into_response(),
    ];
    for answer in answers {
        let (address, _) = serve(answer).await;
        let shown = shown(&fetch_prices(&address).await.unwrap_err());
        assert!(!shown.contains("5e12f0aa-token"), "{shown}");
        assert!(shown.contains(&format!("{address}/INDICATOR/910392/es/00/false/BIE-BISE/2.0/…")), "{shown}");
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let shown = shown(&fetch_prices(&address).await.unwrap_err());
    assert!(!shown.contains("5e12f0aa-token"), "{shown}");
}
