//! The body of a request: one JSON object, called by that name.

use crate::problem::Trouble;
use crate::wording::fits;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, header};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A body, if it came whole.
pub(crate) type Body = Result<Bytes, BytesRejection>;

/// The body of a request that says nothing further.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

/// The bytes of a body, or why they did not come whole.
pub(crate) fn whole(body: Body) -> Result<Bytes, Trouble> {
    use axum::extract::rejection::FailedToBufferBody::LengthLimitError;
    body.map_err(|rejection| match rejection {
        BytesRejection::FailedToBufferBody(LengthLimitError(_)) => Trouble::TooLarge,
        _ => Trouble::Unfinished,
    })
}

/// Reads a JSON object; an empty body is an empty object.
///
/// The media type is required even then: a page elsewhere can send any other one without asking us first.
pub(crate) fn json<T: DeserializeOwned>(headers: &HeaderMap, body: Body) -> Result<T, Trouble> {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = media_type.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if !media_type.eq_ignore_ascii_case("application/json") {
        return Err(Trouble::MediaType);
    }
    let bytes = whole(body)?;
    let text: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
    // An array of the members' values would be read as well, and nobody would see what is what.
    if text.trim_ascii_start().first() != Some(&b'{') {
        return Err(Trouble::Body("expected a JSON object".to_owned()));
    }
    serde_json::from_slice(text).map_err(|error| Trouble::Body(error.to_string()))
}

/// Refuses a text that should not enter the record.
pub(crate) fn recordable(member: &'static str, text: &str, limit: usize) -> Result<(), Trouble> {
    if fits(text, limit) { Ok(()) } else { Err(Trouble::Text { member, limit }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use paridad_wire::Rollback;

    fn read(media_type: &'static str, text: &'static str) -> Result<Rollback, Trouble> {
        let headers = [(header::CONTENT_TYPE, HeaderValue::from_static(media_type))].into_iter().collect();
        json(&headers, Ok(Bytes::from_static(text.as_bytes())))
    }

    #[test]
    fn a_body_is_an_object_in_json() {
        assert_eq!(read("application/json; charset=utf-8", " {\"version\":1}").unwrap().version, 1);
        assert!(matches!(read("text/plain", "{\"version\":1}"), Err(Trouble::MediaType)));
        for text in ["[1]", "1", "{\"version\":1,\"x\":2}", "{\"version\":1} 2", ""] {
            assert!(matches!(read("application/json", text), Err(Trouble::Body(_))), "{text}");
        }
    }

    #[test]
    fn an_empty_body_is_an_empty_object_and_needs_its_media_type_too() {
        let headers = [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))];
        assert!(json::<Nothing>(&headers.into_iter().collect(), Ok(Bytes::new())).is_ok());
        assert!(matches!(json::<Nothing>(&HeaderMap::new(), Ok(Bytes::new())), Err(Trouble::MediaType)));
    }
}
