//! What each batch was worth, and what it brought of a series.

mod answer;
mod args;
mod command;
mod handler;

pub(crate) use args::QualityArgs;
pub(crate) use command::run;

use crate::app::Routes;
use crate::secrets::token::Right;

/// What can be asked of it, and who may.
pub(crate) fn routes() -> Routes {
    Routes::default().get("/api/v1/batches", Right::Read, handler::batches).get(
        "/api/v1/series/{id}/profiles",
        Right::Read,
        handler::profiles,
    )
}
