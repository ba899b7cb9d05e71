//! How the inputs have changed.

use crate::app::{App, Query, answer, audience};
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
use std::sync::Arc;

/// `GET /api/v1/drift`
pub(crate) async fn drift(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let drift = || {
        Query::of(&uri, &[])?;
        Ok(app.view()?.drift(audience(&headers)))
    };
    answer(drift(), &uri, &headers)
}
