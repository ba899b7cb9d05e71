//! What people decide: on values that are held, on batches that were bad, on who speaks.

use crate::answer::{extent, requested, version};
use crate::app::Number;
use crate::app::{
    App, Body, Caller, Query, answer_laid, carry_out, challenge, conduct, failed, json, recordable,
};
use crate::conductor::{Conductor, Extent, Outcome, Ruling};
use crate::problem::Trouble;
use crate::recipes;
use crate::wording::REASON_MAX_CHARS;
use axum::extract::{OriginalUri, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chrono::Utc;
use paridad_store::Wanted;
use paridad_wire::{self as wire, Requested};
use std::sync::Arc;

/// `GET /api/v1/batches/{number}/take-out`: how much of history would go with a batch.
pub(crate) async fn extent_of(
    State(app): State<Arc<App>>,
    number: Number,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let shown = async {
        Query::of(&uri, &[])?;
        let Path(batch) = number.map_err(|_| Trouble::NotFound)?;
        app.readers.list(move |reader| Ok(extent(batch, &Extent::of(reader, batch)?))).await
    };
    answer_laid(shown.await, &uri, &headers)
}

/// `POST /api/v1/batches/{number}/take-out`: replays the history without a batch, or waits for another person who wants it.
pub(crate) async fn take_out(
    State(app): State<Arc<App>>,
    number: Number,
    caller: Caller,
    body: Body,
) -> Response {
    exclude(&app, number, (&caller, body), |batch| Wanted::TakeOut { batch }).await
}

/// `POST /api/v1/batches/{number}/put-back`: replays the history with a batch that was taken out of it, or waits likewise.
pub(crate) async fn put_back(
    State(app): State<Arc<App>>,
    number: Number,
    caller: Caller,
    body: Body,
) -> Response {
    exclude(&app, number, (&caller, body), |batch| Wanted::PutBack { batch }).await
}

/// Asks for a batch to go out of history, or to come back.
async fn exclude(
    app: &Arc<App>,
    number: Number,
    (caller, body): (&Caller, Body),
    wanted: fn(u64) -> Wanted,
) -> Response {
    let asked = async {
        let Path(batch) = number.map_err(|_| Trouble::NotFound)?;
        let wire::Exclude { reason, confirm } = json(caller.headers(), body)?;
        confirmed(app, wanted(batch), confirm).await?;
        ask(app, caller, (wanted(batch), reason)).await
    };
    requested_of(caller, asked.await)
}

/// Refuses what is much and not confirmed. What a batch brought does not change, so it may be asked for after.
async fn confirmed(app: &App, wanted: Wanted, confirm: Option<String>) -> Result<(), Trouble> {
    conduct(app, move |conductor| conductor.check_confirmed(wanted, confirm.as_deref())).await
}

/// Asks for what can take two people.
async fn ask(
    app: &Arc<App>,
    caller: &Caller,
    (wanted, reason): (Wanted, String),
) -> Result<Requested, Trouble> {
    let actor = caller.name();
    recordable("reason", &reason, REASON_MAX_CHARS)?;
    let request = move |conductor: &mut Conductor| conductor.request(wanted, &reason, (&actor, Utc::now()));
    let outcome = match conduct(app, request).await? {
        Ruling::Waits(by) => Outcome::Waits(by),
        Ruling::Decided(decided) => Outcome::Done(Box::new(carry_out(app, decided, &caller.name()).await?)),
    };
    let speaking = app.view()?.speaking.number;
    app.readers.read(move |reader| requested(reader, outcome, speaking).map_err(failed)).await
}

/// What is done is answered with 200, what waits with 202.
fn requested_of(caller: &Caller, result: Result<Requested, Trouble>) -> Response {
    let waits = matches!(result, Ok(Requested::Waits(_)));
    let mut response = caller.answer(result);
    if waits {
        *response.status_mut() = StatusCode::ACCEPTED;
    }
    response
}

/// `POST /api/v1/challengers`: replays a recipe over all that the archive knows, beside what speaks.
pub(crate) async fn challenger(State(app): State<Arc<App>>, caller: Caller, body: Body) -> Response {
    let kept = async {
        let wire::NewChallenger { recipe, reason } = json(caller.headers(), body)?;
        recordable("reason", &reason, REASON_MAX_CHARS)?;
        let recipe = recipes::read(&recipe).map_err(|faults| Trouble::Body(faults.in_file("recipe")))?;
        let row = challenge(&app, recipe, (caller.name(), reason)).await?;
        let speaking = app.view()?.speaking.number;
        app.readers.read(move |reader| version(reader, &row, speaking).map_err(failed)).await
    };
    caller.answer(kept.await)
}

/// `POST /api/v1/versions/{number}/promote`: lets a challenger speak and learn on, or waits for another person who wants it.
pub(crate) async fn promote(
    State(app): State<Arc<App>>,
    number: Number,
    caller: Caller,
    body: Body,
) -> Response {
    let asked = async {
        let Path(version) = number.map_err(|_| Trouble::NotFound)?;
        let wire::Promote { reason } = json(caller.headers(), body)?;
        ask(&app, &caller, (Wanted::Promote { version }, reason)).await
    };
    requested_of(&caller, asked.await)
}
