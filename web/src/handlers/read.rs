//! What is read from the published view.

use super::query::Query;
use super::{answer, asked};
use crate::answer::version;
use crate::problem::Trouble;
use crate::server::{App, language};
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use paridad_wire as wire;
use std::sync::Arc;

/// `GET /api/v1/status`
pub(crate) async fn status(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let status = || {
        Query::of(&uri, &[])?;
        Ok(app.view()?.status(asked(&headers)))
    };
    answer(status(), &uri, &headers)
}

/// `GET /api/v1/forecast?horizon=21&quantiles=0.05,0.95&level=18.5`
pub(crate) async fn forecast(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let forecast = || {
        let query = Query::of(&uri, &["horizon", "date", "quantiles", "level"])?;
        let (maturity, levels) = (query.maturity()?, query.levels()?);
        let above = query.value("level", "17.5")?;
        app.view()?.forecast(maturity, &levels, above, asked(&headers))
    };
    answer(forecast(), &uri, &headers)
}

/// `GET /api/v1/explanation?horizon=21`
pub(crate) async fn explanation(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let explanation = || {
        let maturity = Query::of(&uri, &["horizon", "date"])?.maturity()?;
        app.view()?.explanation(maturity, asked(&headers))
    };
    answer(explanation(), &uri, &headers)
}

/// `GET /api/v1/drift`
pub(crate) async fn drift(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let drift = || {
        Query::of(&uri, &[])?;
        Ok(app.view()?.drift(asked(&headers)))
    };
    answer(drift(), &uri, &headers)
}

/// How many versions are listed where no limit is given, and at most.
const VERSIONS_LISTED: usize = 100;
const VERSIONS_MAX: usize = 1_000;

/// `GET /api/v1/versions?limit=20`
pub(crate) async fn versions(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let versions = || {
        let limit = Query::of(&uri, &["limit"])?.value("limit", "1…1000")?.unwrap_or(VERSIONS_LISTED);
        list_versions(&app, limit.clamp(1, VERSIONS_MAX))
    };
    answer(versions(), &uri, &headers)
}

/// The newest versions. The archive is read once, so that the list and its speaker belong together.
pub(crate) fn list_versions(app: &App, limit: usize) -> Result<wire::Versions, Trouble> {
    let failed = |error| Trouble::from(crate::conductor::ConductorError::from(error));
    let reader = app.archive()?.read().map_err(failed)?;
    let speaking = reader.speaking().map_err(failed)?.ok_or(Trouble::NotReady)?;
    let rows = reader.versions().map_err(failed)?.take(limit);
    let versions = rows
        .map(|row| row.map(|row| version(&row, speaking.number)))
        .collect::<Result<Vec<_>, _>>()
        .map_err(failed)?;
    Ok(wire::Versions { speaking: speaking.number, pinned: speaking.pins(), versions })
}

/// `GET /api/v1/snapshot`: what the browser needs to speak for itself.
pub(crate) async fn snapshot(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let view = match app.view() {
        Ok(view) => view,
        Err(trouble) => return trouble.respond(uri.path(), language(&headers)),
    };
    let tag = format!("\"{}\"", view.speaking.snapshot);
    let fixed = [(header::ETAG, tag.clone()), (header::CACHE_CONTROL, "no-cache".to_owned())];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, fixed).into_response();
    }
    let media_type = (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    (fixed, [media_type], view.packed.to_vec()).into_response()
}
