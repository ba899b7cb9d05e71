//! Who did what, as it is listed.

use super::answer::list_audit;
use crate::app::{App, Query, answer_laid, failed};
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
use std::sync::Arc;

/// How many entries are listed where no limit is given.
const AUDIT_LISTED: u16 = 50;

/// `GET /api/v1/audit?limit=50`
pub(crate) async fn audit(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let audit = async {
        let limit = Query::of(&uri, &["limit"])?.limit(AUDIT_LISTED)?;
        app.readers.list(move |reader| list_audit(reader, limit).map_err(failed)).await
    };
    answer_laid(audit.await, &uri, &headers)
}
