//! Episodes, asked for.

use super::answer::episodes as list;
use crate::app::{App, Query, answer_laid, language};
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
use std::sync::Arc;

/// `GET /api/v1/episodes`: stretches of the past by name, with the target's daily moves.
pub(super) async fn episodes(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let found = async {
        Query::of(&uri, &[])?;
        let (view, language) = (app.view()?, language(&headers));
        app.readers.list(move |reader| list(reader, &view.model.recipe, language)).await
    };
    answer_laid(found.await, &uri, &headers)
}
