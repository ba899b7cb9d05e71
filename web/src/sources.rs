//! The sources: which can be pulled, what their runs brought, and a pull.

mod answer;
mod args;
mod command;
mod handler;
mod pull;

pub(crate) use args::{PullArgs, RunsArgs};
pub(crate) use command::pull::run as pull;
pub(crate) use command::runs;

use crate::app::Routes;
use crate::secrets::token::Right;

/// What can be asked of it, and who may.
pub(crate) fn routes() -> Routes {
    Routes::default()
        .get("/api/v1/sources", Right::Read, handler::sources)
        .get("/api/v1/runs", Right::Read, handler::runs)
        .post("/api/v1/pull", Right::Operate, pull::pull)
}
