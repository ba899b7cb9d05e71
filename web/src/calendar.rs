//! The calendar of events that are scheduled: which come, since when that is known, how far each calendar reaches, and a newer one taken
//! in.

mod answer;
mod args;
mod command;
mod handler;

pub(crate) use args::CalendarArgs;
pub(crate) use command::run;
pub(crate) use handler::before;

use crate::app::Routes;
use crate::secrets::token::Right;

/// What can be asked of it, and who may.
pub(crate) fn routes() -> Routes {
    Routes::default()
        .get("/api/v1/calendar", Right::Read, handler::calendar)
        .post("/api/v1/calendar", Right::Operate, handler::take)
        // What it was called before; who asks for something there is answered by the room of what happens.
        .post("/api/v1/events", Right::Operate, handler::take_before)
}
