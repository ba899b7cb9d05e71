//! Batches taken out of history, and put back.

use super::answer::extent;
use crate::app::{App, Body, Caller, Number, Query, answer_laid, conduct, json};
use crate::conductor::Extent;
use crate::problem::Trouble;
use crate::versions::{ask, requested_of};
use axum::extract::{OriginalUri, Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use paridad_store::Wanted;
use paridad_wire as wire;
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
