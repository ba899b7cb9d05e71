//! Log-scale by natural-gradient steps on the likelihood of Student's t.

use super::fan::Fan;
use super::learner::{RevealedResidual, Scales, Spread, SpreadMember, SpreadMemory};
use super::log_scale::LogScale;
use crate::experts::location::{FORGETTING, PENALTY};
use crate::experts::prior::{Beginning, Measured, numbers};
use crate::experts::registry::Listed;
use crate::maths::domain::Domain;
use crate::maths::num;
use crate::maths::parameter::{Allowed, parameters};

parameters! {
    /// What a recipe sets of the gradient learner.
    pub struct Parameters {
        /// How strongly its weights are held at the prior's.
        penalty: f64 = PENALTY,
        /// What a past row keeps of its weight for each row learned after it.
        forgetting: f64 = FORGETTING,
        /// The degrees of freedom.
        degrees: f64 = Allowed::Number(Domain::MoreThan(2.0)),
    }
}

/// `ln σ_h = ln unit + θ·x`. With `e² = ν/(ν-2) (r/σ_h)²` the gradient of the log-likelihood along `ln σ` is
/// `g = (ν+1) e² / (ν + e²) - 1`, bounded by ν, and its Fisher information is `I = 2ν/(ν+3)`; a step is
/// `θ += P x w g / (1 + w I x·P x)`, P being the inverse of the information gathered (Amari 1998; Ollivier 2018 for its equality with
/// the extended Kalman filter). A row weighs `w = 1/h`, because outcomes overlap. The shape is that of its residuals.
///
/// ```
/// use paridad_engine::experts::spread::{Fan, Gradient, RevealedResidual, Scales, Spread, gradient::Parameters};
/// let mut gradient = Gradient::new(Parameters { penalty: 10.0, forgetting: 1.0, degrees: 8.0 }, 1);
/// gradient.learn(&RevealedResidual { row: &[1.0], unit: 0.01, said: None, residual: 0.02, squares: 0.0 });
/// let fan = gradient.fan(&Scales::default(), &Fan::Silent);
/// let step = 0.1 * 2.6 / (1.0 + 16.0 / 11.0 * 0.2);
/// assert!(matches!(fan, Fan::Scaled { log_scale, .. } if (log_scale.weights[0] - step).abs() < 1e-15));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Gradient {
    log_scale: LogScale,
    degrees: f64,
}

impl Gradient {
    /// The expert one day ahead, with weights of zero and a normal shape.
    pub fn new(Parameters { penalty, forgetting, degrees }: Parameters, features: usize) -> Self {
        Self { log_scale: LogScale::new(features, penalty, forgetting), degrees }
    }
}

impl Listed for Gradient {
    const NAME: &'static str = "gradient";
    const SUMMARY: &'static str = "Log-scale by natural-gradient steps on the likelihood of Student's t, with the shape of its own residuals.";
    const PRIOR: Option<Measured> = Some(numbers::GRADIENT);
    type Parameters = Parameters;

    fn begin(Parameters { penalty, forgetting, degrees }: Parameters, from: &Beginning) -> Self {
        Self { log_scale: LogScale::begin(&numbers::GRADIENT, from, penalty, forgetting), degrees }
    }
}

impl Spread for Gradient {
    fn fan(&self, _scales: &Scales, _garch: &Fan) -> Fan {
        self.log_scale.fan()
    }

    fn learn(&mut self, revealed: &RevealedResidual) {
        self.log_scale.learn_shape(revealed);
        let nu = self.degrees;
        let scaled = revealed.residual / revealed.unit * num::exp(-self.log_scale.value(revealed.row));
        let square = scaled * scaled * nu / (nu - 2.0);
        let gradient = (nu + 1.0) * square / (nu + square) - 1.0;
        let information = 2.0 * nu / (nu + 3.0);
        self.log_scale.step(revealed.row, information / self.log_scale.overlap(), gradient / information);
    }
}

impl SpreadMember for Gradient {
    fn memory(&self) -> SpreadMemory {
        self.log_scale.memory()
    }

    fn restore(&mut self, fan: Fan, memory: SpreadMemory) -> Option<()> {
        self.log_scale.restore(fan, memory)
    }
}
