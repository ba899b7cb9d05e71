//! How much each expert weighs.

mod answer;
mod handler;

use crate::app::Routes;
use crate::secrets::token::Right;

/// What can be asked of it, and who may.
pub(crate) fn routes() -> Routes {
    Routes::default().get("/api/v1/weights", Right::Read, handler::weights)
}
