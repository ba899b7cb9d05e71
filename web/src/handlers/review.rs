//! What people decide: on values that are held, on batches that were bad, on who speaks.

use super::actions::{conduct, recordable};
use super::body::{Body, json};
use super::caller::Caller;
use super::query::Query;
use super::{answer, failed, reader, scan};
use crate::answer::{HeldPage, held_value, held_values, version, wish};
use crate::conductor::{Candidate, Conductor};
use crate::problem::Trouble;
use crate::recipes;
use crate::server::App;
use crate::wording::REASON_MAX_CHARS;
use axum::extract::rejection::PathRejection;
use axum::extract::{OriginalUri, Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::Utc;
use paridad_wire as wire;
use std::sync::Arc;

/// How many held values are listed where no limit is given.
const HELD_LISTED: u16 = 100;

/// A number in a path, if it is one.
pub(super) type Number = Result<Path<u64>, PathRejection>;

/// `GET /api/v1/held?limit=100&before=700`: values that wait for a person, newest first; `all=true` lists the decided ones too.
pub(crate) async fn held(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let held = async {
        let query = Query::of(&uri, &["limit", "before", "all"])?;
        let (limit, before) = (query.limit(HELD_LISTED)?, query.value("before", "1, 2, 3…")?);
        let all = query.value("all", "true, false")?.unwrap_or(false);
        let page = HeldPage { limit, before, all };
        scan(&app, move |reader| held_values(reader, page).map_err(failed)).await
    };
    answer(held.await, &uri, &headers)
}

/// `POST /api/v1/held/{number}`: accepts, corrects or rejects a value, or opens a rejected one again.
pub(crate) async fn decide(
    State(app): State<Arc<App>>,
    number: Number,
    caller: Caller,
    body: Body,
) -> Response {
    let decided = async {
        let Path(number) = number.map_err(|_| Trouble::NotFound)?;
        let wanted: wire::Decide = json(caller.headers(), body)?;
        recordable("note", &wanted.note, REASON_MAX_CHARS)?;
        let wish = wish(&wanted)?;
        let (note, actor) = (wanted.note, caller.name());
        conduct(&app, move |conductor| conductor.decide(number, wish, &note, (&actor, Utc::now()))).await?;
        app.learned.notify_one();
        let reader = reader(&app)?;
        held_value(&reader, number).map_err(failed)?.ok_or(Trouble::NoSuchHeld(number))
    };
    caller.answer(decided.await)
}

/// `POST /api/v1/batches/{number}/take-out`: replays the history without a batch.
pub(crate) async fn take_out(
    State(app): State<Arc<App>>,
    number: Number,
    caller: Caller,
    body: Body,
) -> Response {
    let taken = async {
        let Path(batch) = number.map_err(|_| Trouble::NotFound)?;
        let wire::TakeOut { reason } = json(caller.headers(), body)?;
        let actor = caller.name();
        recordable("reason", &reason, REASON_MAX_CHARS)?;
        let row =
            conduct(&app, move |conductor| conductor.take_out(batch, &reason, (&actor, Utc::now()))).await?;
        app.learned.notify_one();
        version(&reader(&app)?, &row, app.view()?.speaking.number).map_err(failed)
    };
    caller.answer(taken.await)
}

/// `POST /api/v1/challengers`: replays a recipe over all that the archive knows, beside what speaks.
pub(crate) async fn challenger(State(app): State<Arc<App>>, caller: Caller, body: Body) -> Response {
    let kept = async {
        let wire::Challenger { recipe, reason } = json(caller.headers(), body)?;
        recordable("reason", &reason, REASON_MAX_CHARS)?;
        let recipe = recipes::read(&recipe).map_err(|faults| Trouble::Body(faults.in_file("recipe")))?;
        let archive = app.archive()?.clone();
        let learned = tokio::task::spawn_blocking(move || Candidate::learn(&archive, recipe)).await;
        let learned = learned.map_err(|error| Trouble::Internal(error.to_string()))??;
        let actor = caller.name();
        let keep = move |conductor: &mut Conductor| {
            conductor.keep_candidate(&learned, &reason, (&actor, Utc::now()))
        };
        let row = conduct(&app, keep).await?;
        version(&reader(&app)?, &row, app.view()?.speaking.number).map_err(failed)
    };
    caller.answer(kept.await)
}

/// `POST /api/v1/versions/{number}/promote`: lets a challenger speak and learn on.
pub(crate) async fn promote(
    State(app): State<Arc<App>>,
    number: Number,
    caller: Caller,
    body: Body,
) -> Response {
    let spoken = async {
        let Path(number) = number.map_err(|_| Trouble::NotFound)?;
        let wire::Promote { reason } = json(caller.headers(), body)?;
        let actor = caller.name();
        recordable("reason", &reason, REASON_MAX_CHARS)?;
        let row =
            conduct(&app, move |conductor| conductor.promote(number, &reason, (&actor, Utc::now()))).await?;
        app.learned.notify_one();
        version(&reader(&app)?, &row, row.number).map_err(failed)
    };
    caller.answer(spoken.await)
}
