//! Why a forecast is what it is.

use crate::app::{App, Form, Laid, Query, Tag, answer_tagged, audience};
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
use std::sync::Arc;

/// `GET /api/v1/explanation?horizon=21&level=18.5`, of the version that speaks, or with `version=24` or `as_of=2026-11-19`
pub(crate) async fn explanation(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let explanation = async {
        let query = Query::of(&uri, &["horizon", "date", "level", "version", "as_of"])?;
        let (maturity, above) = (query.maturity()?, query.value("level", "17.5")?);
        let (view, audience) = (app.asked(query.which()?).await?, audience(&headers));
        let tag = Tag::of_view(Form::json(&uri, audience.language), &view, audience);
        let compute = move || Laid::out(&view.explanation(maturity, above, audience)?);
        tag.unless_known(&headers, app.readers.compute(compute)).await
    };
    answer_tagged(explanation.await, &uri, &headers)
}
