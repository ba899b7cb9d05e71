//! The dashboard's files, and what is answered where there is nothing.

mod assets;
mod handler;
mod latest;
mod missing;
mod page;

pub(crate) use handler::{asset, method_not_allowed};
