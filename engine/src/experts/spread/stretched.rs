//! What an earlier expert says, stretched: with one narrower and one wider, the aggregate can correct what all have in common.

use super::fan::Fan;
use super::learner::{Scales, Spread, SpreadMember};
use crate::experts::prior::Beginning;
use crate::experts::registry::Listed;
use crate::maths::domain::Domain;
use crate::maths::parameter::{Allowed, parameters};

parameters! {
    /// What a recipe sets of a stretched expert.
    pub struct Parameters {
        /// The name of the earlier expert, or its kind where it is the only one.
        of: u8 = Allowed::Earlier,
        /// By how much.
        factor: f64 = Allowed::Number(Domain::MoreThan(0.0)),
    }
}

/// `q(p) = factor · q_of(p)` at each level p, around the point.
///
/// ```
/// use paridad_engine::experts::spread::{Fan, Scales, Spread, Stretched, stretched::Parameters};
/// let stretched = Stretched::new(Parameters { of: 4, factor: 1.4 });
/// let fan = stretched.fan(&Scales::default(), &Fan::Silent);
/// assert_eq!(fan, Fan::Stretched { of: 4, factor: 1.4 });
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretched(Parameters);

impl Stretched {
    /// What is said at that place, stretched by that factor.
    pub fn new(parameters: Parameters) -> Self {
        Self(parameters)
    }
}

impl Listed for Stretched {
    const NAME: &'static str = "stretched";
    const SUMMARY: &'static str = "What an earlier expert says, stretched.";
    type Parameters = Parameters;

    fn begin(parameters: Parameters, _from: &Beginning) -> Self {
        Self::new(parameters)
    }
}

impl Spread for Stretched {
    fn fan(&self, _scales: &Scales, _garch: &Fan) -> Fan {
        let Parameters { of, factor } = self.0;
        Fan::Stretched { of, factor }
    }
}

impl SpreadMember for Stretched {}
