//! How fresh the series are.

use super::query::Query;
use super::{answer, failed, reader};
use crate::answer::freshness as freshness_of;
use crate::problem::Trouble;
use crate::server::App;
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::{DateTime, Utc};
use paridad_wire::Freshness;
use std::sync::Arc;

/// `GET /api/v1/freshness`: of each series of the catalogue its last period, and whether the next one is late.
pub(crate) async fn freshness(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    answer(Query::of(&uri, &[]).and_then(|_| fresh(&app, Utc::now())), &uri, &headers)
}

/// The freshness of all series at a moment.
pub(super) fn fresh(app: &App, now: DateTime<Utc>) -> Result<Vec<Freshness>, Trouble> {
    freshness_of(&reader(app)?, &app.sources.names(), now).map_err(failed)
}
