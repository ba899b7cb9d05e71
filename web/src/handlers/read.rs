//! What is read from the published view.

use super::query::Query;
use super::{answer, asked};
use crate::server::App;
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
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
