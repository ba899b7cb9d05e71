//! Values of the bank's own series, pushed by its programs.

pub(crate) mod answer;
mod observations;
mod signature;
mod webhooks;

use crate::app::{Needs, Routes};
use crate::secrets::token::Right;

/// What can be asked of it, and who may.
pub(crate) fn routes() -> Routes {
    Routes::default().post("/api/v1/observations", Right::Push, observations::observations).post(
        "/api/v1/webhooks/{name}",
        Needs::Signature,
        webhooks::webhook,
    )
}
