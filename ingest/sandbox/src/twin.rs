//! What each source's stand-in says of itself.

use crate::app::App;
use axum::Router;
use std::sync::Arc;

/// What stands in for a source.
pub(crate) struct Twin {
    /// Its roots without a slash at their end, each with the flag of the address that it takes the place of.
    pub(crate) places: &'static [(&'static str, &'static str)],
    /// What answers there.
    pub(crate) routes: fn() -> Router<Arc<App>>,
}
