//! Decisions that hold for all values like the one that they were made on.

mod answer;
mod args;
mod command;
mod handler;

pub(crate) use args::PrecedentCommand;
pub(crate) use command::run;

use crate::app::Routes;
use crate::secrets::token::Right;

/// What can be asked of it, and who may.
pub(crate) fn routes() -> Routes {
    Routes::default()
        .get("/api/v1/precedents", Right::Read, handler::precedents)
        .post("/api/v1/precedents", Right::Review, handler::propose)
        .post("/api/v1/precedents/{number}/agree", Right::Review, handler::agree)
        .post("/api/v1/precedents/{number}/revoke", Right::Review, handler::revoke_precedent)
}
