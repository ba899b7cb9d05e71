//! What is read from the published view.

use crate::answer::{Draw, Wanted};
use crate::app::{App, Laid, Query, answer, answer_laid, audience};
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
        Ok(app.view()?.status(audience(&headers)))
    };
    answer(status(), &uri, &headers)
}

/// The most paths that one answer holds, and how many it holds where no count is given.
const PATHS_MAX: usize = 1_000;
const PATHS_GIVEN: usize = 100;

/// `GET /api/v1/forecast?horizon=21&quantiles=0.05,0.95&level=18.5&below=17&touch=19&shortfall=0.05`
pub(crate) async fn forecast(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let forecast = async {
        let allowed = &["horizon", "date", "quantiles", "level", "below", "touch", "shortfall"];
        let query = Query::of(&uri, allowed)?;
        let maturity = query.maturity()?;
        let wanted = Wanted {
            levels: query.levels()?,
            above: query.value("level", "17.5")?,
            below: query.value("below", "17.5")?,
            touch: query.value("touch", "17.5")?,
            tail: query.value("shortfall", "0.001…0.5")?,
        };
        let (view, audience) = (app.view()?, audience(&headers));
        if wanted.touch.is_none() {
            return view.forecast(maturity, &wanted, audience);
        }
        app.readers.compute(move || view.forecast(maturity, &wanted, audience)).await
    };
    answer(forecast.await, &uri, &headers)
}

/// `GET /api/v1/paths?horizon=21&count=100&seed=7`
pub(crate) async fn paths(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let paths = async {
        let query = Query::of(&uri, &["horizon", "date", "count", "seed"])?;
        let maturity = query.maturity()?;
        let count = query.between("count", 1..=PATHS_MAX, "1…1000")?.unwrap_or(PATHS_GIVEN);
        let seed = query.value("seed", "0, 1, 2…")?.unwrap_or(0);
        let (view, audience) = (app.view()?, audience(&headers));
        app.readers.compute(move || Laid::out(&view.paths(maturity, Draw { count, seed }, audience)?)).await
    };
    answer_laid(paths.await, &uri, &headers)
}

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

/// `GET /api/v1/drift`
pub(crate) async fn drift(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let drift = || {
        Query::of(&uri, &[])?;
        Ok(app.view()?.drift(audience(&headers)))
    };
    answer(drift(), &uri, &headers)
}

/// `GET /api/v1/scores`
pub(crate) async fn scores(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let scores = async {
        Query::of(&uri, &[])?;
        let (view, audience) = (app.view()?, audience(&headers));
        app.readers.compute(move || Laid::out(&view.scores(audience))).await
    };
    answer_laid(scores.await, &uri, &headers)
}
