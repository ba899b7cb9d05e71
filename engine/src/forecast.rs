//! What is said: the experts of a horizon aggregated, everything needed to speak, and what follows from it.

pub mod anchor;
pub(crate) mod between;
pub mod change;
pub mod explanation;
pub mod model;
pub mod outlook;
pub mod paths;
pub mod record;
pub mod sampled;
pub mod speech;
pub mod supposed;
pub mod widening;
