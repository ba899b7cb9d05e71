//! Log-scale by natural-gradient steps on the likelihood of Student's t.

use super::{Fan, LogScale, RevealedResidual, Scales, Spread};
use crate::maths::num;
use crate::maths::shape::Residuals;

/// `ln σ_h = ln unit + θ·x`. With `e² = ν/(ν-2) (r/σ_h)²` the gradient of the log-likelihood along `ln σ` is
/// `g = (ν+1) e² / (ν + e²) - 1`, bounded by ν, and its Fisher information is `I = 2ν/(ν+3)`; a step is
/// `θ += P x w g / (1 + w I x·P x)`, P being the inverse of the information gathered (Amari 1998; Ollivier 2018 for its equality with
/// the extended Kalman filter). A row weighs `w = 1/h`, because outcomes overlap. The shape is that of its residuals.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Gradient {
    pub(crate) log_scale: LogScale,
    pub(crate) residuals: Residuals,
    pub(crate) overlap: f64,
    pub(crate) degrees: f64,
}

impl Spread for Gradient {
    fn fan(&self, _scales: &Scales) -> Fan {
        Fan::Scaled { log_scale: self.log_scale.linear().clone(), shape: self.residuals.curve() }
    }

    fn learn(&mut self, revealed: &RevealedResidual) {
        if let Some(said) = revealed.said {
            self.residuals.learn(revealed.residual / said);
        }
        let nu = self.degrees;
        let scaled =
            revealed.residual / revealed.unit * num::exp(-self.log_scale.linear().value(revealed.row));
        let square = scaled * scaled * nu / (nu - 2.0);
        let gradient = (nu + 1.0) * square / (nu + square) - 1.0;
        let information = 2.0 * nu / (nu + 3.0);
        self.log_scale.step(revealed.row, information / self.overlap, gradient / information);
    }
}
