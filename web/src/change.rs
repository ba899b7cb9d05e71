//! Why a forecast moved between two versions.

mod answer;
mod handler;

pub(crate) use answer::change;

use crate::app::Routes;
use crate::secrets::token::Right;

/// What can be asked of it, and who may.
pub(crate) fn routes() -> Routes {
    Routes::default().get("/api/v1/change", Right::Read, handler::change)
}
