//! The forecasting engine: pure, deterministic, driven by events.
//!
//! It has no IO, clock, thread or unseeded randomness, and compiles for `wasm32-unknown-unknown`
//! alone, so that the browser computes the very bits that the server serves.

mod arrivals;
pub mod availability;
pub mod calendar;
mod calibration;
pub mod day;
pub mod drift;
pub mod evaluate;
pub mod feature;
pub mod forecast;
pub mod forecaster;
mod head;
pub mod horizon;
pub mod learner;
pub mod level;
mod mixing;
pub mod moments;
pub mod monitors;
pub mod num;
pub mod outlook;
mod panel;
mod pending;
pub mod recipe;
mod scale;
pub mod score;
pub mod series;
mod shape;
pub mod snapshot;
pub mod vintage;
pub mod voice;
mod window;
pub mod zone;

/// Which numbers this engine gives. It grows with every change that moves a bit of any forecast, and
/// every version and answer carries it.
pub const ENGINE_REVISION: u32 = 2;
