//! The forecasting engine: pure, deterministic, driven by events.
//!
//! It has no IO, clock, thread or unseeded randomness, and compiles for `wasm32-unknown-unknown`
//! alone, so that the browser computes the very bits that the server serves.

pub mod data;
pub mod drift;
pub mod evaluate;
pub mod experts;
pub mod features;
pub mod forecast;
pub mod forecaster;
mod gauges;
mod head;
pub mod hindsight;
pub mod maths;
pub mod monitors;
mod pending;
pub mod recipe;
pub mod refits;
pub mod score;
pub mod scoreboard;
pub mod snapshot;
pub mod time;
mod window;

/// Which numbers this engine gives. It grows with every change that moves a bit of any forecast, and
/// every version and answer carries it.
pub const ENGINE_REVISION: u32 = 5;
