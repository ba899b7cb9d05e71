//! The shape of standardised residuals: an empirical distribution that grows by one count a day.

use crate::horizon::Horizon;
use crate::num;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// Counts of residuals, in deviations, on a grid of a hundredth from -12 to 12; what lies beyond is kept in the outermost bins.
///
/// Filtered historical simulation (Hull and White 1998; Barone-Adesi et al. 1999): the tails are those that
/// were seen, upper and lower by themselves. Because the outcomes of a horizon of h days overlap, n of them
/// count as n/h, beside a normal shape of a fixed weight.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shape {
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
    pub fn learn(&mut self, residual: f64) {
        if residual.is_finite() {
            self.counts[bin(residual)] += 1;
            self.total += 1;
        }
    }

    /// The number of residuals seen.
    pub fn total(&self) -> u32 {
        self.total
    }

    /// Whether the grid is the one that this code reads.
    pub(crate) fn is_sound(&self) -> bool {
        self.counts.len() == BINS
    }

    /// The distribution at a horizon, with the normal shape weighing `prior` independent outcomes.
    pub fn distribution(&self, horizon: Horizon, prior: f64) -> Distribution {
        let each = 1.0 / horizon.days() as f64;
        let mut seen = 0_u32;
        let cumulated = self
            .counts
            .iter()
            .zip(normal_shares())
            .map(|(count, share)| {
                seen += count;
                f64::from(seen) * each + prior * share
            })
            .collect();
        Distribution { cumulated }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the grid first")]
fn bin(residual: f64) -> usize {
    ((residual - LOWEST) / WIDTH).floor().clamp(0.0, (BINS - 1) as f64) as usize
}

/// The normal probability up to the end of each bin; the last one ends at infinity.
fn normal_shares() -> &'static [f64] {
    static SHARES: OnceLock<Vec<f64>> = OnceLock::new();
    SHARES.get_or_init(|| {
        let up_to = |bin| if bin == BINS { 1.0 } else { num::normal_cdf(edge(bin)) };
        (1..=BINS).map(up_to).collect()
    })
}

fn edge(bin: usize) -> f64 {
    LOWEST + bin as f64 * WIDTH
}

/// A distribution on the grid, linear inside each bin, so that quantile and probability are inverse to each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Distribution {
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
    pub fn quantile(&self, p: f64) -> f64 {
        let wanted = p * self.mass();
        let bin = self.cumulated.partition_point(|sum| *sum < wanted).min(BINS - 1);
        let inside = self.cumulated[bin] - self.before(bin);
        let share = if inside > 0.0 { ((wanted - self.before(bin)) / inside).clamp(0.0, 1.0) } else { 0.5 };
        edge(bin) + share * WIDTH
    }

    /// The share below `value`.
    pub fn probability(&self, value: f64) -> f64 {
        let bin = bin(value);
        let share = ((value - edge(bin)) / WIDTH).clamp(0.0, 1.0);
        let inside = self.cumulated[bin] - self.before(bin);
        (self.before(bin) + share * inside) / self.mass()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day() -> Horizon {
        Horizon::try_from(1_u16).unwrap()
    }

    #[test]
    fn with_nothing_seen_it_is_normal() {
        let shape = Shape::default().distribution(day(), 25.0);
        assert!((shape.quantile(0.975) - 1.959_964).abs() < 1e-5);
        assert!((shape.probability(0.0) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn with_much_seen_it_is_what_was_seen_and_the_tails_differ() {
        let mut shape = Shape::default();
        for i in 0..100_000 {
            shape.learn(f64::from(i % 1000) / 1000.0 * 4.0 - 1.0);
        }
        let seen = shape.distribution(day(), 1.0);
        assert!((seen.quantile(0.9) - 2.6).abs() < 0.02);
        assert!((seen.quantile(0.1) + 0.6).abs() < 0.02);
        for p in [0.01, 0.2, 0.5, 0.77, 0.99] {
            assert!((seen.probability(seen.quantile(p)) - p).abs() < 1e-9, "{p}");
        }
    }

    #[test]
    fn a_monstrous_residual_is_kept_at_the_edge() {
        let mut shape = Shape::default();
        shape.learn(1e300);
        shape.learn(f64::NAN);
        assert_eq!(shape.total(), 1);
        assert!(shape.distribution(day(), 1e-9).quantile(0.5) > 11.9);
    }
}
