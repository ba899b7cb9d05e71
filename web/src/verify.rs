//! Proof that nothing was lost or changed.

mod args;
mod command;
mod handler;

pub(crate) use args::VerifyArgs;
pub(crate) use command::run;

use crate::app::Routes;
use crate::secrets::token::Right;

/// What can be asked of it, and who may.
pub(crate) fn routes() -> Routes {
    Routes::default().post("/api/v1/verify", Right::Operate, handler::verify)
}
