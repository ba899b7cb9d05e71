//! What happens, as a stream: whoever listens is told that another version speaks, that a run ended, what waits, what is late, and what
//! somebody should look after.

mod args;
mod command;
mod handler;
mod lateness;
mod stream;

pub(crate) use args::WatchArgs;
pub(crate) use command::run;
pub(crate) use lateness::watch_lateness;

use crate::app::Routes;
use crate::secrets::token::Right;

/// What can be asked of it, and who may.
pub(crate) fn routes() -> Routes {
    Routes::default().get("/api/v1/events", Right::Read, handler::events)
}
