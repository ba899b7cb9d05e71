//! What a learner of the spread says, as far as speaking needs it.

use crate::experts::location::Linear;
use crate::maths::curve::Curve;
use crate::maths::num;
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
            Self::Silent | Self::Normal(_) | Self::Fixed { .. } | Self::Stretched { .. } => None,
        }
    }
}

/// A learned scale at a row, in units of the reference, held within bounds.
pub(crate) fn scale(log_scale: &Linear, row: &[f64]) -> f64 {
    num::exp(log_scale.value(row).clamp(-LOG_BOUND, LOG_BOUND))
}

/// What each fan says of a row. One whose words are no numbers says nothing, and so does a stretched one where the one it
/// stretches does, or does not come before it.
pub(crate) fn resolve(fans: &[Fan], row: &[f64], unit: f64) -> Vec<Option<ResolvedFan>> {
    let mut said: Vec<Option<ResolvedFan>> = Vec::with_capacity(fans.len());
    for fan in fans {
        let says = match fan {
            Fan::Silent => None,
            Fan::Normal(deviation) => {
                Some(ResolvedFan { deviation: *deviation, curve: Curve::normal(*deviation) })
            }
            Fan::Fixed { deviation, curve } => Some(ResolvedFan { deviation: *deviation, curve: *curve }),
            Fan::Scaled { log_scale, shape } => {
                let deviation = unit * scale(log_scale, row);
                Some(ResolvedFan { deviation, curve: shape.scaled(deviation) })
            }
            Fan::Stretched { of, factor } => {
                said.get(usize::from(*of)).copied().flatten().map(|other| other.stretched(*factor))
            }
        };
        said.push(says.filter(ResolvedFan::is_sound));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretched_fan_follows_an_earlier_one_and_is_silent_with_it() {
        let fans = [Fan::Silent, Fan::Normal(2.0)];
        let stretch = |of| Fan::Stretched { of, factor: 0.5 };
        let all = [fans[0].clone(), fans[1].clone(), stretch(1), stretch(0), stretch(9)];
        let said = resolve(&all, &[], 1.0);
        assert_eq!(said[2].map(|said| said.deviation), Some(1.0));
        assert_eq!(said[2].map(|said| said.curve), Some(Curve::normal(1.0)));
        assert_eq!((said[3], said[4]), (None, None));
    }

    #[test]
    fn a_learned_scale_never_runs_away() {
        let log_scale = Linear { base: 0.0, weights: vec![1.0] };
        assert_eq!(scale(&log_scale, &[1e9]), num::exp(LOG_BOUND));
        assert_eq!(scale(&log_scale, &[-1e9]), num::exp(-LOG_BOUND));
    }
}
