//! How fresh the series are.

use super::answer::freshness as freshness_of;
use crate::app::{App, Query, answer_laid, failed};
use crate::problem::Trouble;
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::{DateTime, Utc};
use paridad_store::Reader;
use paridad_wire::{Freshness, Late};
use std::collections::BTreeSet;
use std::sync::Arc;

/// `GET /api/v1/freshness`: of each series of the catalogue its last period, and whether the next one is late.
pub(crate) async fn freshness(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let fresh = async {
        Query::of(&uri, &[])?;
        let names = names(&app);
        app.readers.list(move |reader| fresh(reader, &names, Utc::now())).await
    };
    answer_laid(fresh.await, &uri, &headers)
}

/// The sources that can be pulled.
pub(crate) fn names(app: &App) -> Vec<String> {
    app.sources.names().into_iter().map(str::to_owned).collect()
}

/// The freshness of all series at a moment.
pub(crate) fn fresh(
    reader: &Reader,
    sources: &[String],
    now: DateTime<Utc>,
) -> Result<Vec<Freshness>, Trouble> {
    let sources: Vec<&str> = sources.iter().map(String::as_str).collect();
    freshness_of(reader, &sources, now).map_err(failed)
}

/// What is late at a moment: the sources of which a series is, and for how many days.
pub(crate) fn late(reader: &Reader, sources: &[String], now: DateTime<Utc>) -> Result<Late, Trouble> {
    let all = fresh(reader, sources, now)?;
    let late = || all.iter().filter(|series| series.state == "late");
    let days = late().filter_map(|series| Some((now - series.due_at?).num_days())).max().unwrap_or(0);
    let names: BTreeSet<&String> = late().map(|series| &series.source).collect();
    Ok(Late { sources: names.into_iter().cloned().collect(), days: u64::try_from(days).unwrap_or(0) })
}
