//! A distribution as its quantiles at fixed levels, from which any other quantile and any probability is had.

use crate::maths::level::{LEVEL_COUNT, Level};
use crate::maths::num;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// The number of levels in [`KNOTS`].
pub const KNOT_COUNT: usize = LEVEL_COUNT + 2 * BEYOND;

/// How many knots lie beyond the scored levels on either side.
const BEYOND: usize = 3;

/// The levels at which a distribution is kept: the 21 that are scored, and three more in each tail.
pub const KNOTS: [f64; KNOT_COUNT] = [
    0.001, 0.005, 0.01, 0.025, 0.05, 0.10, 0.15, 0.20, 0.25, 0.30, 0.35, 0.40, 0.45, 0.50, 0.55, 0.60, 0.65,
    0.70, 0.75, 0.80, 0.85, 0.90, 0.95, 0.975, 0.99, 0.995, 0.999,
];

/// The index in the scored levels whose weight a knot takes: beyond them, that of the outermost one.
pub(crate) fn scored(knot: usize) -> usize {
    knot.saturating_sub(BEYOND).min(LEVEL_COUNT - 1)
}

/// On which side of a number a probability lies that is not known more exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// It is this at most.
    AtMost,
    /// It is this at least.
    AtLeast,
}

impl Bound {
    /// The same of the opposite event.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::AtMost => Self::AtLeast,
            Self::AtLeast => Self::AtMost,
        }
    }
}

/// Quantiles at the [`KNOTS`], in order. Between them it is linear in the normal score of the level, so that a normal
/// distribution is kept exactly; beyond them nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Curve([f64; KNOT_COUNT]);

impl Curve {
    /// The distribution with these quantiles, put in order (Chernozhukov, Fernandez-Val and Galichon 2010).
    pub fn new(mut quantiles: [f64; KNOT_COUNT]) -> Self {
        // By insertion: they are few, and nearly always in order.
        for last in 1..KNOT_COUNT {
            let mut place = last;
            while place > 0 && quantiles[place - 1].total_cmp(&quantiles[place]).is_gt() {
                quantiles.swap(place - 1, place);
                place -= 1;
            }
        }
        Self(quantiles)
    }

    /// A normal distribution around zero.
    pub fn normal(deviation: f64) -> Self {
        Self(normal_scores().map(|z| z * deviation))
    }

    /// The quantiles at all knots.
    pub fn knots(&self) -> &[f64; KNOT_COUNT] {
        &self.0
    }

    /// Whether every quantile is a number.
    pub(crate) fn is_finite(&self) -> bool {
        self.0.iter().all(|quantile| quantile.is_finite())
    }

    /// The quantiles at the 21 scored levels.
    pub fn levels(&self) -> [f64; LEVEL_COUNT] {
        let mut levels = [0.0; LEVEL_COUNT];
        levels.copy_from_slice(&self.0[BEYOND..KNOT_COUNT - BEYOND]);
        levels
    }

    /// The distribution of a multiple.
    #[must_use]
    pub fn scaled(&self, factor: f64) -> Self {
        Self(self.0.map(|quantile| quantile * factor))
    }

    /// The distribution moved by a constant.
    #[must_use]
    pub fn shifted(&self, by: f64) -> Self {
        Self(self.0.map(|quantile| quantile + by))
    }

    /// The value below which the share `level` lies.
    pub fn quantile(&self, level: Level) -> f64 {
        let level = f64::from(level);
        let right = KNOTS.partition_point(|knot| *knot < level).clamp(1, KNOT_COUNT - 1);
        if KNOTS[right] == level {
            return self.0[right];
        }
        self.within(right, num::normal_quantile(level))
    }

    /// The quantile whose level has the normal score `z`; beyond the outermost knots it is theirs.
    pub(crate) fn at_score(&self, z: f64) -> f64 {
        let right = normal_scores().partition_point(|knot| *knot < z).clamp(1, KNOT_COUNT - 1);
        self.within(right, z)
    }

    fn within(&self, right: usize, score: f64) -> f64 {
        let z = normal_scores();
        let share = (score - z[right - 1]) / (z[right] - z[right - 1]);
        self.0[right - 1] + share.clamp(0.0, 1.0) * (self.0[right] - self.0[right - 1])
    }

    /// The share below `value`, held between the outermost knots: of what is rarer the past says too little, and nothing
    /// is impossible.
    pub fn probability(&self, value: f64) -> f64 {
        let right = self.0.partition_point(|quantile| *quantile < value);
        if right == 0 || right == KNOT_COUNT {
            return KNOTS[right.min(KNOT_COUNT - 1)];
        }
        let (low, high) = (self.0[right - 1], self.0[right]);
        let share = if high > low { (value - low) / (high - low) } else { 0.5 };
        let z = normal_scores();
        num::normal_cdf(z[right - 1] + share * (z[right] - z[right - 1]))
    }

    /// What [`Self::probability`] is where `value` lies beyond the outermost quantiles.
    pub fn bound(&self, value: f64) -> Option<Bound> {
        if value < self.0[0] {
            return Some(Bound::AtMost);
        }
        (value > self.0[KNOT_COUNT - 1]).then_some(Bound::AtLeast)
    }

    /// The mean of two distributions, quantile by quantile, in which `other` has the given share.
    #[must_use]
    pub fn mixed(&self, other: &Self, share: f64) -> Self {
        let mut mixed = self.0;
        for (own, other) in mixed.iter_mut().zip(&other.0) {
            *own = (1.0 - share) * *own + share * other;
        }
        Self(mixed)
    }

    /// The mean of `e^x` over the share `level` of the distribution at its lower end.
    pub fn lower_mean_exp(&self, level: Level) -> f64 {
        let z = normal_scores();
        let end = num::normal_quantile(level.into());
        let mut sum = KNOTS[0].min(level.into()) * num::exp(self.0[0]);
        for right in 1..KNOT_COUNT {
            let (from, to) = (z[right - 1], z[right].min(end));
            if to <= from {
                break;
            }
            sum += piece((from, to), self.line(right));
        }
        sum / f64::from(level)
    }

    /// The mean of `e^x` over the share `1 - level` of the distribution at its upper end.
    pub fn upper_mean_exp(&self, level: Level) -> f64 {
        let z = normal_scores();
        let start = num::normal_quantile(level.into());
        let share = 1.0 - f64::from(level);
        let mut sum = (1.0 - KNOTS[KNOT_COUNT - 1]).min(share) * num::exp(self.0[KNOT_COUNT - 1]);
        for right in (1..KNOT_COUNT).rev() {
            let (from, to) = (z[right - 1].max(start), z[right]);
            if to <= from {
                break;
            }
            sum += piece((from, to), self.line(right));
        }
        sum / share
    }

    /// The quantile as a line `a + b z` in the normal score between two knots.
    fn line(&self, right: usize) -> (f64, f64) {
        let z = normal_scores();
        let slope = (self.0[right] - self.0[right - 1]) / (z[right] - z[right - 1]);
        (self.0[right] - slope * z[right], slope)
    }
}

/// The integral of `e^(a + b z)` under the normal density.
fn piece((from, to): (f64, f64), (a, b): (f64, f64)) -> f64 {
    num::exp(a + 0.5 * b * b) * (num::normal_cdf(to - b) - num::normal_cdf(from - b))
}

/// The normal quantiles of the knots.
pub(crate) fn normal_scores() -> &'static [f64; KNOT_COUNT] {
    static SCORES: OnceLock<[f64; KNOT_COUNT]> = OnceLock::new();
    SCORES.get_or_init(|| KNOTS.map(num::normal_quantile))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::level::LEVELS;

    fn level(p: f64) -> Level {
        Level::try_from(p).unwrap()
    }

    #[test]
    fn the_scored_levels_lie_in_the_middle_of_the_knots() {
        let curve = Curve::new(KNOTS);
        assert_eq!(curve.levels(), LEVELS);
        assert_eq!((scored(0), scored(3), scored(4), scored(KNOT_COUNT - 1)), (0, 0, 1, LEVEL_COUNT - 1));
    }

    #[test]
    fn a_normal_distribution_is_kept_exactly_and_quantile_inverts_probability() {
        let curve = Curve::normal(2.0).shifted(1.0);
        for p in [0.001, 0.0371, 0.5, 0.777, 0.9962] {
            let expected = 1.0 + 2.0 * num::normal_quantile(p);
            assert!((curve.quantile(level(p)) - expected).abs() < 1e-12, "{p}");
            assert!((curve.probability(expected) - p).abs() < 1e-12, "{p}");
        }
        assert_eq!(curve.probability(1e9), 0.999);
        assert_eq!(curve.probability(-1e9), 0.001);
        assert_eq!(
            [-1e9, 1.0, 1e9].map(|value| curve.bound(value)),
            [Some(Bound::AtMost), None, Some(Bound::AtLeast)]
        );
        assert_eq!([0, KNOT_COUNT - 1].map(|knot| curve.bound(curve.knots()[knot])), [None, None]);
    }

    #[test]
    fn quantiles_out_of_order_are_put_in_order() {
        let mut quantiles = KNOTS;
        quantiles.swap(4, 5);
        assert_eq!(Curve::new(quantiles), Curve::new(KNOTS));
    }

    #[test]
    fn the_means_of_the_tails_are_those_of_the_lognormal() {
        // E[e^x | x below its p-quantile] of a normal x is e^(s²/2) Φ(z_p - s) / p.
        let s = 0.1;
        let curve = Curve::normal(s);
        for p in [0.025, 0.05, 0.3] {
            let z = num::normal_quantile(p);
            let lower = num::exp(0.5 * s * s) * num::normal_cdf(z - s) / p;
            let upper = num::exp(0.5 * s * s) * num::normal_cdf(s + z) / p;
            // What lies beyond the outermost knots is taken at them.
            assert!((curve.lower_mean_exp(level(p)) - lower).abs() < 2e-3 * lower, "{p}");
            assert!((curve.upper_mean_exp(level(1.0 - p)) - upper).abs() < 2e-3 * upper, "{p}");
        }
    }
}
