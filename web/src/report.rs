//! The forecast laid out for people: as tables, which the dashboard shows where there is no script, and as a report that is printed or
//! sent.

mod args;
mod command;
mod document;
mod fan;
mod handler;
mod levels;
mod summary;

pub(crate) use args::ReportArgs;
pub(crate) use command::run;
pub(crate) use summary::Summary;

use crate::app::Routes;
use crate::secrets::token::Right;

/// What can be asked of it, and who may.
pub(crate) fn routes() -> Routes {
    Routes::default().get("/api/v1/report", Right::Read, handler::report)
}
