//! How this installation is set up: what every command understands, its sources, its recipes, and where its server runs.

mod addresses;
pub(crate) mod bundled;
mod options;
pub(crate) mod recipes;
pub(crate) mod running;
pub(crate) mod sources;

pub(crate) use options::{Options, reason};
