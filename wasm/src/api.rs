//! The only door to the network: the server's API as typed functions.

use crate::context::Language;
use crate::json::{Json, Read, written};
use chrono::NaiveDate;
use js_sys::Uint8Array;
use paridad_engine::data::digest::Digest;
use paridad_engine::forecast::model::Model;
use paridad_engine::snapshot::unpack_model;
use paridad_engine::time::horizon::Horizon;
use paridad_wire::{Forecast, Problem, Resume, Rollback, Series, Status};
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
pub(crate) async fn model(language: Language) -> Result<(Digest, Model), Failure> {
    let path = "/api/v1/snapshot";
    let response = call("GET", path, language, None).await?;
    let buffer = response.array_buffer().map_err(unreachable)?;
    let buffer = JsFuture::from(buffer).await.map_err(unreachable)?;
    unpack_model(&Uint8Array::new(&buffer).to_vec()).map_err(|error| unreadable(path, &error.to_string()))
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

/// Lets an earlier version speak again.
pub(crate) async fn rollback(request: &Rollback, language: Language) -> Result<(), Failure> {
    let Rollback { version, reason, speaking } = request;
    let mut members = vec![("version", (*version as f64).into()), ("reason", reason.into())];
    members.extend(speaking.map(|speaking| ("speaking", (speaking as f64).into())));
    post("/api/v1/rollback", &members, language).await
}

/// Lets the newest version speak again.
pub(crate) async fn resume(request: &Resume, language: Language) -> Result<(), Failure> {
    let Resume { reason } = request;
    post("/api/v1/resume", &[("reason", reason.into())], language).await
}

/// What a path answers.
pub(crate) async fn get<T: Read>(path: &str, language: Language) -> Result<T, Failure> {
    let response = call("GET", path, language, None).await?;
    let json = json(&response).await.ok_or(Failure::Unreachable)?;
    T::read(&json).ok_or_else(|| unreadable(path, "it has another form than this page knows"))
}

async fn post(path: &str, members: &[(&str, JsValue)], language: Language) -> Result<(), Failure> {
    call("POST", path, language, Some(written(members))).await.map(drop)
}

/// One request; what it is answered with, unless it is refused.
async fn call(
    method: &str,
    path: &str,
    language: Language,
    body: Option<String>,
) -> Result<Response, Failure> {
    let response = ask(method, path, language, body).await.map_err(unreachable)?;
    if response.ok() {
        return Ok(response);
    }
    Err(refused(path, response.status(), json(&response).await.as_ref()))
}

/// What JavaScript throws is a network that failed.
async fn ask(
    method: &str,
    path: &str,
    language: Language,
    body: Option<String>,
) -> Result<Response, JsValue> {
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
    Ok(JsFuture::from(window.fetch_with_str_and_init(path, &init)).await?.unchecked_into())
}

/// The body of an answer, if it is JSON and all of it arrives.
async fn json(response: &Response) -> Option<Json> {
    let value = JsFuture::from(response.json().ok()?).await.ok()?;
    Some(Json::of(&value))
}

/// What a refusal says; a proxy in between may answer with something else than a problem.
fn refused(path: &str, status: u16, answer: Option<&Json>) -> Failure {
    match answer.and_then(Read::read) {
        Some(problem) => Failure::Problem(Box::new(problem)),
        None => unreadable(path, &format!("HTTP {status}")),
    }
}

fn unreadable(path: &str, reason: &str) -> Failure {
    Failure::Unreadable { path: path.to_owned(), reason: reason.to_owned() }
}

fn unreachable(_thrown: JsValue) -> Failure {
    Failure::Unreachable
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::tests::parsed;

    #[test]
    fn a_refusal_carries_the_problem_and_else_the_status() {
        let problem = r#"{"type":"/problems/horizon","title":"T","status":422,"detail":"D","instance":"/","code":"horizon"}"#;
        assert_eq!(refused("/x", 422, Some(&parsed(problem))).to_string(), "T: D");
        for other in [None, Some(&Json::Null), Some(&Json::Text("<html>bad gateway</html>".to_owned()))] {
            let said = refused("/x", 502, other).to_string();
            assert_eq!(said, "the answer to /x cannot be read: HTTP 502");
        }
    }
}
