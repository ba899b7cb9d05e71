//! The only door to the network: the server's API as typed functions.

use crate::address::{Language, Which};
use chrono::NaiveDate;
use js_sys::Uint8Array;
use paridad_engine::time::horizon::Horizon;
use paridad_exchange::json::{Json, Read};
use paridad_wire::{Forecast, Problem, Series, Status};
use std::rc::Rc;
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
    /// The engine beside the page does not work here.
    #[error("the engine does not work in this browser")]
    NoEngine,
}

/// Who speaks.
pub(crate) async fn status(language: Language) -> Result<Status, Failure> {
    get("/api/v1/status", language).await
}

/// Everything that is needed to speak, as the engine reads it.
pub(crate) async fn snapshot(which: &Which, language: Language) -> Result<Uint8Array, Failure> {
    let path = format!("/api/v1/snapshot{}", which.query('?'));
    let response = call("GET", &path, language, None).await?;
    let buffer = response.array_buffer().map_err(unreachable)?;
    Ok(Uint8Array::new(&JsFuture::from(buffer).await.map_err(unreachable)?))
}

/// The forecast that the server speaks at a horizon.
pub(crate) async fn forecast(
    horizon: Horizon,
    which: &Which,
    language: Language,
) -> Result<Forecast, Failure> {
    get(&format!("/api/v1/forecast?horizon={}{}", horizon.days(), which.query('&')), language).await
}

/// The values of a series, from a day on or all.
pub(crate) async fn series(id: &str, from: Option<NaiveDate>, language: Language) -> Result<Series, Failure> {
    let path = format!("/api/v1/series/{id}");
    get(&from.map_or_else(|| path.clone(), |day| format!("{path}?from={day}")), language).await
}

/// What a path answers.
pub(crate) async fn get<T: Read>(path: &str, language: Language) -> Result<T, Failure> {
    let response = call("GET", path, language, None).await?;
    let json = json(&response).await.ok_or(Failure::Unreachable)?;
    T::read(&json).ok_or_else(|| unreadable(path, "it has another form than this page knows"))
}

/// What a path answers, as `read` reads it.
pub(crate) async fn answer<T: ?Sized>(
    path: &str,
    language: Language,
    read: fn(&Json) -> Option<Rc<T>>,
) -> Result<Rc<T>, Failure> {
    let response = call("GET", path, language, None).await?;
    let json = json(&response).await.ok_or(Failure::Unreachable)?;
    read(&json).ok_or_else(|| unreadable(path, "it has another form than this page knows"))
}

/// Does something at a path: what is sent is a struct of the API, written as JSON.
pub(crate) async fn post(path: &str, body: &[(&str, Json)], language: Language) -> Result<Json, Failure> {
    let members = body.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
    let body = js_sys::JSON::stringify(&Json::Object(members.collect()).to_js()).ok();
    let body = body.and_then(|text| text.as_string()).unwrap_or_default();
    let response = call("POST", path, language, Some(body)).await?;
    Ok(json(&response).await.unwrap_or(Json::Null))
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
    #[test]
    fn a_refusal_carries_the_problem_and_else_the_status() {
        let text = |text: &str| Json::Text(text.to_owned());
        let words = [
            ("type", "/problems/horizon"),
            ("title", "T"),
            ("detail", "D"),
            ("instance", "/"),
            ("code", "horizon"),
        ];
        let mut problem: Vec<(String, Json)> =
            words.iter().map(|(name, word)| ((*name).to_owned(), text(word))).collect();
        problem.push(("status".to_owned(), Json::Number(422.0)));
        assert_eq!(refused("/x", 422, Some(&Json::Object(problem))).to_string(), "T: D");
        for other in [None, Some(&Json::Null), Some(&Json::Text("<html>bad gateway</html>".to_owned()))] {
            let said = refused("/x", 502, other).to_string();
            assert_eq!(said, "the answer to /x cannot be read: HTTP 502");
        }
    }
}
