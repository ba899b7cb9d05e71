//! How fresh the series are.

mod answer;
mod command;
mod handler;

pub(crate) use command::run;
pub(crate) use handler::{fresh, late, names};

use crate::app::Routes;
use crate::secrets::token::Right;

/// What can be asked of it, and who may.
pub(crate) fn routes() -> Routes {
    Routes::default().get("/api/v1/freshness", Right::Read, handler::freshness)
}
