//! Whether the process lives and speaks, how it stands, and what it has counted.

mod answer;
mod handler;

use crate::app::{Needs, Routes};
use crate::secrets::token::Right;

/// What can be asked of it, and who may.
pub(crate) fn routes() -> Routes {
    Routes::default()
        .get("/livez", Needs::Nothing, handler::livez)
        .get("/readyz", Needs::Nothing, handler::readyz)
        .get("/metrics", Right::Read, handler::metrics)
        .get("/api/v1/status", Right::Read, handler::status)
}
