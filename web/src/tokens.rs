//! Who may do what: tokens made, listed and revoked.

mod args;
mod command;
mod handler;

pub(crate) use args::TokenCommand;
pub(crate) use command::run;

use crate::app::Routes;
use crate::secrets::token::Right;

/// What can be asked of it, and who may.
pub(crate) fn routes() -> Routes {
    Routes::default()
        .get("/api/v1/tokens", Right::Administer, handler::tokens)
        .post("/api/v1/tokens", Right::Administer, handler::make_token)
        .post("/api/v1/tokens/{name}/revoke", Right::Administer, handler::revoke_token)
}
