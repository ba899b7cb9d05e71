//! The series, as known now or at any past moment.

use super::answer::{Page, Wanted, owner, points, summaries, unit, unreadable_id};
use super::vintages::vintages as list_vintages;
use crate::app::{App, Query, answer_laid, audience, failed};
use crate::problem::Trouble;
use axum::extract::rejection::PathRejection;
use axum::extract::{OriginalUri, Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use chrono::{DateTime, NaiveDate, Utc};
use paridad_engine::data::series::SeriesId;
use paridad_store::Reader;
use paridad_wire as wire;
use std::sync::Arc;

/// How many series and vintages are listed where no limit is given.
const SERIES_LISTED: u16 = 1000;
const VINTAGES_LISTED: u16 = 1000;

/// `GET /api/v1/series?limit=100&after=ecb.eur.usd`: the series that have values which count, by id; the target before all others.
pub(crate) async fn series_list(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let list = async {
        let query = Query::of(&uri, &["limit", "after"])?;
        let limit = query.limit(SERIES_LISTED)?;
        let (view, audience) = (app.view()?, audience(&headers));
        let page = Page::after(query.text("after"), &view.model.recipe.target_name, limit)?;
        app.readers.list(move |reader| summaries(reader, (&view, audience), page)).await
    };
    answer_laid(list.await, &uri, &headers)
}

/// `GET /api/v1/series/{id}?from=2025-01-01&to=2025-12-31&as_of=2025-06-30T18:00:00Z`
pub(crate) async fn series(
    State(app): State<Arc<App>>,
    id: Result<Path<String>, PathRejection>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let series = async {
        let id = id.map_or_else(|_| Err(unreadable(&uri)), |Path(id)| Ok(id))?;
        let query = Query::of(&uri, &["from", "to", "as_of"])?;
        let from = query.value("from", "AAAA-MM-DD / YYYY-MM-DD")?.unwrap_or(NaiveDate::MIN);
        let to = query.value("to", "AAAA-MM-DD / YYYY-MM-DD")?.unwrap_or(NaiveDate::MAX);
        let as_of: Option<DateTime<Utc>> = query.value("as_of", "2026-01-31T18:00:00Z")?;
        let (view, audience) = (app.view()?, audience(&headers));
        let wanted = Wanted { days: from..=to, as_of };
        let lay_out = move |reader: &Reader| {
            let points = points(reader, &view, &id, &wanted)?;
            let (origin, unit) = (owner(&id, &view, audience).to_owned(), unit(&id, &view, audience));
            Ok(wire::Series { id, unit, origin, as_of, points })
        };
        app.readers.list(lay_out).await
    };
    answer_laid(series.await, &uri, &headers)
}

/// An id whose escapes are no text.
fn unreadable(uri: &Uri) -> Trouble {
    unreadable_id("id", uri.path().rsplit('/').next().unwrap_or_default(), "UTF-8")
}

/// `GET /api/v1/series/{id}/vintages?from=2026-01-01&to=2026-01-31&limit=1000`: every value that ever came, whence and when.
pub(crate) async fn vintages(
    State(app): State<Arc<App>>,
    id: Result<Path<String>, PathRejection>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let vintages = async {
        let series = known_series(id, &uri)?;
        let query = Query::of(&uri, &["from", "to", "limit"])?;
        let from = query.value("from", "AAAA-MM-DD / YYYY-MM-DD")?.unwrap_or(NaiveDate::MIN);
        let to = query.value("to", "AAAA-MM-DD / YYYY-MM-DD")?.unwrap_or(NaiveDate::MAX);
        let limit = query.limit(VINTAGES_LISTED)?;
        app.readers.list(move |reader| list_vintages(reader, &series, from..=to, limit).map_err(failed)).await
    };
    answer_laid(vintages.await, &uri, &headers)
}

/// The series that a path names. One of which nothing came has nothing to list.
pub(crate) fn known_series(id: Result<Path<String>, PathRejection>, uri: &Uri) -> Result<SeriesId, Trouble> {
    let Path(id) = id.map_err(|_| unreadable(uri))?;
    SeriesId::try_from(id.as_str()).map_err(|_| Trouble::NoSuchSeries(id.chars().take(80).collect()))
}
