//! How the inputs have changed.

use crate::app::{App, Form, Laid, Query, Tag, answer_tagged, audience};
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
use std::sync::Arc;

/// `GET /api/v1/drift`, of the version that speaks, or with `version=24` or `as_of=2026-11-19`
pub(crate) async fn drift(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let drift = async {
        let which = Query::of(&uri, &["version", "as_of"])?.which()?;
        let (view, audience) = (app.asked(which).await?, audience(&headers));
        let tag = Tag::of_view(Form::json(&uri, audience.language), &view, audience);
        tag.unless_known(&headers, async { Laid::out(&view.computed()?.drift(audience)) }).await
    };
    answer_tagged(drift.await, &uri, &headers)
}
