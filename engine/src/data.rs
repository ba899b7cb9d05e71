//! What is observed: series and their vintages, what a measure reads of them, when each value is known, and the panel.

pub(crate) mod arrivals;
pub mod availability;
pub mod digest;
pub mod measure;
pub(crate) mod panel;
pub mod scheduled;
pub mod series;
pub mod vintage;
