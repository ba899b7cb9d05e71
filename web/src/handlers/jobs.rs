//! Jobs: begun or joined, listed, and asked how they stand.

use super::answer;
use super::body::{Body, Nothing, json};
use super::caller::Caller;
use super::query::Query;
use super::review::Number;
use crate::conductor::{Conductor, Deed};
use crate::problem::Trouble;
use crate::server::{App, Kind, note};
use axum::extract::{OriginalUri, Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use paridad_wire::{Job, JobResult};
use std::sync::Arc;

/// `POST /api/v1/verify`: begins or joins a verification. It reads only, so it does not stop the writer.
pub(crate) async fn verify(State(app): State<Arc<App>>, caller: Caller, body: Body) -> Response {
    let begun = async {
        let Nothing {} = json(caller.headers(), body)?;
        note(&app, Deed { actor: caller.name(), action: "verify", detail: "the archive".to_owned() }).await?;
        let archive = app.archive()?.clone();
        let work =
            move |show: &mut dyn FnMut(_)| Ok(JobResult::Verified(Conductor::verify_with(&archive, show)?));
        let begun = app.jobs.begin(Kind::Verify, &caller.name(), work);
        begun.map_err(|error| Trouble::Internal(error.to_string()))
    };
    accepted(begun.await, &caller)
}

/// The answer to who began or joined a job: where it can be asked about.
fn accepted(begun: Result<Job, Trouble>, caller: &Caller) -> Response {
    let place = begun.as_ref().ok().map(|job| format!("/api/v1/jobs/{}", job.job));
    let mut response = caller.answer(begun);
    if let Some(place) = place.and_then(|place| HeaderValue::try_from(place).ok()) {
        *response.status_mut() = StatusCode::ACCEPTED;
        response.headers_mut().insert(header::LOCATION, place);
    }
    response
}

/// `GET /api/v1/jobs`: those of this run of the server, newest first.
pub(crate) async fn jobs(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    answer(Query::of(&uri, &[]).map(|_| app.jobs.all()), &uri, &headers)
}

/// `GET /api/v1/jobs/7`
pub(crate) async fn job(
    State(app): State<Arc<App>>,
    number: Number,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let job = || {
        Query::of(&uri, &[])?;
        let Path(number) = number.map_err(|_| Trouble::NotFound)?;
        app.jobs.get(number).ok_or(Trouble::NoSuchJob(number))
    };
    answer(job(), &uri, &headers)
}
