//! The random walk with a normal shape: what everything else is measured against.

use super::{Fan, RevealedResidual, Scales, Spread};

/// A normal distribution with the scale of the fast variance, `σ sqrt(h)` (J. P. Morgan 1996).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Walk;

impl Spread for Walk {
    fn fan(&self, scales: &Scales) -> Fan {
        Fan::Normal(scales.fast)
    }

    fn learn(&mut self, _revealed: &RevealedResidual) {}
}
