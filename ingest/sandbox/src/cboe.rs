//! Cboe's history of the VIX.

use crate::app::App;
use crate::twin::Twin;
use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::fmt::Write;
use std::sync::Arc;

/// Where it is, here as on the real host.
const ROOT: &str = "/api/global/us_indices/daily_prices";

/// The stand-in.
pub(crate) const TWIN: Twin = Twin { places: &[("cboe-url", ROOT)], routes };

fn routes() -> Router<Arc<App>> {
    Router::new().route(&format!("{ROOT}/VIX_History.csv"), get(history))
}

/// The real file has no place for a title that could say that it is synthetic.
async fn history(State(app): State<Arc<App>>) -> Response {
    let look = app.look();
    let mut text = "DATE,OPEN,HIGH,LOW,CLOSE\n".to_owned();
    for shown in look.world.of("cboe").flat_map(|series| look.all(series)) {
        let (day, close) = (shown.period.format("%m/%d/%Y"), shown.value.map(|value| value.to_string()));
        let close = close.unwrap_or_default();
        // Writing into a String cannot fail.
        let _ = writeln!(text, "{day},{close},{close},{close},{close}");
    }
    ([(header::CONTENT_TYPE, "text/csv")], text).into_response()
}
