//! The forecasting engine: pure, deterministic, driven by events.
//!
//! It has no IO, clock, thread or unseeded randomness, and compiles for `wasm32-unknown-unknown`
//! alone, so that the browser computes the very bits that the server serves.

pub mod anchor;
mod arrivals;
pub mod availability;
pub mod boa;
pub mod calendar;
pub mod change;
pub mod curve;
pub mod day;
pub mod digest;
pub mod drift;
pub mod evaluate;
pub mod expert;
pub mod feature;
pub mod forecast;
pub mod forecaster;
mod gauges;
pub mod gjr;
mod head;
pub mod hindsight;
pub mod horizon;
pub mod learner;
pub mod level;
pub mod measure;
pub mod moments;
pub mod monitors;
mod noise;
pub mod num;
pub mod outlook;
pub mod pace;
mod panel;
pub mod paths;
mod pending;
pub mod prior;
pub mod recipe;
pub mod refit;
pub mod refits;
pub mod regime;
pub mod scale;
pub mod score;
pub mod scoreboard;
pub mod series;
mod shape;
pub mod snapshot;
pub mod spread;
pub mod spread_feature;
pub mod vintage;
pub mod voice;
mod window;
pub mod zone;

/// Which numbers this engine gives. It grows with every change that moves a bit of any forecast, and
/// every version and answer carries it.
pub const ENGINE_REVISION: u32 = 5;
