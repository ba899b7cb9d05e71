//! What an earlier expert says, stretched: with one narrower and one wider, the aggregate can correct what all have in common.

use super::fan::Fan;
use super::learner::{Scales, Spread};
use crate::experts::prior::Beginning;
use crate::experts::registry::Expert;
use crate::maths::bound::Bound;
use crate::maths::parameter::{Allowed, parameters};

parameters! {
    /// What a recipe sets of a stretched expert.
    pub struct Parameters {
        /// The name of the earlier expert, or its kind where it is the only one.
        of: u8 = Allowed::Earlier,
        /// By how much.
        factor: f64 = Allowed::Number(Bound::MoreThan(0.0)),
    }
}

/// `q(p) = factor · q_of(p)` at each level p, around the point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Stretched(Parameters);

impl Expert for Stretched {
    const NAME: &'static str = "stretched";
    const SUMMARY: &'static str = "What an earlier expert says, stretched.";
    type Parameters = Parameters;

    fn begin(parameters: Parameters, _from: &Beginning) -> Self {
        Self(parameters)
    }
}

impl Spread for Stretched {
    fn fan(&self, _scales: &Scales, _garch: &Fan) -> Fan {
        let Parameters { of, factor } = self.0;
        Fan::Stretched { of, factor }
    }
}
