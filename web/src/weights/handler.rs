//! How much each expert weighed, asked for at an anchor horizon.

use super::answer::days;
use crate::app::{App, DEFAULT_HORIZON, Form, Query, Tagged, answer_tagged, audience, failed};
use crate::problem::Trouble;
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::NaiveDate;
use paridad_engine::maths::level::LEVELS;
use paridad_engine::time::horizon::ANCHORS;
use paridad_store::Reader;
use paridad_wire as wire;
use std::sync::Arc;

/// How many days are listed where no limit is given: a year.
const DAYS_LISTED: u16 = 252;

/// `GET /api/v1/weights?horizon=21&from=2026-01-01&to=2026-10-30&limit=252`: the last days of the span.
pub(crate) async fn weights(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let weights = async {
        let query = Query::of(&uri, &["horizon", "from", "to", "limit"])?;
        let (anchor, horizon) = anchor(&query)?;
        let from = query.value("from", "AAAA-MM-DD / YYYY-MM-DD")?.unwrap_or(NaiveDate::MIN);
        let to = query.value("to", "AAAA-MM-DD / YYYY-MM-DD")?.unwrap_or(NaiveDate::MAX);
        let limit = query.limit(DAYS_LISTED)?;
        let (view, audience) = (app.view()?, audience(&headers));
        let lay_out = move |reader: &Reader| {
            let recipe = &view.model.recipe;
            let (days, more) = days(reader, anchor, &(from..=to), limit).map_err(failed)?;
            Ok(wire::Weights {
                provenance: view.provenance(audience),
                horizon,
                location: recipe.location.iter().map(|expert| expert.kind.name().to_owned()).collect(),
                spread: recipe.spread.iter().map(|expert| expert.kind.name_among(&recipe.spread)).collect(),
                levels: LEVELS.to_vec(),
                limit,
                more,
                days,
            })
        };
        let laid = app.readers.list(lay_out).await?;
        Ok(Tagged::by_content(laid, Form::json(&uri, audience.language), &headers))
    };
    answer_tagged(weights.await, &uri, &headers)
}

/// The anchor horizon that is asked about, and its place: between anchors nothing is weighed.
fn anchor(query: &Query) -> Result<(usize, u16), Trouble> {
    let wanted = "1, 5, 10, 21, 42, 63, 126, 252";
    let horizon: u16 = query.value("horizon", wanted)?.unwrap_or(DEFAULT_HORIZON);
    let place = ANCHORS.into_iter().position(|anchor| u16::from(anchor) == horizon);
    let unreadable = || Trouble::Unreadable { name: "horizon", value: horizon.to_string(), wanted };
    Ok((place.ok_or_else(unreadable)?, horizon))
}
