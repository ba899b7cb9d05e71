//! The only door to the network: the server's API as typed functions.

use crate::view::Language;
use chrono::NaiveDate;
use js_sys::Uint8Array;
use paridad_engine::horizon::Horizon;
use paridad_engine::snapshot::{Digest, unpack_voice};
use paridad_engine::voice::Voice;
use paridad_wire::{Drift, Forecast, Problem, Resume, Rollback, Series, Status, Versions};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};

/// Why an answer could not be had.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub(crate) enum Failure {
    /// The server could not be reached.
    #[error("the server cannot be reached")]
    Unreachable,
    /// The answer is not what this page understands.
    #[error("the answer to {path} cannot be read: {reason}")]
    Unreadable {
        /// What was asked.
        path: String,
        /// What the reader says.
        reason: String,
    },
    /// The server says what went wrong.
    #[error("{}: {}", .0.title, .0.detail)]
    Problem(Box<Problem>),
}

/// Who speaks.
pub(crate) async fn status(language: Language) -> Result<Status, Failure> {
    get("/api/v1/status", language).await
}

/// Everything that is needed to speak, with the hash of the snapshot that it belongs to.
pub(crate) async fn voice(language: Language) -> Result<(Digest, Voice), Failure> {
    let path = "/api/v1/snapshot";
    let packed = call("GET", path, language, None).await?;
    unpack_voice(&packed).map_err(|error| unreadable(path, &error))
}

/// The forecast that the server speaks at a horizon.
pub(crate) async fn forecast(horizon: Horizon, language: Language) -> Result<Forecast, Failure> {
    get(&format!("/api/v1/forecast?horizon={}", horizon.days()), language).await
}

/// The values of a series, from a day on or all.
pub(crate) async fn series(id: &str, from: Option<NaiveDate>, language: Language) -> Result<Series, Failure> {
    let path = format!("/api/v1/series/{id}");
    get(&from.map_or_else(|| path.clone(), |day| format!("{path}?from={day}")), language).await
}

/// How the inputs have changed.
pub(crate) async fn drift(language: Language) -> Result<Drift, Failure> {
    get("/api/v1/drift", language).await
}

/// The newest versions.
pub(crate) async fn versions(language: Language) -> Result<Versions, Failure> {
    get("/api/v1/versions?limit=20", language).await
}

/// Lets an earlier version speak again.
pub(crate) async fn rollback(request: &Rollback, language: Language) -> Result<(), Failure> {
    post("/api/v1/rollback", request, language).await
}

/// Lets the newest version speak again.
pub(crate) async fn resume(request: &Resume, language: Language) -> Result<(), Failure> {
    post("/api/v1/resume", request, language).await
}

async fn get<T: DeserializeOwned>(path: &str, language: Language) -> Result<T, Failure> {
    let bytes = call("GET", path, language, None).await?;
    serde_json::from_slice(&bytes).map_err(|error| unreadable(path, &error))
}

async fn post<T: Serialize>(path: &str, request: &T, language: Language) -> Result<(), Failure> {
    let body = serde_json::to_string(request).map_err(|error| unreadable(path, &error))?;
    call("POST", path, language, Some(body)).await.map(|_| ())
}

async fn call(
    method: &str,
    path: &str,
    language: Language,
    body: Option<String>,
) -> Result<Vec<u8>, Failure> {
    let (status, bytes) = exchange(method, path, language, body).await.map_err(|_| Failure::Unreachable)?;
    if (200..300).contains(&status) { Ok(bytes) } else { Err(refused(path, status, &bytes)) }
}

/// One request with its whole answer; what JavaScript throws is a network that failed.
async fn exchange(
    method: &str,
    path: &str,
    language: Language,
    body: Option<String>,
) -> Result<(u16, Vec<u8>), JsValue> {
    let headers = Headers::new()?;
    headers.set("accept-language", language.tag())?;
    let init = RequestInit::new();
    init.set_method(method);
    if let Some(body) = body {
        headers.set("content-type", "application/json")?;
        init.set_body(&JsValue::from_str(&body));
    }
    init.set_headers(&headers);
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let response: Response =
        JsFuture::from(window.fetch_with_str_and_init(path, &init)).await?.unchecked_into();
    let buffer = JsFuture::from(response.array_buffer()?).await?;
    Ok((response.status(), Uint8Array::new(&buffer).to_vec()))
}

/// What a refusal says; a proxy in between may answer with something else than a problem.
fn refused(path: &str, status: u16, bytes: &[u8]) -> Failure {
    match serde_json::from_slice(bytes) {
        Ok(problem) => Failure::Problem(Box::new(problem)),
        Err(_) => Failure::Unreadable { path: path.to_owned(), reason: format!("HTTP {status}") },
    }
}

fn unreadable(path: &str, error: &dyn std::error::Error) -> Failure {
    Failure::Unreadable { path: path.to_owned(), reason: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_carries_the_problem_and_else_the_status() {
        let problem = br#"{"type":"/problems/horizon","title":"T","status":422,"detail":"D","instance":"/","code":"horizon"}"#;
        assert_eq!(refused("/x", 422, problem).to_string(), "T: D");
        let other = refused("/x", 502, b"<html>bad gateway</html>").to_string();
        assert_eq!(other, "the answer to /x cannot be read: HTTP 502");
    }
}
