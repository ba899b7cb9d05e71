//! What takes longer than a request may: listed, asked how it stands, and ended.

mod handler;

use crate::app::Routes;
use crate::secrets::token::Right;

/// What can be asked of it, and who may.
pub(crate) fn routes() -> Routes {
    Routes::default()
        .get("/api/v1/jobs", Right::Read, handler::jobs)
        .get("/api/v1/jobs/{number}", Right::Read, handler::job)
        .post("/api/v1/jobs/{number}/cancel", Right::Operate, handler::cancel)
}
