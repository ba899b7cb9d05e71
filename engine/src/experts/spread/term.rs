//! The term structure of two variances, with a normal shape: what is left to say of a far horizon.

use super::fan::Fan;
use super::learner::{Scales, Spread, SpreadMember};
use crate::experts::prior::Beginning;
use crate::experts::registry::Listed;
use crate::features::scale::Reversion;
use crate::maths::domain::Domain;
use crate::maths::parameter::{Allowed, parameters};
use crate::time::horizon::Horizon;

parameters! {
    /// What a recipe sets of the term structure.
    pub struct Parameters {
        /// What the gap between the two variances keeps from one day to the next.
        persistence: f64 = Allowed::Number(Domain::Inside(0.0, 1.0)),
        /// The shortest horizon at which it speaks.
        from: u16 = Allowed::Anchor,
    }
}

/// A normal distribution with `σ_h² = h (s + (f - s)(1 - ρ^h) / (h (1 - ρ)))`, f and s being the variances of daily returns of decay
/// 0.94 and 0.999, so that that of the last weeks reverts to that of the last years (Bollerslev 1986).
///
/// It is normal because sums of many days nearly are, by the central limit theorem; a shape of its own would rest on a few separate
/// outcomes.
///
/// ```
/// use paridad_engine::experts::spread::{Fan, Scales, Spread, Term, term::Parameters};
/// use paridad_engine::time::horizon::ANCHORS;
/// let term = |horizon| Term::new(Parameters { persistence: 0.98, from: 42 }, horizon);
/// let scales = Scales { weeks: 4e-4, years: 1e-4, ..Scales::default() };
/// let Fan::Reverting(reversion) = term(ANCHORS[7]).fan(&scales, &Fan::Silent) else { panic!() };
/// let day = |horizon: paridad_engine::time::horizon::Horizon| reversion.deviation(horizon) / horizon.root();
/// assert!((day(ANCHORS[0]) - 0.02).abs() < 1e-15 && day(ANCHORS[7]) < 0.0127, "it reverts to 0.01");
/// assert_eq!(term(ANCHORS[3]).fan(&scales, &Fan::Silent), Fan::Silent);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Term(Option<f64>);

impl Term {
    /// The expert at a horizon: silent at shorter ones than it speaks of.
    pub fn new(Parameters { persistence, from }: Parameters, horizon: Horizon) -> Self {
        Self((from <= u16::from(horizon)).then_some(persistence))
    }
}

impl Listed for Term {
    const NAME: &'static str = "term";
    const SUMMARY: &'static str =
        "The driftless random walk with a normal shape, whose variance of weeks reverts to that of years.";
    type Parameters = Parameters;

    fn begin(parameters: Parameters, from: &Beginning) -> Self {
        Self::new(parameters, from.horizon())
    }
}

impl Spread for Term {
    fn fan(&self, scales: &Scales, _garch: &Fan) -> Fan {
        let Some(persistence) = self.0 else { return Fan::Silent };
        Fan::Reverting(Reversion { fast: scales.weeks, slow: scales.years, persistence })
    }
}

impl SpreadMember for Term {}
