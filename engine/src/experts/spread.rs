//! Learners of the spread: how far from the point the rate may be, and in which shape.

#[cfg(test)]
mod contract;
mod ewma;
mod fan;
mod garch;
mod gradient;
mod har;
mod log_scale;
mod paths;
mod reasons;
mod walk;

pub(crate) use ewma::Ewma;
pub(crate) use fan::resolve;
pub use fan::{Fan, ResolvedFan};
pub(crate) use garch::Garch;
pub(crate) use gradient::Gradient;
pub(crate) use har::Har;
pub(crate) use log_scale::LogScale;
pub(crate) use paths::{Dynamics, paths};
pub(crate) use reasons::Ends;
pub(crate) use reasons::{log_scale as log_scale_of, reasons};
pub(crate) use walk::Walk;

use crate::time::horizon::Horizon;

/// What a learner of the spread may see when it speaks: running scales, each of a move over the horizon.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scales {
    /// Of the fast variance alone.
    pub(crate) fast: f64,
    /// Of the fast variance as it reverts to the slow one.
    pub(crate) reverting: f64,
}

/// The residual of one origin, with what a learner of the spread learns from it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RevealedResidual<'a> {
    /// The features of the spread at the origin.
    pub(crate) row: &'a [f64],
    /// The reference scale at the origin, of a move over the horizon.
    pub(crate) unit: f64,
    /// The scale that this learner stated, if it spoke.
    pub(crate) said: Option<f64>,
    /// The log move less the point.
    pub(crate) residual: f64,
    /// The sum of squared daily returns since the origin.
    pub(crate) squares: f64,
}

/// A learner of the spread.
pub(crate) trait Spread {
    /// What it says before the features of an origin are known.
    fn fan(&self, scales: &Scales) -> Fan;

    /// Learns what came of an origin.
    fn learn(&mut self, revealed: &RevealedResidual);
}

/// By how many the outcomes of a horizon overlap: each day is shared by that many.
pub(crate) fn overlap(horizon: Horizon) -> f64 {
    horizon.days() as f64
}
