//! How a request is answered: in its language, as JSON, or as a problem.

use super::Audience;
use super::readers::Laid;
use super::tag::Tagged;
use crate::conductor::{ConductorError, chain};
use crate::problem::Trouble;
use crate::secrets::personal::ProtectError;
use crate::wording::Language;
use axum::http::{HeaderMap, Uri, header};
use axum::response::{IntoResponse, Response};
use chrono::Utc;
use paridad_store::StoreError;

/// The language of a request.
pub(crate) fn language(headers: &HeaderMap) -> Language {
    Language::preferred(headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()))
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
