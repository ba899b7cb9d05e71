//! How good the forecasts have been.

use crate::app::{App, Form, Query, Tag, answer_tagged, audience};
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
use std::sync::Arc;

/// `GET /api/v1/scores`, of the version that speaks, or with `version=24` or `as_of=2026-11-19`
pub(crate) async fn scores(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let scores = async {
        let which = Query::of(&uri, &["version", "as_of"])?.which()?;
        let (view, audience) = (app.asked(which).await?, audience(&headers));
        let tag = Tag::of_view(Form::json(&uri, audience.language), &view, audience);
        let list = app.readers.list(move |reader| view.computed()?.scores(reader, audience));
        tag.unless_known(&headers, list).await
    };
    answer_tagged(scores.await, &uri, &headers)
}
