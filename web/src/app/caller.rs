//! Who wants something changed: his name on record, and how he is answered.

use super::{Identity, NoQuery, answer, language};
use crate::problem::Trouble;
use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::Response;
use paridad_wire::Job;

/// Who wants something changed.
#[derive(Debug)]
pub(crate) struct Caller {
    who: Identity,
    uri: Uri,
    headers: HeaderMap,
}

impl Caller {
    /// Under which name he acts.
    pub(crate) fn name(&self) -> String {
        self.who.name().to_owned()
    }

    /// Whether he has shown a token.
    pub(crate) fn has_token(&self) -> bool {
        self.who.has_token()
    }

    /// The headers of his request, without the token.
    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The answer to who began or joined a job: where it can be asked about.
    pub(crate) fn accepted(&self, begun: Result<Job, Trouble>) -> Response {
        let place = begun.as_ref().ok().map(|job| format!("/api/v1/jobs/{}", job.job));
        let mut response = self.answer(begun);
        if let Some(place) = place.and_then(|place| HeaderValue::try_from(place).ok()) {
            *response.status_mut() = StatusCode::ACCEPTED;
            response.headers_mut().insert(header::LOCATION, place);
        }
        response
    }

    /// An answer as JSON, or its trouble as a problem.
    pub(crate) fn answer<T: serde::Serialize>(&self, result: Result<T, Trouble>) -> Response {
        answer(result, &self.uri, &self.headers)
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Response;

    /// Nobody acts on a route that does not ask who he is.
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        NoQuery::from_request_parts(parts, state).await?;
        let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |OriginalUri(uri)| uri).clone();
        let Some(who) = parts.extensions.get::<Identity>().cloned() else {
            let trouble =
                Trouble::Internal("a route that changes something asks nobody who he is".to_owned());
            return Err(trouble.respond(uri.path(), language(&parts.headers)));
        };
        Ok(Self { who, uri, headers: parts.headers.clone() })
    }
}
