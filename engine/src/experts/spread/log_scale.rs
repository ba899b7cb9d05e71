//! A linear function for the logarithm of a scale, with what learning it online needs.

use crate::experts::location::{Gain, Linear};

/// The coefficients and the inverse information matrix; it begins at a prior, which a penalty holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LogScale {
    linear: Linear,
    gain: Gain,
}

impl LogScale {
    /// Begins at `prior`.
    pub(crate) fn new(prior: Linear, penalty: f64, forgetting: f64) -> Self {
        let gain = Gain::new(prior.weights.len(), penalty, forgetting);
        Self { linear: prior, gain }
    }

    /// Puts it together again from its two halves.
    pub(crate) fn from_parts(linear: Linear, gain: Gain) -> Self {
        Self { linear, gain }
    }

    pub(crate) fn linear(&self) -> &Linear {
        &self.linear
    }

    pub(crate) fn gain(&self) -> &Gain {
        &self.gain
    }

    /// Takes a step against the information of a row: `θ += w P x / (1 + w x·P x) · error`.
    pub(crate) fn step(&mut self, row: &[f64], weight: f64, error: f64) {
        let steps = self.gain.absorb(row, weight);
        self.linear.step(steps, error);
    }
}
