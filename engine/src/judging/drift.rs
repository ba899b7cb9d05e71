//! Has the world changed: batch tests on inputs and online detectors on residuals.
//!
//! [`ks`], [`psi`] and [`distribution`] compare two samples and [`report`] applies them to every feature; [`adwin`] and
//! [`page_hinkley`] watch one stream, value by value, and keep a state that belongs to the snapshot.

use serde::{Deserialize, Serialize};

pub mod adwin;
#[cfg(test)]
mod contract;
pub mod distribution;
pub mod ks;
pub mod page_hinkley;
pub mod psi;
pub mod report;

/// What watches a stream for a change of its mean.
///
/// After a signal the detector starts over: the next value is the first of an empty window.
pub trait Detector {
    /// Takes the next value and says whether the mean has changed; a value that is not finite is ignored.
    fn update(&mut self, x: f64) -> Option<Signal>;

    /// The number of values that the detector remembers.
    fn width(&self) -> u64;

    /// The mean of the values that the detector remembers, if there are any.
    fn mean(&self) -> Option<f64>;
}

/// What a detector says when it sees a change.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Signal {
    /// Which way the mean moved.
    pub direction: Direction,
    /// The means on both sides of the change, where the detector knows them.
    pub means: Option<Means>,
}

/// The way in which a mean moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// The mean rose.
    Up,
    /// The mean fell.
    Down,
}

/// The mean of a stream on both sides of a change.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Means {
    /// The mean of the values that no longer count.
    pub before: f64,
    /// The mean of the values that still count.
    pub after: f64,
}
