//! Jobs: begun or joined, listed, and asked how they stand.

use crate::answer;
use crate::app::{App, Body, Caller, Kind, Nothing, Number, Query, answer as respond, conduct, json, note};
use crate::conductor::{ConductorError, Deed, Preview, Scope, Verification, Watch, chain};
use crate::problem::Trouble;
use axum::extract::{OriginalUri, Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use chrono::Utc;
use paridad_store::{Archive, Wanted};
use paridad_wire::{Job, JobResult, Verify};
use std::sync::Arc;

/// `POST /api/v1/verify`: begins or joins a verification. It reads only, so it does not stop the writer; what came of it is put on
/// record at the end.
pub(crate) async fn verify(State(app): State<Arc<App>>, caller: Caller, body: Body) -> Response {
    let begun = async {
        let Verify { full } = json(caller.headers(), body)?;
        let scope = if full { Scope::All } else { Scope::SinceProven };
        note(&app, Deed::verification(caller.name(), scope)).await?;
        let actor = caller.name();
        let conductor = app.conductor.get().ok_or(Trouble::NotReady)?.clone();
        let work = move |archive: &Archive, watch: Watch<'_>| {
            let done = Verification::of(archive, scope, watch)?;
            let by = (actor.as_str(), Utc::now());
            if let Err(error) = done.keep(|done| conductor.blocking_lock().keep_verification(done, by)) {
                tracing::warn!(why = chain(&error), "what came of a verification is not on record");
            }
            Ok(JobResult::Verified(done.verified))
        };
        let kind = if full { Kind::VerifyFull } else { Kind::Verify };
        app.begin(kind, &caller.name(), work)
    };
    accepted(begun.await, &caller)
}

/// `POST /api/v1/batches/{number}/take-out/preview`: begins or joins a look at the forecasts without a batch.
pub(crate) async fn preview_take_out(
    State(app): State<Arc<App>>,
    number: Number,
    caller: Caller,
    body: Body,
) -> Response {
    let kind = (Kind::PreviewTakeOut as fn(u64) -> Kind, (|batch| Wanted::TakeOut { batch }) as Wish);
    accepted(preview(&app, number, (&caller, body), kind).await, &caller)
}

/// `POST /api/v1/batches/{number}/put-back/preview`: begins or joins a look at the forecasts with a batch that was taken out.
pub(crate) async fn preview_put_back(
    State(app): State<Arc<App>>,
    number: Number,
    caller: Caller,
    body: Body,
) -> Response {
    let kind = (Kind::PreviewPutBack as fn(u64) -> Kind, (|batch| Wanted::PutBack { batch }) as Wish);
    accepted(preview(&app, number, (&caller, body), kind).await, &caller)
}

/// What is wished of a batch.
type Wish = fn(u64) -> Wanted;

/// Begins a preview, after those that learn beside now. It reads only.
async fn preview(
    app: &Arc<App>,
    number: Number,
    (caller, body): (&Caller, Body),
    (kind, wish): (fn(u64) -> Kind, Wish),
) -> Result<Job, Trouble> {
    let Path(batch) = number.map_err(|_| Trouble::NotFound)?;
    let Nothing {} = json(caller.headers(), body)?;
    conduct(app, move |conductor| conductor.check_preview(wish(batch))).await?;
    let shared = app.clone();
    let work = move |archive: &Archive, watch: Watch<'_>| {
        let _turn = shared.beside.blocking_lock();
        let learned = Preview::learn(archive, (wish, batch), watch)?;
        answer::preview(&learned).map(JobResult::Preview).ok_or(ConductorError::Empty)
    };
    let begun = app.begin(kind(batch), &caller.name(), work)?;
    if begun.batch != Some(batch) {
        let Job { job, kind, .. } = begun;
        return Err(Trouble::Conflict(format!("job {job} goes on, a {kind} of another batch")));
    }
    Ok(begun)
}

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
