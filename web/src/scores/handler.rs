//! How good the forecasts have been.

use crate::app::{App, Laid, Query, answer_laid, audience};
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
use std::sync::Arc;

/// `GET /api/v1/scores`
pub(crate) async fn scores(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let scores = async {
        Query::of(&uri, &[])?;
        let (view, audience) = (app.view()?, audience(&headers));
        app.readers.compute(move || Laid::out(&view.scores(audience))).await
    };
    answer_laid(scores.await, &uri, &headers)
}
