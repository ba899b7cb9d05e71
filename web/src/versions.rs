//! The versions: their history, who of them speaks, and challengers beside them.

pub(crate) mod answer;
mod args;
mod ask;
mod beside;
mod command;
mod handler;
mod promote;
mod rollback;
mod snapshot;

pub(crate) use args::{ChallengerArgs, PromoteArgs, ResumeArgs, RollbackArgs, VersionsArgs};
pub(crate) use ask::{ask, requested_of};
pub(crate) use command::promote::{ask as ask_here, challenger, promote, show_asked};
pub(crate) use command::rollback::{resume, rollback};
pub(crate) use command::versions;

use crate::app::Routes;
use crate::secrets::token::Right;

/// What can be asked of it, and who may.
pub(crate) fn routes() -> Routes {
    Routes::default()
        .get("/api/v1/versions", Right::Read, handler::versions)
        .post("/api/v1/rollback", Right::Operate, rollback::rollback)
        .post("/api/v1/resume", Right::Operate, rollback::resume)
        .post("/api/v1/challengers", Right::Operate, promote::challenger)
        // What it was called before.
        .post("/api/v1/candidates", Right::Operate, promote::challenger)
        .post("/api/v1/versions/{number}/promote", Right::Operate, promote::promote)
        .get("/api/v1/snapshot", Right::Read, snapshot::snapshot)
}
