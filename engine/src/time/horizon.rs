//! How far ahead a forecast looks, in publication days of its target.

use crate::maths::num;
use serde::{Deserialize, Serialize};

/// How many daily returns must have been seen before the first forecast.
pub const READY_AFTER: u32 = 60;

/// A number of publication days between 1 and 252.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Horizon(u16);

/// A horizon that no forecast has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("horizon must be between 1 and {MAX_DAYS}, got {0}")]
pub struct HorizonError(u64);

/// The farthest horizon: about one year of publication days.
pub const MAX_DAYS: u16 = 252;

/// The horizons that are learned directly; those between are interpolated.
pub const ANCHORS: [Horizon; 8] = [
    Horizon(1),
    Horizon(5),
    Horizon(10),
    Horizon(21),
    Horizon(42),
    Horizon(63),
    Horizon(126),
    Horizon(MAX_DAYS),
];

/// The two anchors around a horizon and the share of the farther one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bracket {
    /// Index in [`ANCHORS`] of the nearer anchor.
    pub near: usize,
    /// Index in [`ANCHORS`] of the farther anchor; the same as `near` on an anchor.
    pub far: usize,
    /// Share of the farther anchor, between 0 and 1.
    pub share: f64,
}

impl Horizon {
    /// The number of publication days.
    pub fn days(self) -> usize {
        usize::from(self.0)
    }

    /// The square root of the number of days, which scales a random walk's spread.
    pub fn root(self) -> f64 {
        f64::from(self.0).sqrt()
    }

    /// By how many outcomes of this horizon overlap: each day is shared by that many.
    pub(crate) fn overlap(self) -> f64 {
        f64::from(self.0)
    }

    /// The anchors around this horizon, weighted linearly in the square root of time.
    pub fn bracket(self) -> Bracket {
        let far = ANCHORS.partition_point(|anchor| *anchor < self);
        if ANCHORS[far] == self {
            return Bracket { near: far, far, share: 0.0 };
        }
        let (low, high) = (ANCHORS[far - 1].root(), ANCHORS[far].root());
        Bracket { near: far - 1, far, share: (self.root() - low) / (high - low) }
    }

    /// The sum of `decay^0 .. decay^(days-1)` over the number of days: the mean of a fading weight.
    pub(crate) fn mean_decay(self, decay: f64) -> f64 {
        let days = f64::from(self.0);
        if decay >= 1.0 { 1.0 } else { (1.0 - num::pow(decay, days)) / (days * (1.0 - decay)) }
    }
}

impl From<Horizon> for u16 {
    fn from(horizon: Horizon) -> Self {
        horizon.0
    }
}

impl TryFrom<u16> for Horizon {
    type Error = HorizonError;

    fn try_from(days: u16) -> Result<Self, HorizonError> {
        if (1..=MAX_DAYS).contains(&days) { Ok(Self(days)) } else { Err(HorizonError(days.into())) }
    }
}

impl TryFrom<usize> for Horizon {
    type Error = HorizonError;

    fn try_from(days: usize) -> Result<Self, HorizonError> {
        u16::try_from(days).map_err(|_| HorizonError(days as u64)).and_then(Self::try_from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_horizon_out_of_range_says_the_bound() {
        let error = Horizon::try_from(0_u16).unwrap_err();
        assert_eq!(error.to_string(), "horizon must be between 1 and 252, got 0");
        assert!(Horizon::try_from(253_usize).is_err());
    }

    #[test]
    fn an_anchor_is_its_own_bracket_and_others_lie_between() {
        let anchor = Horizon::try_from(21_u16).unwrap().bracket();
        assert_eq!((anchor.near, anchor.far), (3, 3));
        let between = Horizon::try_from(30_u16).unwrap().bracket();
        assert_eq!((between.near, between.far), (3, 4));
        assert!(between.share > 0.0 && between.share < 1.0);
    }
}
