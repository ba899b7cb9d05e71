//! What the forecasts would be without a batch, or with it again.

use super::answer;
use crate::app::{App, Body, Caller, Kind, Nothing, Number, conduct, json};
use crate::conductor::{ConductorError, Preview, Watch};
use crate::problem::Trouble;
use axum::extract::{Path, State};
use axum::response::Response;
use paridad_store::{Archive, Wanted};
use paridad_wire::{Job, JobResult};
use std::sync::Arc;

/// `POST /api/v1/batches/{number}/take-out/preview`: begins or joins a look at the forecasts without a batch.
pub(crate) async fn preview_take_out(
    State(app): State<Arc<App>>,
    number: Number,
    caller: Caller,
    body: Body,
) -> Response {
    let kind = (Kind::PreviewTakeOut as fn(u64) -> Kind, (|batch| Wanted::TakeOut { batch }) as Wish);
    caller.accepted(preview(&app, number, (&caller, body), kind).await)
}

/// `POST /api/v1/batches/{number}/put-back/preview`: begins or joins a look at the forecasts with a batch that was taken out.
pub(crate) async fn preview_put_back(
    State(app): State<Arc<App>>,
    number: Number,
    caller: Caller,
    body: Body,
) -> Response {
    let kind = (Kind::PreviewPutBack as fn(u64) -> Kind, (|batch| Wanted::PutBack { batch }) as Wish);
    caller.accepted(preview(&app, number, (&caller, body), kind).await)
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
