//! Measurements, each beside something measured in the same run.

pub mod accuracy;
pub mod backfill;
pub mod browser;
pub mod engine;
pub mod server;

use serde::Serialize;
use std::time::{Duration, Instant};

/// A figure, and what it is compared with.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// What was measured.
    pub name: String,
    /// How much it was.
    pub value: f64,
    /// In which unit.
    pub unit: String,
    /// What it is compared with.
    pub against: String,
    /// The value over that of the comparison.
    pub ratio: f64,
}

impl Figure {
    /// A figure beside what it is compared with, in the same unit.
    pub fn new(name: &str, value: f64, unit: &str, (against, other): (&str, f64)) -> Self {
        let (name, unit) = (name.to_owned(), unit.to_owned());
        Self { name, value, unit, against: format!("{against}: {other}"), ratio: value / other }
    }
}

/// The shortest of some runs: what the machine can do when nothing disturbs it.
fn best(runs: usize, mut run: impl FnMut()) -> Duration {
    let mut best = Duration::MAX;
    for _ in 0..runs {
        let start = Instant::now();
        run();
        best = best.min(start.elapsed());
    }
    best
}

/// The value that the given share of a sample does not exceed.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a small sample")]
fn quantile(sample: &mut [f64], share: f64) -> f64 {
    sample.sort_by(f64::total_cmp);
    let place = (share * sample.len() as f64).ceil() as usize;
    sample.get(place.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}
