//! Log-volatility by online ridge on scales of several windows.

use super::fan::Fan;
use super::learner::{RevealedResidual, Scales, Spread, SpreadMember, SpreadMemory};
use super::log_scale::LogScale;
use crate::experts::location::{FORGETTING, PENALTY};
use crate::experts::prior::{Beginning, Measured, numbers};
use crate::experts::registry::Listed;
use crate::maths::num;
use crate::maths::parameter::parameters;
use crate::time::horizon::Horizon;

parameters! {
    /// What a recipe sets of log-volatility.
    pub struct Parameters {
        /// How strongly its weights are held at the prior's.
        penalty: f64 = PENALTY,
        /// What a past row keeps of its weight for each row learned after it.
        forgetting: f64 = FORGETTING,
    }
}

/// The share of a day's squared unit that is added to a realised variance: no logarithm of zero, and a day without a move is not taken
/// for the end of all movement.
const FLOOR: f64 = 0.1;

/// `ln σ_h = ln unit + θ·x`, θ by recursive least squares on `½ ln((RV + unit² / 10 h) / unit²)`, RV being the sum of squared returns over the
/// horizon (Corsi 2009, in logarithms); a row weighs 1/h, because outcomes overlap. The shape is that of its residuals.
///
/// ```
/// use paridad_engine::experts::spread::{Fan, Har, RevealedResidual, Scales, Spread, har::Parameters};
/// let mut har = Har::new(Parameters { penalty: 1.0, forgetting: 1.0 }, 1);
/// har.learn(&RevealedResidual { row: &[0.5], unit: 0.01, said: None, residual: 0.03, squares: 0.0009 });
/// let fan = har.fan(&Scales::default(), &Fan::Silent);
/// assert!(matches!(fan, Fan::Scaled { log_scale, .. } if log_scale.weights[0] > 0.0), "more than the unit");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Har(LogScale);

impl Har {
    /// The expert one day ahead, with weights of zero and a normal shape.
    pub fn new(Parameters { penalty, forgetting }: Parameters, features: usize) -> Self {
        Self(LogScale::new(features, penalty, forgetting))
    }

    /// The same at another horizon.
    #[must_use]
    pub fn ahead(self, horizon: Horizon) -> Self {
        Self(self.0.overlapping(horizon.overlap()))
    }
}

impl Listed for Har {
    const NAME: &'static str = "har";
    const SUMMARY: &'static str = "Log-volatility by online ridge, with the shape of its own residuals.";
    const PRIOR: Option<Measured> = Some(numbers::HAR);
    type Parameters = Parameters;

    fn begin(Parameters { penalty, forgetting }: Parameters, from: &Beginning) -> Self {
        Self(LogScale::begin(&numbers::HAR, from, penalty, forgetting))
    }
}

impl Spread for Har {
    fn fan(&self, _scales: &Scales, _garch: &Fan) -> Fan {
        self.0.fan()
    }

    fn learn(&mut self, revealed: &RevealedResidual) {
        self.0.learn_shape(revealed);
        let overlap = self.0.overlap();
        let share = revealed.squares / (revealed.unit * revealed.unit);
        let label = 0.5 * num::ln(share + FLOOR / overlap);
        let error = label - self.0.value(revealed.row);
        self.0.step(revealed.row, 1.0 / overlap, error);
    }
}

impl SpreadMember for Har {
    fn memory(&self) -> SpreadMemory {
        self.0.memory()
    }

    fn restore(&mut self, fan: Fan, memory: SpreadMemory) -> Option<()> {
        self.0.restore(fan, memory)
    }
}
