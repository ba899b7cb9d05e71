//! What is held for people, and what they decide on it.

pub(crate) mod answer;
mod args;
mod command;
mod handler;
mod waiting;

pub(crate) use args::{DecideAllArgs, DecideArgs, HeldArgs};
pub(crate) use command::{decide, decide_all, known_in_words, list};
pub(crate) use waiting::waiting;

use crate::app::Routes;
use crate::secrets::token::Right;

/// What can be asked of it, and who may.
pub(crate) fn routes() -> Routes {
    Routes::default()
        .get("/api/v1/held", Right::Read, handler::held)
        .post("/api/v1/held", Right::Review, handler::decide_group)
        .get("/api/v1/held/groups", Right::Read, handler::groups)
        .post("/api/v1/held/{number}", Right::Review, handler::decide)
}
