//! The forecasting engine: pure, deterministic, driven by events.
//!
//! It has no IO, clock, thread or unseeded randomness, and compiles for `wasm32-unknown-unknown`
//! alone, so that the browser computes the very bits that the server serves.

pub mod data;
pub mod experts;
pub mod features;
pub mod forecast;
pub mod forecaster;
pub mod judging;
pub mod maths;
pub mod recipe;
pub mod snapshot;
pub mod time;

/// Which numbers this engine gives. It grows with every change that moves a bit of any forecast, and
/// every version and answer carries it.
pub const ENGINE_REVISION: u32 = 7;
