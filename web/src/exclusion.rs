//! Batches taken out of history and put back, and what that would do.

pub(crate) mod answer;
mod args;
mod command;
mod handler;
mod preview;

pub(crate) use args::ExclusionArgs;
pub(crate) use command::{put_back, take_out};

use crate::app::Routes;
use crate::secrets::token::Right;

/// What can be asked of it, and who may.
pub(crate) fn routes() -> Routes {
    Routes::default()
        .get("/api/v1/batches/{number}/take-out", Right::Read, handler::extent_of)
        .post("/api/v1/batches/{number}/take-out", Right::Operate, handler::take_out)
        .post("/api/v1/batches/{number}/take-out/preview", Right::Operate, preview::preview_take_out)
        .post("/api/v1/batches/{number}/put-back", Right::Operate, handler::put_back)
        .post("/api/v1/batches/{number}/put-back/preview", Right::Operate, preview::preview_put_back)
}
