//! A linear function for the logarithm of a scale, learned online, with the shape of what it leaves over.

use super::fan::Fan;
use super::learner::{RevealedResidual, SpreadMemory};
use crate::experts::location::{Gain, Linear};
use crate::experts::prior::{Beginning, Measured};
use crate::maths::shape::{PriorShape, Residuals};

/// The coefficients, which begin at a prior that a penalty holds, the inverse information matrix, and the residuals.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LogScale {
    linear: Linear,
    gain: Gain,
    residuals: Residuals,
    overlap: f64,
}

impl LogScale {
    /// Begins one day ahead with weights of zero and a normal shape.
    pub(super) fn new(features: usize, penalty: f64, forgetting: f64) -> Self {
        let gain = Gain::new(features, penalty, forgetting);
        let residuals = Residuals::new(PriorShape::normal(1.0));
        Self { linear: Linear::zero(features), gain, residuals, overlap: 1.0 }
    }

    /// Begins at what was measured.
    pub(super) fn begin(prior: &Measured, from: &Beginning, penalty: f64, forgetting: f64) -> Self {
        let linear = prior.log_scale(from);
        let gain = Gain::new(linear.weights.len(), penalty, forgetting);
        let residuals = Residuals::new(prior.shape(from));
        Self { linear, gain, residuals, overlap: from.horizon().overlap() }
    }

    /// The same where outcomes overlap by so many.
    pub(super) fn overlapping(mut self, overlap: f64) -> Self {
        self.overlap = overlap;
        self
    }

    /// By how many the outcomes of its horizon overlap.
    pub(super) fn overlap(&self) -> f64 {
        self.overlap
    }

    /// The logarithm of the scale at a row, in units of the reference.
    pub(super) fn value(&self, row: &[f64]) -> f64 {
        self.linear.value(row)
    }

    /// What it says of any row.
    pub(super) fn fan(&self) -> Fan {
        Fan::Scaled { log_scale: self.linear.clone(), shape: self.residuals.curve() }
    }

    /// Takes in the residual in the scale that was stated.
    pub(super) fn learn_shape(&mut self, revealed: &RevealedResidual) {
        if let Some(said) = revealed.said {
            self.residuals.learn(revealed.residual / said);
        }
    }

    /// Takes a step against the information of a row: `θ += w P x / (1 + w x·P x) · error`.
    pub(super) fn step(&mut self, row: &[f64], weight: f64, error: f64) {
        let steps = self.gain.absorb(row, weight);
        self.linear.step(steps, error);
    }

    /// What it has learned beyond what it says.
    pub(super) fn memory(&self) -> SpreadMemory {
        SpreadMemory::LogScale(self.gain.clone(), self.residuals.shape().clone())
    }

    /// Goes on from what was stored; none if that is of other features.
    pub(super) fn restore(&mut self, fan: Fan, memory: SpreadMemory) -> Option<()> {
        let (Fan::Scaled { log_scale, .. }, SpreadMemory::LogScale(gain, shape)) = (fan, memory) else {
            return None;
        };
        if gain.features() != self.gain.features() || !shape.is_sound() {
            return None;
        }
        (self.linear, self.gain) = (log_scale, gain);
        self.residuals.set_shape(shape);
        Some(())
    }
}
