//! Whether the process lives, whether it speaks, and what it has counted.

use crate::problem::Trouble;
use crate::server::{App, language};
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// `GET /livez`: the process answers.
pub(crate) async fn livez() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: a version is served, be it ever so old.
pub(crate) async fn readyz(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    match app.view() {
        Ok(_) => "ok\n".into_response(),
        Err(_) => Trouble::NotReady.respond(uri.path(), language(&headers)),
    }
}

/// `GET /metrics`
pub(crate) async fn metrics(State(app): State<Arc<App>>) -> Response {
    let view = app.published.load_full();
    let text = app.metrics.render(view.as_deref(), chrono::Utc::now());
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}
