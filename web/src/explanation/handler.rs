//! Why a forecast is what it is.

use crate::app::{App, Laid, Query, answer_laid, audience};
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
use std::sync::Arc;

/// `GET /api/v1/explanation?horizon=21&level=18.5`
pub(crate) async fn explanation(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let explanation = async {
        let query = Query::of(&uri, &["horizon", "date", "level"])?;
        let (maturity, above) = (query.maturity()?, query.value("level", "17.5")?);
        let (view, audience) = (app.view()?, audience(&headers));
        app.readers.compute(move || Laid::out(&view.explanation(maturity, above, audience)?)).await
    };
    answer_laid(explanation.await, &uri, &headers)
}
