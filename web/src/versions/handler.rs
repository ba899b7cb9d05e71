//! The history of versions, listed.

use super::answer::versions as list_versions;
use crate::app::{App, Form, Query, Tagged, answer_tagged, language};
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
use std::sync::Arc;

/// How many versions are listed where no limit is given.
const VERSIONS_LISTED: u16 = 100;

/// `GET /api/v1/versions?limit=20&before=40`
pub(crate) async fn versions(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let versions = async {
        let query = Query::of(&uri, &["limit", "before"])?;
        let (limit, before) = (query.limit(VERSIONS_LISTED)?, query.value("before", "1, 2, 3…")?);
        let laid = app.readers.list(move |reader| Ok(list_versions(reader, limit, before)?)).await?;
        Ok(Tagged::by_content(laid, Form::json(&uri, language(&headers)), &headers))
    };
    answer_tagged(versions.await, &uri, &headers)
}
