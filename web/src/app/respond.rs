//! How a request is answered: in its language, as JSON, or as a problem.

use super::Audience;
use super::readers::Laid;
use super::tag::Tagged;
use crate::conductor::{ConductorError, chain};
use crate::problem::Trouble;
use crate::secrets::personal::ProtectError;
use crate::wording::Language;
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Response};
use chrono::Utc;
use paridad_store::StoreError;

/// The language of a request.
pub(crate) fn language(headers: &HeaderMap) -> Language {
    Language::preferred(headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()))
}

/// Whether a header that lists what is accepted names this, and not with a weight of zero: who takes anything has not named it.
pub(crate) fn accepts(headers: &HeaderMap, list: HeaderName, wanted: &str) -> bool {
    let lists = headers.get_all(list).into_iter().filter_map(|list| list.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|entry| {
        let mut parts = entry.split(';').map(str::trim);
        let is_named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(wanted));
        let weight = parts.find_map(|part| part.strip_prefix("q=")?.parse::<f64>().ok());
        is_named && weight.is_none_or(|weight| weight > 0.0)
    })
}

/// What was asked, for whom.
pub(crate) fn audience(headers: &HeaderMap) -> Audience {
    Audience { language: language(headers), now: Utc::now() }
}

/// An answer as JSON, or its trouble as a problem.
pub(crate) fn answer<T: serde::Serialize>(
    result: Result<T, Trouble>,
    uri: &Uri,
    headers: &HeaderMap,
) -> Response {
    match result {
        Ok(value) => axum::Json(value).into_response(),
        Err(trouble) => trouble.respond(uri.path(), language(headers)),
    }
}

/// An answer that was laid out where it was read, or its trouble as a problem.
pub(crate) fn answer_laid(result: Result<Laid, Trouble>, uri: &Uri, headers: &HeaderMap) -> Response {
    match result {
        Ok(laid) => laid.into_response(),
        Err(trouble) => trouble.respond(uri.path(), language(headers)),
    }
}

/// An answer with its tag, or its trouble as a problem.
pub(crate) fn answer_tagged<T: IntoResponse>(
    result: Result<Tagged<T>, Trouble>,
    uri: &Uri,
    headers: &HeaderMap,
) -> Response {
    match result {
        Ok(tagged) => tagged.into_response(),
        Err(trouble) => trouble.respond(uri.path(), language(headers)),
    }
}

impl From<ProtectError> for Trouble {
    fn from(error: ProtectError) -> Self {
        match error {
            // The caller sent it himself: it is his to mend.
            ProtectError::Payload(_) => Self::Body(chain(&error)),
            _ => Self::Internal(chain(&error)),
        }
    }
}

/// An archive that failed.
pub(crate) fn failed(error: StoreError) -> Trouble {
    ConductorError::from(error).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn what_is_accepted_is_named_and_has_a_weight() {
        let accepts = |list: &'static str, wanted| {
            let list = (header::ACCEPT, HeaderValue::from_static(list));
            accepts(&[list].into_iter().collect(), header::ACCEPT, wanted)
        };
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("br;q=0.1", "br"));
        assert!(accepts("application/json;q=0.1, Text/HTML; q=0.5", "text/html"));
        assert!(!accepts("br;q=0, gzip", "br"));
        assert!(!accepts("br; q=0.000", "br"));
        assert!(!accepts("*/*", "text/html") && !accepts("text/*", "text/html"));
        assert!(!accepts("", "gzip"));
    }
}
