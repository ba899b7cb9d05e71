//! The shape of standardised residuals: an empirical distribution that grows by one count a day.

use crate::maths::curve::{Curve, KNOTS};
use crate::maths::num;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// Counts of residuals, in deviations, on a grid of a hundredth from -12 to 12; what lies beyond is kept in the outermost bins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Shape {
    counts: Vec<u32>,
    total: u32,
}

const BINS: usize = 2_400;
const WIDTH: f64 = 0.01;
const LOWEST: f64 = -12.0;

impl Default for Shape {
    fn default() -> Self {
        Self { counts: vec![0; BINS], total: 0 }
    }
}

impl Shape {
    /// Takes in a standardised residual.
    pub(crate) fn learn(&mut self, residual: f64) {
        if residual.is_finite() {
            self.counts[bin(residual)] += 1;
            self.total += 1;
        }
    }

    /// Whether the grid is the one that this code reads.
    pub(crate) fn is_sound(&self) -> bool {
        self.counts.len() == BINS
    }

    /// The distribution of the counts, each weighing `each`, beside prior shares that weigh `prior`.
    pub(crate) fn distribution(&self, each: f64, prior: f64, shares: &[f64]) -> Distribution {
        let mut seen = 0_u32;
        let cumulated = self
            .counts
            .iter()
            .zip(shares)
            .map(|(count, share)| {
                seen += count;
                f64::from(seen) * each + prior * share
            })
            .collect();
        Distribution { cumulated }
    }
}

/// The shape of a learner's residuals beside the one that it began with.
///
/// Filtered historical simulation (Hull and White 1998; Barone-Adesi et al. 1999): the tails are those that were seen,
/// upper and lower by themselves. Because the outcomes of a horizon of h days overlap, n of them count as n/h.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Residuals {
    shape: Shape,
    prior: PriorShape,
}

/// A shape before anything was seen, and how much it weighs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PriorShape {
    /// Its cumulated share at the end of each bin.
    pub(crate) shares: Vec<f64>,
    /// How many independent outcomes it weighs.
    pub(crate) outcomes: f64,
    /// By how many outcomes overlap.
    pub(crate) overlap: f64,
}

impl PriorShape {
    /// A normal one for outcomes that do not overlap.
    pub(crate) fn normal(outcomes: f64) -> Self {
        Self { shares: normal_shares().to_vec(), outcomes, overlap: 1.0 }
    }
}

impl Residuals {
    /// Residuals of which none has been seen.
    pub(crate) fn new(prior: PriorShape) -> Self {
        Self { shape: Shape::default(), prior }
    }

    /// Goes on from what was seen before.
    pub(crate) fn set_shape(&mut self, shape: Shape) {
        self.shape = shape;
    }

    pub(crate) fn shape(&self) -> &Shape {
        &self.shape
    }

    /// Takes in a standardised residual.
    pub(crate) fn learn(&mut self, residual: f64) {
        self.shape.learn(residual);
    }

    /// The distribution so far.
    pub(crate) fn curve(&self) -> Curve {
        let PriorShape { shares, outcomes, overlap } = &self.prior;
        let distribution = self.shape.distribution(1.0 / overlap, *outcomes, shares);
        Curve::new(KNOTS.map(|level| distribution.quantile(level)))
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the grid first")]
fn bin(residual: f64) -> usize {
    ((residual - LOWEST) / WIDTH).floor().clamp(0.0, (BINS - 1) as f64) as usize
}

/// The share up to the end of each bin by a distribution function; the last bin ends at infinity.
pub(crate) fn shares(distribution: impl Fn(f64) -> f64) -> Vec<f64> {
    let up_to = |bin| if bin == BINS { 1.0 } else { distribution(edge(bin)) };
    (1..=BINS).map(up_to).collect()
}

/// The shares of the normal distribution.
pub(crate) fn normal_shares() -> &'static [f64] {
    static SHARES: OnceLock<Vec<f64>> = OnceLock::new();
    SHARES.get_or_init(|| shares(num::normal_cdf))
}

fn edge(bin: usize) -> f64 {
    LOWEST + bin as f64 * WIDTH
}

/// A distribution on the grid, linear inside each bin.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Distribution {
    cumulated: Vec<f64>,
}

impl Distribution {
    fn mass(&self) -> f64 {
        self.cumulated[BINS - 1]
    }

    fn before(&self, bin: usize) -> f64 {
        if bin == 0 { 0.0 } else { self.cumulated[bin - 1] }
    }

    /// The value below which the share `p` lies.
    pub(crate) fn quantile(&self, p: f64) -> f64 {
        let wanted = p * self.mass();
        let bin = self.cumulated.partition_point(|sum| *sum < wanted).min(BINS - 1);
        let inside = self.cumulated[bin] - self.before(bin);
        let share = if inside > 0.0 { ((wanted - self.before(bin)) / inside).clamp(0.0, 1.0) } else { 0.5 };
        edge(bin) + share * WIDTH
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_nothing_seen_it_is_the_prior() {
        let shape = Shape::default().distribution(1.0, 25.0, normal_shares());
        assert!((shape.quantile(0.975) - 1.959_964).abs() < 1e-5);
        assert!(shape.quantile(0.5).abs() < 1e-9);
    }

    #[test]
    fn with_much_seen_it_is_what_was_seen_and_the_tails_differ() {
        let mut shape = Shape::default();
        for i in 0..100_000 {
            shape.learn(f64::from(i % 1000) / 1000.0 * 4.0 - 1.0);
        }
        let seen = shape.distribution(1.0, 1.0, normal_shares());
        assert!((seen.quantile(0.9) - 2.6).abs() < 0.02);
        assert!((seen.quantile(0.1) + 0.6).abs() < 0.02);
    }

    #[test]
    fn a_monstrous_residual_is_kept_at_the_edge() {
        let mut shape = Shape::default();
        shape.learn(1e300);
        shape.learn(f64::NAN);
        assert_eq!(shape.total, 1);
        assert!(shape.distribution(1.0, 1e-9, normal_shares()).quantile(0.5) > 11.9);
    }
}
