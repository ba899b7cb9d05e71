//! What became of forecasts: those that wait for their truth, scores, drift, and what can be looked back on.

pub mod co_movement;
pub mod drift;
pub mod history;
pub mod monitors;
pub(crate) mod pending;
pub(crate) mod recent_rows;
pub mod score;
pub mod scoreboard;
