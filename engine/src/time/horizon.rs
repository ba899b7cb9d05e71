//! How far ahead a forecast looks, in publication days of its target.

use crate::maths::num;
use serde::{Deserialize, Serialize};

/// How many daily returns must have been seen before the first forecast.
pub const READY_AFTER: u32 = 60;

/// A number of publication days between 1 and 1,260.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Horizon(u16);

/// A horizon that no forecast has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("horizon must be between 1 and {MAX_DAYS}, got {0}")]
pub struct HorizonError(u64);

/// The farthest horizon: about five years of publication days, the life of a loan.
pub const MAX_DAYS: u16 = 1_260;

/// The farthest horizon that is learned: about one year.
pub const LEARNED_DAYS: u16 = 252;

/// The horizons that are learned directly; those between are interpolated.
pub const ANCHORS: [Horizon; 8] = [
    Horizon(1),
    Horizon(5),
    Horizon(10),
    Horizon(21),
    Horizon(42),
    Horizon(63),
    Horizon(126),
    Horizon::LEARNED,
];

/// Where a horizon lies among the [`ANCHORS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bracket {
    /// On the anchor at this place.
    Anchor(usize),
    /// Between the anchor at this place and the next one.
    Between(usize),
    /// Beyond the last one.
    Beyond,
}

impl Horizon {
    /// The farthest one.
    pub const MAX: Self = Self(MAX_DAYS);
    /// The farthest one that is learned.
    pub const LEARNED: Self = Self(LEARNED_DAYS);
    /// One beyond, towards which the last learned ones lead.
    pub(crate) const BEYOND: Self = Self(2 * LEARNED_DAYS);

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

    /// Where this horizon lies among the anchors.
    pub fn bracket(self) -> Bracket {
        let far = ANCHORS.partition_point(|anchor| *anchor < self);
        match ANCHORS.get(far) {
            Some(anchor) if *anchor == self => Bracket::Anchor(far),
            Some(_) => Bracket::Between(far.saturating_sub(1)),
            None => Bracket::Beyond,
        }
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
        assert_eq!(error.to_string(), "horizon must be between 1 and 1260, got 0");
        assert!(Horizon::try_from(1_261_usize).is_err());
    }

    #[test]
    fn a_horizon_is_an_anchor_or_lies_between_two_or_beyond() {
        let bracket = |days: u16| Horizon::try_from(days).unwrap().bracket();
        assert_eq!([1, 21, 252].map(bracket), [0, 3, 7].map(Bracket::Anchor));
        assert_eq!([2, 30, 251].map(bracket), [0, 3, 6].map(Bracket::Between));
        assert_eq!([253, 1_260].map(bracket), [Bracket::Beyond; 2]);
    }
}
