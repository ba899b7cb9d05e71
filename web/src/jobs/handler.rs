//! Jobs: listed, asked how they stand, and ended.

use crate::app::{App, Body, Caller, Nothing, Number, Query, answer as respond, json, note};
use crate::conductor::Deed;
use crate::problem::Trouble;
use axum::extract::{OriginalUri, Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use std::sync::Arc;

/// `POST /api/v1/jobs/7/cancel`: asks a job to end, which it does at its next step.
pub(crate) async fn cancel(
    State(app): State<Arc<App>>,
    number: Number,
    caller: Caller,
    body: Body,
) -> Response {
    let cancelled = async {
        let Nothing {} = json(caller.headers(), body)?;
        let Path(number) = number.map_err(|_| Trouble::NotFound)?;
        let job = app.jobs.cancel(number).ok_or(Trouble::NoSuchJob(number))?;
        let detail = format!("job {number}: {}", job.kind);
        note(&app, Deed { actor: caller.name(), action: "cancel", detail }).await?;
        Ok(job)
    };
    caller.answer(cancelled.await)
}

/// `GET /api/v1/jobs`: those of this run of the server, newest first.
pub(crate) async fn jobs(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    respond(Query::of(&uri, &[]).map(|_| app.jobs.all()), &uri, &headers)
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
    respond(job(), &uri, &headers)
}
