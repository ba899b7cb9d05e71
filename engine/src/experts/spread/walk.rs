//! The random walk with a normal shape: what everything else is measured against.

use super::fan::Fan;
use super::learner::{Scales, Spread, SpreadMember};
use crate::experts::prior::Beginning;
use crate::experts::registry::Listed;
use crate::maths::parameter::NoParameters;

/// A normal distribution with the scale of the fast variance, `σ sqrt(h)` (J. P. Morgan 1996).
///
/// ```
/// use paridad_engine::experts::spread::{Fan, Scales, Spread, Walk};
/// let scales = Scales { fast: 0.01, ..Scales::default() };
/// assert_eq!(Walk.fan(&scales, &Fan::Silent), Fan::Normal(0.01));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Walk;

impl Listed for Walk {
    const NAME: &'static str = "walk";
    const SUMMARY: &'static str =
        "The driftless random walk with a normal shape and the scale of the fast variance.";
    type Parameters = NoParameters;

    fn begin(_parameters: NoParameters, _from: &Beginning) -> Self {
        Self
    }
}

impl Spread for Walk {
    fn fan(&self, scales: &Scales, _garch: &Fan) -> Fan {
        Fan::Normal(scales.fast)
    }
}

impl SpreadMember for Walk {}
