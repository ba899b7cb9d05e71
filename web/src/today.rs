//! What a person asks first in the morning, in one answer.

mod answer;
mod args;
mod asked;
mod command;
mod fan;
mod handler;
mod levels;
mod review;
mod settlement;
mod trust;

pub(crate) use args::TodayArgs;
pub(crate) use command::run;

use crate::app::Routes;
use crate::secrets::token::Right;

/// What can be asked of it, and who may.
pub(crate) fn routes() -> Routes {
    Routes::default().get("/api/v1/today", Right::Read, handler::today)
}
