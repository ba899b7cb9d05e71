//! How the target has moved on the days on which other series moved.

mod answer;
mod args;
mod command;
mod handler;
mod listed;

pub(crate) use args::CoMovementArgs;
pub(crate) use command::run;

use crate::app::Routes;
use crate::secrets::token::Right;

/// What can be asked of it, and who may.
pub(crate) fn routes() -> Routes {
    Routes::default().get("/api/v1/co-movements", Right::Read, handler::co_movements)
}
