//! The forecast of one horizon, and paths to it.

use super::answer::Wanted;
use super::paths::Draw;
use crate::app::{App, Form, Laid, Query, Tag, answer_tagged, audience};
use crate::problem::Trouble;
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
use paridad_wire::Scenario;
use std::sync::Arc;

/// The most paths that one answer holds, and how many it holds where no count is given.
const PATHS_MAX: usize = 1_000;
const PATHS_GIVEN: usize = 100;

/// What may be asked of a forecast.
const ASKED: &[&str] =
    &["horizon", "date", "quantiles", "level", "below", "touch", "shortfall", "scenario", "version", "as_of"];

/// `GET /api/v1/forecast?horizon=21&quantiles=0.05,0.95&level=18.5&below=17&touch=19&shortfall=0.05`, or as
/// `scenario=half_forward` has it; of the version that speaks, or with `version=24` or `as_of=2026-11-19`.
pub(crate) async fn forecast(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let forecast = async {
        let query = Query::of(&uri, ASKED)?;
        let maturity = query.maturity()?;
        let wanted = Wanted {
            levels: query.levels()?,
            above: query.value("level", "17.5")?,
            below: query.value("below", "17.5")?,
            touch: query.value("touch", "17.5")?,
            tail: query.value("shortfall", "0.001…0.5")?,
            scenario: scenario(&query)?,
        };
        // What is touched on the way is read from paths of the forecast itself.
        if wanted.touch.is_some() && wanted.scenario.is_some() {
            return Err(Trouble::Together("touch", "scenario"));
        }
        let (view, audience) = (app.asked(query.which()?).await?, audience(&headers));
        let tag = Tag::of_view(Form::json(&uri, audience.language), &view, audience);
        let is_quick = wanted.touch.is_none();
        let compute = move || Laid::out(&view.forecast(maturity, &wanted, audience)?);
        let work = async { if is_quick { compute() } else { app.readers.compute(compute).await } };
        tag.unless_known(&headers, work).await
    };
    answer_tagged(forecast.await, &uri, &headers)
}

/// `GET /api/v1/paths?horizon=21&count=100&seed=7`
pub(crate) async fn paths(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let paths = async {
        let query = Query::of(&uri, &["horizon", "date", "count", "seed", "version", "as_of"])?;
        let maturity = query.maturity()?;
        let count = query.between("count", 1..=PATHS_MAX, "1…1000")?.unwrap_or(PATHS_GIVEN);
        let seed = query.value("seed", "0, 1, 2…")?.unwrap_or(0);
        let (view, audience) = (app.asked(query.which()?).await?, audience(&headers));
        let tag = Tag::of_view(Form::json(&uri, audience.language), &view, audience);
        let compute = move || Laid::out(&view.paths(maturity, Draw { count, seed }, audience)?);
        tag.unless_known(&headers, app.readers.compute(compute)).await
    };
    answer_tagged(paths.await, &uri, &headers)
}

/// What is supposed, if anything.
fn scenario(query: &Query) -> Result<Option<Scenario>, Trouble> {
    match query.text("scenario") {
        None => Ok(None),
        Some("half_forward") => Ok(Some(Scenario::HalfForward)),
        Some(_) => Err(query.unreadable("scenario", "half_forward")),
    }
}
