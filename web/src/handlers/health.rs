//! Whether the process lives, whether it speaks, and what it has counted.

use super::freshness::{fresh, names};
use crate::address::INSTANCE;
use crate::app::{App, NoQuery, language};
use crate::problem::Trouble;
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

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
pub(crate) async fn metrics(State(app): State<Arc<App>>, _: NoQuery) -> Response {
    let (view, now, names) = (app.published.load_full(), chrono::Utc::now(), names(&app));
    // Without an archive there are no series yet; one that fails is seen elsewhere.
    let freshness = app.readers.read(move |reader| fresh(reader, &names, now)).await.unwrap_or_default();
    let text = app.metrics.render(view.as_deref(), &freshness, now);
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}
