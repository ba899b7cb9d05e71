//! How fresh the series are.

use super::query::Query;
use super::{answer, failed, scan};
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
    let fresh = async {
        Query::of(&uri, &[])?;
        fresh(&app, Utc::now()).await
    };
    answer(fresh.await, &uri, &headers)
}

/// The freshness of all series at a moment.
pub(super) async fn fresh(app: &App, now: DateTime<Utc>) -> Result<Vec<Freshness>, Trouble> {
    let names: Vec<String> = app.sources.names().into_iter().map(str::to_owned).collect();
    scan(app, move |reader| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        freshness_of(reader, &names, now).map_err(failed)
    })
    .await
}
