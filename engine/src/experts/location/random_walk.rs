//! The driftless random walk: tomorrow's rate is today's.

use super::{Learner, LocationMember, Speaker};
use crate::experts::prior::Beginning;
use crate::experts::registry::Listed;
use crate::maths::parameter::NoParameters;

/// Predicts no move: `r = 0` (Meese and Rogoff, 1983, the toughest point forecast of an exchange rate).
///
/// ```
/// use paridad_engine::experts::location::{Learner, RandomWalk, Sight};
/// let says = RandomWalk.predict(&Sight::of(&[1.0, -3.0]));
/// assert_eq!(says.map(|says| says.point()), Some(0.0));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RandomWalk;

impl Listed for RandomWalk {
    const NAME: &'static str = "walk";
    const SUMMARY: &'static str = "The driftless random walk.";
    type Parameters = NoParameters;

    fn begin(_parameters: NoParameters, _from: &Beginning) -> Self {
        Self
    }
}

impl Learner for RandomWalk {
    fn speaker(&self) -> Speaker {
        Speaker::Walk
    }
}

impl LocationMember for RandomWalk {}
