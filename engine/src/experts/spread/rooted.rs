//! What an earlier expert says at a shorter horizon, grown with the root of time.

use super::fan::Fan;
use super::learner::{Scales, Spread, SpreadMember};
use crate::experts::prior::Beginning;
use crate::experts::registry::Listed;
use crate::maths::parameter::{Allowed, parameters};
use crate::time::horizon::Horizon;

parameters! {
    /// What a recipe sets of a rooted expert.
    pub struct Parameters {
        /// The name of the earlier expert, or its kind where it is the only one.
        of: u8 = Allowed::Earlier,
        /// The horizon at which it is asked.
        days: u16 = Allowed::Anchor,
        /// The shortest horizon at which this is said.
        from: u16 = Allowed::Anchor,
        /// The farthest one.
        until: u16 = Allowed::Anchor,
    }
}

/// `q_h(p) = √(h / b) · q_b(p)` at each level p around the point, b being the shorter horizon.
///
/// The outcomes of a far horizon overlap, and few of them are separate; those of a near one are many, and where returns are not
/// correlated the variance of their sum grows with time (Diebold, Hickman, Inoue and Schuermann 1998 for what that costs where
/// volatility reverts, which is why it is one expert among others).
///
/// ```
/// use paridad_engine::experts::spread::{Fan, Rooted, Scales, Spread, rooted::Parameters};
/// use paridad_engine::time::horizon::ANCHORS;
/// let [_, _, ten, base, .., year] = ANCHORS;
/// let rooted = |horizon| Rooted::new(Parameters { of: 4, days: 21, from: 42, until: 252 }, horizon);
/// let says = |horizon| rooted(horizon).fan(&Scales::default(), &Fan::Silent);
/// assert_eq!(says(year), Fan::Rooted { of: 4, base });
/// assert_eq!((says(base), says(ten)), (Fan::Silent, Fan::Silent));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rooted(Option<(u8, Horizon)>);

impl Rooted {
    /// The expert at a horizon: silent where it is not asked, or the other horizon is a longer one.
    pub fn new(Parameters { of, days, from, until }: Parameters, horizon: Horizon) -> Self {
        let own = u16::from(horizon);
        let base = Horizon::try_from(days).ok().filter(|_| days <= own && (from..=until).contains(&own));
        Self(base.map(|base| (of, base)))
    }
}

impl Listed for Rooted {
    const NAME: &'static str = "rooted";
    const SUMMARY: &'static str =
        "What an earlier expert says at a shorter horizon, times the root of the ratio of the two.";
    type Parameters = Parameters;

    fn begin(parameters: Parameters, from: &Beginning) -> Self {
        Self::new(parameters, from.horizon())
    }
}

impl Spread for Rooted {
    fn fan(&self, _scales: &Scales, _garch: &Fan) -> Fan {
        self.0.map_or(Fan::Silent, |(of, base)| Fan::Rooted { of, base })
    }
}

impl SpreadMember for Rooted {}
