//! The series, as known now or at any past moment.

mod answer;
mod handler;
mod vintages;

pub(crate) use answer::{Wanted, believed, points};
pub(crate) use handler::known_series;

use crate::app::Routes;
use crate::secrets::token::Right;

/// What can be asked of it, and who may.
pub(crate) fn routes() -> Routes {
    Routes::default()
        .get("/api/v1/series", Right::Read, handler::series_list)
        .get("/api/v1/series/{id}", Right::Read, handler::series)
        .get("/api/v1/series/{id}/vintages", Right::Read, handler::vintages)
}
