//! What each batch was worth, and what it brought of a series.

use super::answer::{batches as list_batches, profiles as list_profiles};
use crate::app::{App, Query, answer_laid, failed};
use crate::series::known_series;
use axum::extract::rejection::PathRejection;
use axum::extract::{OriginalUri, Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use std::sync::Arc;

/// How many batches and profiles are listed where no limit is given.
const BATCHES_LISTED: u16 = 20;
const PROFILES_LISTED: u16 = 20;

/// `GET /api/v1/batches?limit=20&before=40`
pub(crate) async fn batches(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let batches = async {
        let query = Query::of(&uri, &["limit", "before"])?;
        let (limit, before) = (query.limit(BATCHES_LISTED)?, query.value("before", "1, 2, 3…")?);
        app.readers.list(move |reader| list_batches(reader, limit, before).map_err(failed)).await
    };
    answer_laid(batches.await, &uri, &headers)
}

/// `GET /api/v1/series/{id}/profiles?limit=20`: what each batch brought of it, newest first.
pub(crate) async fn profiles(
    State(app): State<Arc<App>>,
    id: Result<Path<String>, PathRejection>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let profiles = async {
        let series = known_series(id, &uri)?;
        let limit = Query::of(&uri, &["limit"])?.limit(PROFILES_LISTED)?;
        app.readers.list(move |reader| list_profiles(reader, &series, limit).map_err(failed)).await
    };
    answer_laid(profiles.await, &uri, &headers)
}
