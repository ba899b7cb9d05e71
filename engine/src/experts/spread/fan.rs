//! What a learner of the spread says, as far as speaking needs it.

use crate::experts::location::Linear;
use crate::features::scale::Reversion;
use crate::maths::curve::Curve;
use crate::maths::num;
use crate::time::horizon::Horizon;
use serde::{Deserialize, Serialize};

/// A distribution around the point, or how to get it from the features of the spread.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Fan {
    /// Nothing yet.
    Silent,
    /// A normal distribution with this deviation.
    Normal(f64),
    /// A distribution that no feature changes, and its deviation.
    Fixed {
        /// The scale by which its residuals are measured.
        deviation: f64,
        /// The distribution.
        curve: Curve,
    },
    /// `unit · e^(log_scale(x))` times a shape, with the unit of the origin.
    Scaled {
        /// The logarithm of the scale, against the unit.
        log_scale: Linear,
        /// The distribution of residuals in that scale.
        shape: Curve,
    },
    /// What an earlier one says, stretched.
    Stretched {
        /// Its place among the fans.
        of: u8,
        /// By how much.
        factor: f64,
    },
    /// What one says at a shorter anchor horizon, times the root of the ratio of the two.
    Rooted {
        /// Its place among the fans there, or among the earlier ones here.
        of: u8,
        /// The other horizon.
        base: Horizon,
    },
    /// A normal distribution by a variance that reverts to another one.
    Reverting(Reversion),
}

/// What a fan comes to at an origin, with the features of the spread read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ResolvedFan {
    /// Its scale.
    pub deviation: f64,
    /// Its distribution around the point.
    pub curve: Curve,
}

impl ResolvedFan {
    fn is_sound(&self) -> bool {
        self.deviation.is_finite() && self.curve.is_finite()
    }

    fn stretched(&self, factor: f64) -> Self {
        Self { deviation: self.deviation * factor, curve: self.curve.scaled(factor) }
    }
}

/// How far, as a logarithm, a learned scale may be from the unit: a factor of about seven.
const LOG_BOUND: f64 = 2.0;

impl Fan {
    /// The number of features of the spread that it asks for; none where any number will do.
    pub(crate) fn features(&self) -> Option<usize> {
        match self {
            Self::Scaled { log_scale, .. } => Some(log_scale.weights.len()),
            Self::Silent
            | Self::Normal(_)
            | Self::Fixed { .. }
            | Self::Stretched { .. }
            | Self::Rooted { .. }
            | Self::Reverting(_) => None,
        }
    }
}

/// A learned scale whose logarithm this is, in units of the reference, held within bounds.
pub(crate) fn scale_at(log: f64) -> f64 {
    num::exp(log.clamp(-LOG_BOUND, LOG_BOUND))
}

/// What fans are read with at one anchor horizon of an origin.
#[derive(Clone, Copy)]
pub(crate) struct Reach<'a> {
    /// The horizon.
    pub(crate) horizon: Horizon,
    /// The features of the spread.
    pub(crate) row: &'a [f64],
    /// The scale against which learned scales are measured, of one day.
    pub(crate) reference: f64,
    /// What all fans come to at a shorter anchor horizon; nothing at any other.
    pub(crate) shorter: &'a dyn Fn(Horizon) -> Vec<Option<ResolvedFan>>,
}

/// What each fan says. One whose words are no numbers says nothing, and so does a stretched or rooted one where that which it
/// follows does, or does not come before it.
pub(crate) fn resolve(fans: &[Fan], reach: &Reach<'_>) -> Vec<Option<ResolvedFan>> {
    let normal = |deviation| Some(ResolvedFan { deviation, curve: Curve::normal(deviation) });
    let at = |said: &[Option<ResolvedFan>], of: u8| said.get(usize::from(of)).copied().flatten();
    let mut said: Vec<Option<ResolvedFan>> = Vec::with_capacity(fans.len());
    for fan in fans {
        let says = match fan {
            Fan::Silent => None,
            Fan::Normal(deviation) => normal(*deviation),
            Fan::Fixed { deviation, curve } => Some(ResolvedFan { deviation: *deviation, curve: *curve }),
            Fan::Scaled { log_scale, shape } => {
                let deviation = reach.reference * reach.horizon.root() * scale_at(log_scale.value(reach.row));
                Some(ResolvedFan { deviation, curve: shape.scaled(deviation) })
            }
            Fan::Stretched { of, factor } => at(&said, *of).map(|other| other.stretched(*factor)),
            Fan::Rooted { of, base } if *base == reach.horizon => at(&said, *of),
            Fan::Rooted { of, base } => at(&(reach.shorter)(*base), *of)
                .map(|other| other.stretched(reach.horizon.root() / base.root())),
            Fan::Reverting(reversion) => normal(reversion.deviation(reach.horizon)),
        };
        said.push(says.filter(ResolvedFan::is_sound));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::horizon::ANCHORS;

    fn day(shorter: &dyn Fn(Horizon) -> Vec<Option<ResolvedFan>>) -> Reach<'_> {
        Reach { horizon: ANCHORS[3], row: &[], reference: 1.0, shorter }
    }

    #[test]
    fn a_rooted_fan_grows_with_the_root_of_time_and_is_silent_with_its_own() {
        let normal = |deviation| Some(ResolvedFan { deviation, curve: Curve::normal(deviation) });
        let shorter = |base| if base == ANCHORS[1] { vec![normal(2.0), None] } else { Vec::new() };
        let rooted = |of, base: usize| Fan::Rooted { of, base: ANCHORS[base] };
        let all = [Fan::Normal(3.0), rooted(0, 1), rooted(1, 1), rooted(0, 2), rooted(0, 3), rooted(5, 3)];
        let said = resolve(&all, &day(&shorter)).into_iter().map(|said| said.map(|said| said.deviation));
        let factor = 21.0_f64.sqrt() / 5.0_f64.sqrt();
        assert_eq!(
            said.collect::<Vec<_>>(),
            [Some(3.0), Some(2.0 * factor), None, None, Some(3.0), None],
            "a shorter one, a silent one, one not learned, its own, a later one"
        );
    }

    #[test]
    fn a_stretched_fan_follows_an_earlier_one_and_is_silent_with_it() {
        let fans = [Fan::Silent, Fan::Normal(2.0)];
        let stretch = |of| Fan::Stretched { of, factor: 0.5 };
        let all = [fans[0].clone(), fans[1].clone(), stretch(1), stretch(0), stretch(9)];
        let said = resolve(&all, &day(&|_| Vec::new()));
        assert_eq!(said[2].map(|said| said.deviation), Some(1.0));
        assert_eq!(said[2].map(|said| said.curve), Some(Curve::normal(1.0)));
        assert_eq!((said[3], said[4]), (None, None));
    }

    #[test]
    fn a_learned_scale_never_runs_away() {
        assert_eq!([1e9, -1e9].map(scale_at), [LOG_BOUND, -LOG_BOUND].map(num::exp));
    }
}
