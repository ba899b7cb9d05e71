//! How good the forecasts have been.

mod answer;
mod handler;
mod rolling;

use crate::app::Routes;
use crate::secrets::token::Right;

/// What can be asked of it, and who may.
pub(crate) fn routes() -> Routes {
    Routes::default().get("/api/v1/scores", Right::Read, handler::scores)
}
