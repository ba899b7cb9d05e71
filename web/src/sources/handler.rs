//! The sources: which can be pulled, and what their runs brought.

use super::answer::runs as list_runs;
use crate::app::{App, Query, answer, answer_laid, failed};
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
use std::sync::Arc;

/// How many runs are listed where no limit is given.
const RUNS_LISTED: u16 = 20;

/// `GET /api/v1/sources`: the names of the sources that can be pulled.
pub(crate) async fn sources(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    answer(Query::of(&uri, &[]).map(|_| app.sources.names()), &uri, &headers)
}

/// `GET /api/v1/runs?limit=20`: the runs, newest first.
pub(crate) async fn runs(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let runs = async {
        let limit = Query::of(&uri, &["limit"])?.limit(RUNS_LISTED)?;
        app.readers.list(move |reader| list_runs(reader, limit).map_err(failed)).await
    };
    answer_laid(runs.await, &uri, &headers)
}
