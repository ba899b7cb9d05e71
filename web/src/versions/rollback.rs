//! A person's choice of who speaks: it waits for no learning.

use super::answer::version;
use crate::app::{App, Body, Caller, choose, failed, json, recordable};
use crate::problem::Trouble;
use crate::wording::REASON_MAX_CHARS;
use axum::extract::State;
use axum::response::Response;
use chrono::Utc;
use paridad_store::VersionRow;
use paridad_wire as wire;
use std::sync::Arc;

/// `POST /api/v1/rollback`
pub(crate) async fn rollback(State(app): State<Arc<App>>, caller: Caller, body: Body) -> Response {
    let spoken = async {
        let wanted: wire::Rollback = json(caller.headers(), body)?;
        recordable("reason", &wanted.reason, REASON_MAX_CHARS)?;
        let actor = caller.name();
        let row = choose(&app, move |choice| choice.rollback(&wanted, &actor, Utc::now())).await?;
        speaking(&app, row).await
    };
    caller.answer(spoken.await)
}

/// `POST /api/v1/resume`
pub(crate) async fn resume(State(app): State<Arc<App>>, caller: Caller, body: Body) -> Response {
    let spoken = async {
        let wanted: wire::Resume = json(caller.headers(), body)?;
        recordable("reason", &wanted.reason, REASON_MAX_CHARS)?;
        let actor = caller.name();
        let row = choose(&app, move |choice| choice.resume(&wanted, &actor, Utc::now())).await?;
        speaking(&app, row).await
    };
    caller.answer(spoken.await)
}

/// A version that speaks since just now.
async fn speaking(app: &App, row: VersionRow) -> Result<wire::Version, Trouble> {
    app.readers.read(move |reader| version(reader, &row, row.number).map_err(failed)).await
}
