//! Why a forecast is what it is.

use crate::app::{App, Laid, Query, answer_laid, audience};
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
use std::sync::Arc;

/// `GET /api/v1/explanation?horizon=21`
pub(crate) async fn explanation(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let explanation = async {
        let maturity = Query::of(&uri, &["horizon", "date"])?.maturity()?;
        let (view, audience) = (app.view()?, audience(&headers));
        app.readers.compute(move || Laid::out(&view.explanation(maturity, audience)?)).await
    };
    answer_laid(explanation.await, &uri, &headers)
}
