//! Who says where the rate goes and how far it may be from there; where they begin, and what refits bring them.

pub mod location;
pub mod prior;
pub mod refit;
pub mod registry;
pub mod spread;
