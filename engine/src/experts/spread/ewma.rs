//! The scale of two variances, with the shape of its own residuals.

use super::{Fan, RevealedResidual, Scales, Spread};
use crate::maths::shape::Residuals;

/// The deviation of [`crate::features::scale`] times the empirical distribution of past residuals in it (Hull and White 1998).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ewma {
    pub(crate) residuals: Residuals,
}

impl Spread for Ewma {
    fn fan(&self, scales: &Scales) -> Fan {
        let deviation = scales.reverting;
        Fan::Fixed { deviation, curve: self.residuals.curve().scaled(deviation) }
    }

    fn learn(&mut self, revealed: &RevealedResidual) {
        if let Some(said) = revealed.said {
            self.residuals.learn(revealed.residual / said);
        }
    }
}
