//! Today, asked for over HTTP.

use super::answer::today as lay_out;
use super::asked::{Asked, Ground, LEVELS_MAX, LEVELS_WANTED, MONTHS, MONTHS_MAX, QUARTER};
use crate::app::{App, Form, Query, Tagged, answer_tagged, audience};
use crate::freshness::names;
use crate::problem::Trouble;
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
use std::sync::Arc;

/// `GET /api/v1/today?horizon=63&levels=18,18.5,19&history=6`
pub(crate) async fn today(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let today = async {
        let query = Query::of(&uri, &["horizon", "date", "levels", "history"])?;
        let months = query.between("history", 1..=MONTHS_MAX, "1…24")?;
        let asked = Asked {
            maturity: query.maturity_or(QUARTER)?,
            levels: levels(&query)?,
            months: months.and_then(|months| u32::try_from(months).ok()).unwrap_or(MONTHS),
        };
        let (shown, audience, sources) = (app.view()?, audience(&headers), names(&app));
        let archived = app.archived.clone();
        let laid = app.readers.list(move |reader| {
            lay_out(
                &Ground { reader, shown: &shown, archived: &archived, sources: &sources, audience },
                &asked,
            )
        });
        Ok(Tagged::by_content(laid.await?, Form::json(&uri, audience.language), &headers))
    };
    answer_tagged(today.await, &uri, &headers)
}

/// The rates that are asked about; none where whoever asks leaves them to us.
fn levels(query: &Query) -> Result<Vec<f64>, Trouble> {
    let Some(text) = query.text("levels") else { return Ok(Vec::new()) };
    let levels: Option<Vec<f64>> = text.split(',').map(|level| level.trim().parse().ok()).collect();
    let levels = levels.filter(|levels| levels.len() <= LEVELS_MAX);
    levels.ok_or_else(|| query.unreadable("levels", LEVELS_WANTED))
}
