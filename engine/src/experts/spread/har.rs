//! Log-volatility by online ridge on scales of several windows.

use super::{Fan, LogScale, RevealedResidual, Scales, Spread};
use crate::maths::num;
use crate::maths::shape::Residuals;

/// `ln σ_h = ln unit + θ·x`, θ by recursive least squares on `½ ln((RV + unit² / 10 h) / unit²)`, RV being the sum of squared returns over the
/// horizon (Corsi 2009, in logarithms); a row weighs 1/h, because outcomes overlap. The shape is that of its residuals.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Har {
    pub(crate) log_scale: LogScale,
    pub(crate) residuals: Residuals,
    pub(crate) overlap: f64,
}

/// The share of a day's squared unit that is added to a realised variance: no logarithm of zero, and a day without a move is not taken
/// for the end of all movement.
const FLOOR: f64 = 0.1;

impl Spread for Har {
    fn fan(&self, _scales: &Scales) -> Fan {
        Fan::Scaled { log_scale: self.log_scale.linear().clone(), shape: self.residuals.curve() }
    }

    fn learn(&mut self, revealed: &RevealedResidual) {
        if let Some(said) = revealed.said {
            self.residuals.learn(revealed.residual / said);
        }
        let share = revealed.squares / (revealed.unit * revealed.unit);
        let label = 0.5 * num::ln(share + FLOOR / self.overlap);
        let error = label - self.log_scale.linear().value(revealed.row);
        self.log_scale.step(revealed.row, 1.0 / self.overlap, error);
    }
}
