//! What an expert of the spread does: it says, it learns, and it is put together again from what was stored of it.

use super::fan::Fan;
use crate::experts::location::Gain;
use crate::maths::shape::Shape;
use serde::{Deserialize, Serialize};

/// What an expert of the spread may see when it speaks: running scales.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scales {
    /// That of a move over the horizon, by the fast variance alone.
    pub fast: f64,
    /// The same by the fast variance as it reverts to the slow one.
    pub reverting: f64,
    /// The variance of daily returns of the last weeks: decay 0.94.
    pub weeks: f64,
    /// The variance of daily returns of the last years: decay 0.999.
    pub years: f64,
}

/// The residual of one origin, with what an expert of the spread learns from it.
#[derive(Debug, Clone, Copy)]
pub struct RevealedResidual<'a> {
    /// The features of the spread at the origin.
    pub row: &'a [f64],
    /// The reference scale at the origin, of a move over the horizon.
    pub unit: f64,
    /// The scale that this expert stated, if it spoke.
    pub said: Option<f64>,
    /// The log move less the point.
    pub residual: f64,
    /// The sum of squared daily returns since the origin.
    pub squares: f64,
}

/// What one expert of the spread has learned beyond what it says. The order is that of the snapshots that hold it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum SpreadMemory {
    /// It says all that it has learned.
    Nothing,
    /// The shape of its residuals.
    Shape(Shape),
    /// The inverse of its information, and the shape of its residuals.
    LogScale(Gain, Shape),
}

/// A learner of the spread: it learns from one outcome at a time.
pub trait Spread {
    /// What it says before the features of an origin are known, beside what the variance that all horizons share says.
    fn fan(&self, scales: &Scales, garch: &Fan) -> Fan;

    /// Learns what came of an origin.
    fn learn(&mut self, _revealed: &RevealedResidual) {}
}

/// A learner as one of the experts that a snapshot keeps.
pub(crate) trait SpreadMember: Spread {
    /// What it has learned beyond what it says.
    fn memory(&self) -> SpreadMemory {
        SpreadMemory::Nothing
    }

    /// Goes on from what was stored of it; none if that is another expert's.
    fn restore(&mut self, _fan: Fan, memory: SpreadMemory) -> Option<()> {
        matches!(memory, SpreadMemory::Nothing).then_some(())
    }
}
