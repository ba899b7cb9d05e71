//! Whether the process lives, whether it speaks, how it stands, and what it has counted.

use crate::app::{App, NoQuery, Query, answer, audience, failed, language};
use crate::freshness::{fresh, late, names};
use crate::problem::Trouble;
use crate::review::waiting;
use crate::setup::running::INSTANCE;
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use paridad_store::Reader;
use std::sync::Arc;

/// The media type of metrics.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// `GET /livez`: the process answers, and says which run it is.
pub(crate) async fn livez(State(app): State<Arc<App>>, _: NoQuery) -> Response {
    ([(INSTANCE, app.instance.clone())], "ok\n").into_response()
}

/// `GET /readyz`: a version is served, be it ever so old, and the writer is there.
pub(crate) async fn readyz(
    State(app): State<Arc<App>>,
    _: NoQuery,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    // The view is published a moment before the writer can be asked.
    if app.view().is_ok() && app.conductor.initialized() {
        "ok\n".into_response()
    } else {
        Trouble::NotReady.respond(uri.path(), language(&headers))
    }
}

/// `GET /metrics`
pub(crate) async fn metrics(
    State(app): State<Arc<App>>,
    _: NoQuery,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let (view, now, names) = (app.published.load_full(), chrono::Utc::now(), names(&app));
    // Without an archive there are no series yet; one that fails is seen elsewhere.
    let freshness = app.readers.read(move |reader| fresh(reader, &names, now)).await.unwrap_or_default();
    match app.metrics.render(view.as_deref(), &freshness, now) {
        Ok(text) => ([(header::CONTENT_TYPE, OPEN_METRICS)], text).into_response(),
        Err(error) => Trouble::Internal(error.to_string()).respond(uri.path(), language(&headers)),
    }
}

/// `GET /api/v1/status`
pub(crate) async fn status(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let status = async {
        Query::of(&uri, &[])?;
        let (view, names, audience) = (app.view()?, names(&app), audience(&headers));
        let read = move |reader: &Reader| {
            let found = (waiting(reader).map_err(failed)?, late(reader, &names, audience.now)?);
            Ok(view.status(found, audience))
        };
        app.readers.read(read).await
    };
    answer(status.await, &uri, &headers)
}
