//! Episodes of the past whose days can be supposed to come again.

mod answer;
mod handler;
mod table;

use crate::app::Routes;
use crate::secrets::token::Right;

/// What can be asked of it, and who may.
pub(crate) fn routes() -> Routes {
    Routes::default().get("/api/v1/episodes", Right::Read, handler::episodes)
}
