//! The scale of two variances, with the shape of its own residuals.

use super::fan::Fan;
use super::learner::{RevealedResidual, Scales, Spread, SpreadMember, SpreadMemory};
use crate::experts::prior::{Beginning, Measured, numbers};
use crate::experts::registry::Listed;
use crate::maths::parameter::NoParameters;
use crate::maths::shape::{PriorShape, Residuals};

/// The deviation of [`crate::features::scale`] times the empirical distribution of past residuals in it (Hull and White 1998).
///
/// ```
/// use paridad_engine::experts::spread::{Ewma, Fan, RevealedResidual, Scales, Spread};
/// let mut ewma = Ewma::new(10.0);
/// let upper = |ewma: &Ewma| match ewma.fan(&Scales { reverting: 0.02, ..Scales::default() }, &Fan::Silent) {
///     Fan::Fixed { curve, .. } => curve.levels()[18],
///     _ => f64::NAN,
/// };
/// let normal = upper(&ewma);
/// ewma.learn(&RevealedResidual { row: &[], unit: 0.01, said: Some(0.02), residual: 0.1, squares: 0.01 });
/// assert!(upper(&ewma) > normal && (normal / 0.02 - 1.28).abs() < 0.01);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Ewma {
    residuals: Residuals,
}

impl Ewma {
    /// The expert one day ahead, with a normal shape that weighs `outcomes`.
    pub fn new(outcomes: f64) -> Self {
        Self { residuals: Residuals::new(PriorShape::normal(outcomes)) }
    }
}

impl Listed for Ewma {
    const NAME: &'static str = "ewma";
    const SUMMARY: &'static str = "The scale of two variances, with the shape of its own residuals.";
    const PRIOR: Option<Measured> = Some(numbers::EWMA);
    type Parameters = NoParameters;

    fn begin(_parameters: NoParameters, from: &Beginning) -> Self {
        Self { residuals: Residuals::new(numbers::EWMA.shape(from)) }
    }
}

impl Spread for Ewma {
    fn fan(&self, scales: &Scales, _garch: &Fan) -> Fan {
        let deviation = scales.reverting;
        Fan::Fixed { deviation, curve: self.residuals.curve().scaled(deviation) }
    }

    fn learn(&mut self, revealed: &RevealedResidual) {
        if let Some(said) = revealed.said {
            self.residuals.learn(revealed.residual / said);
        }
    }
}

impl SpreadMember for Ewma {
    fn memory(&self) -> SpreadMemory {
        SpreadMemory::Shape(self.residuals.shape().clone())
    }

    fn restore(&mut self, fan: Fan, memory: SpreadMemory) -> Option<()> {
        let (Fan::Fixed { .. }, SpreadMemory::Shape(shape)) = (fan, memory) else { return None };
        shape.is_sound().then(|| self.residuals.set_shape(shape))
    }
}
