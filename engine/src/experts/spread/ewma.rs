//! The scale of two variances, with the shape of its own residuals.

use super::fan::Fan;
use super::learner::{RevealedResidual, Scales, Spread, SpreadMemory};
use crate::experts::prior::{Beginning, Measured, numbers};
use crate::experts::registry::Expert;
use crate::maths::parameter::NoParameters;
use crate::maths::shape::Residuals;

/// Where it begins.
const PRIOR: Measured = Measured { log_scale: &[], shape: &numbers::EWMA_SHAPE };

/// The deviation of [`crate::features::scale`] times the empirical distribution of past residuals in it (Hull and White 1998).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ewma {
    pub(super) residuals: Residuals,
}

impl Expert for Ewma {
    const NAME: &'static str = "ewma";
    const SUMMARY: &'static str = "The scale of two variances, with the shape of its own residuals.";
    type Parameters = NoParameters;

    fn begin(_parameters: NoParameters, from: &Beginning) -> Self {
        Self { residuals: Residuals::new(PRIOR.shape(from)) }
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

    fn memory(&self) -> SpreadMemory {
        SpreadMemory::Shape(self.residuals.shape().clone())
    }

    fn restore(&mut self, fan: Fan, memory: SpreadMemory) -> Option<()> {
        let (Fan::Fixed { .. }, SpreadMemory::Shape(shape)) = (fan, memory) else { return None };
        shape.is_sound().then(|| self.residuals.set_shape(shape))
    }
}
