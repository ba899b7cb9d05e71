//! Co-movements, asked for.

use super::answer::{YEARS, YEARS_MAX, co_movements as list};
use crate::app::{App, Query, answer_laid, language};
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
use std::sync::Arc;

/// `GET /api/v1/co-movements?years=5`: how the target has moved with each series of a list on the same days.
pub(super) async fn co_movements(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let found = async {
        let query = Query::of(&uri, &["years"])?;
        let years = query.between("years", 1..=usize::from(YEARS_MAX), "1…30")?;
        let years = years.and_then(|years| u16::try_from(years).ok()).unwrap_or(YEARS);
        let (view, language) = (app.view()?, language(&headers));
        app.readers
            .list(move |reader| {
                let of = (&view.model.recipe, view.model.origin.day);
                list(reader, of, years, language)
            })
            .await
    };
    answer_laid(found.await, &uri, &headers)
}
