//! `POST /api/v1/observations`: values of the bank's own series, pushed by its programs.

use super::answer::pushed;
use crate::app::{App, Body, Caller, conduct, failed, whole};
use crate::conductor::{Counted, Landed, Push, TooMuch, chain};
use crate::problem::{Refusal, Trouble};
use crate::secrets::personal::{Protected, protect};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::Response;
use chrono::Utc;
use paridad_ingest::feed::parse::ParseError;
use paridad_ingest::sources;
use paridad_ingest::sources::push;
use paridad_wire::Pushed;
use std::sync::Arc;

/// The header with the key under which a push is known.
const KEY: &str = "idempotency-key";

/// The most characters of a key.
const KEY_MAX: usize = 200;

/// The header of an answer that was given before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// A push, as it came.
pub(super) struct Sent {
    /// Who sent it, in words.
    pub(super) origin: String,
    /// The name on record of who sent it.
    pub(super) actor: String,
    /// The key under which it is known.
    pub(super) key: String,
    /// Its media type.
    pub(super) media_type: &'static str,
    /// Its body.
    pub(super) bytes: Bytes,
}

/// `POST /api/v1/observations`
pub(crate) async fn observations(State(app): State<Arc<App>>, caller: Caller, body: Body) -> Response {
    let landed = async {
        let media_type = media_type(caller.headers()).ok_or(Refusal::Form)?;
        // A page elsewhere can make a browser send text; it has no token.
        if media_type == push::CSV && !caller.has_token() {
            return Err(Refusal::Form.into());
        }
        let (actor, key) = (caller.name(), key(caller.headers())?);
        let bytes = whole(body)?;
        take_in(&app, Sent { origin: format!("push of {actor}"), actor, key, media_type, bytes }).await
    };
    answer(&caller, landed.await)
}

/// What came of a push, with a header that says so if it came before.
pub(super) fn answer(caller: &Caller, landed: Result<(Pushed, Landed), Trouble>) -> Response {
    let is_replayed = matches!(landed, Ok((_, Landed::Before(_))));
    let mut response = caller.answer(landed.map(|(pushed, _)| pushed));
    if is_replayed {
        response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    }
    response
}

/// Takes in a push. What has another shape than a push, or more rows, is refused and not kept.
pub(super) async fn take_in(app: &App, sent: Sent) -> Result<(Pushed, Landed), Trouble> {
    let now = Utc::now();
    let Sent { origin, actor, key, media_type, bytes } = sent;
    let payload = push::payload(origin, media_type, bytes.into(), now).into();
    let folder = app.folder.clone();
    let readable = tokio::task::spawn_blocking(move || -> Result<Protected, Trouble> {
        let delivery = protect(&folder, payload)?;
        sources::parse(&delivery.payload).map_err(unread)?;
        Ok(delivery)
    });
    let delivery = readable.await.map_err(|error| Trouble::Internal(error.to_string()))??;
    let landed = conduct(app, move |conductor| conductor.push(Push { delivery, actor, key }, now)).await;
    app.learned.notify_one();
    app.metrics.pulled(push::NAME.to_owned(), if landed.is_ok() { "ok" } else { "failed" });
    let landed = landed?;
    let (Landed::Now(batch) | Landed::Before(batch)) = landed;
    let pushed = app.readers.read(move |reader| pushed(reader, batch).map_err(failed)).await?;
    let unfinished =
        || Trouble::Internal(format!("the push became batch {batch}, of which not all is learned"));
    Ok((pushed.ok_or_else(unfinished)?, landed))
}

/// A push that cannot be read, or has too many rows.
fn unread(error: ParseError) -> Trouble {
    match error {
        ParseError::TooManyRows { rows, limit } => {
            Refusal::TooMuch(TooMuch { of: Counted::Rows, got: rows, most: limit }).into()
        }
        error => Trouble::Body(chain(&error)),
    }
}

/// The media type of a push, if it is one.
pub(super) fn media_type(headers: &HeaderMap) -> Option<&'static str> {
    let value = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let found = value.split(';').next().unwrap_or_default().trim();
    [push::JSON, push::CSV].into_iter().find(|allowed| allowed.eq_ignore_ascii_case(found))
}

/// The one key of a request.
fn key(headers: &HeaderMap) -> Result<String, Refusal> {
    let mut given = headers.get_all(KEY).iter();
    let key = given.next().and_then(|key| key.to_str().ok()).ok_or(Refusal::Key)?;
    let is_key = (1..=KEY_MAX).contains(&key.len()) && key.bytes().all(|letter| letter.is_ascii_graphic());
    if is_key && given.next().is_none() { Ok(key.to_owned()) } else { Err(Refusal::Key) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap())).collect()
    }

    #[test]
    fn a_push_has_one_key_of_visible_letters() {
        let long = "x".repeat(200);
        for good in ["a", "2026-11-20/1", &long] {
            assert_eq!(key(&headers(&[(KEY, good)])).unwrap(), good);
        }
        let longer = "x".repeat(201);
        for bad in ["", "a b", "a\tb", &longer] {
            assert!(key(&headers(&[(KEY, bad)])).is_err(), "{bad:?}");
        }
        assert!(key(&HeaderMap::new()).is_err());
        let mut twice = headers(&[(KEY, "a")]);
        twice.append(KEY, HeaderValue::from_static("b"));
        assert!(key(&twice).is_err());
    }

    #[test]
    fn a_push_is_json_or_csv() {
        let of = |text: &str| media_type(&headers(&[("content-type", text)]));
        assert_eq!(of("Application/JSON; charset=utf-8"), Some(push::JSON));
        assert_eq!(of("text/csv"), Some(push::CSV));
        assert_eq!(of("text/plain"), None);
        assert_eq!(media_type(&HeaderMap::new()), None);
    }
}
