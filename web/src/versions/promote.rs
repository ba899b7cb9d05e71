//! Recipes replayed beside what speaks, and challengers that are let speak.

use super::answer::version;
use super::ask::requested_of;
use super::beside::challenge;
use crate::app::{App, Body, Caller, Number, failed, json, recordable};
use crate::problem::Trouble;
use crate::setup::recipes;
use crate::wording::REASON_MAX_CHARS;
use axum::extract::{Path, State};
use axum::response::Response;
use paridad_store::Wanted;
use paridad_wire as wire;
use std::sync::Arc;

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
        super::ask::ask(&app, &caller, (Wanted::Promote { version }, reason)).await
    };
    requested_of(&caller, asked.await)
}
