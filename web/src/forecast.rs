//! Forecasts of the rate at a horizon, and paths to it.

mod answer;
mod args;
mod command;
mod handler;
mod paths;
mod recorded;

pub(crate) use args::ForecastArgs;
pub(crate) use command::forecast;

use crate::app::Routes;
use crate::secrets::token::Right;

/// What can be asked of it, and who may.
pub(crate) fn routes() -> Routes {
    Routes::default().get("/api/v1/forecast", Right::Read, handler::forecast).get(
        "/api/v1/paths",
        Right::Read,
        handler::paths,
    )
}
