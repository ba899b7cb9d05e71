//! Adaptive conformal control: each level is shifted until it is missed as often as it says.

use crate::level::{LEVEL_COUNT, LEVELS};
use serde::{Deserialize, Serialize};

/// The shift of each level, learned from its own misses: `s_q += γ/h (q - [r <= Q(q)])`, clipped.
///
/// Adaptive conformal inference (Gibbs and Candès 2021), one level at a time so that the tails stay
/// asymmetric, with its step divided by the horizon and its shift held to half the distance to certainty: as
/// published it diverges where outcomes are late and overlap.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    shifts: [f64; LEVEL_COUNT],
}

/// The least distance between two shifted levels, which keeps quantiles in order.
const LEAST_STEP: f64 = 1e-6;

impl Default for Calibration {
    fn default() -> Self {
        Self { shifts: [0.0; LEVEL_COUNT] }
    }
}

impl Calibration {
    /// Learns which of the quantiles that were spoken the outcome did not exceed.
    pub fn learn(&mut self, quantiles: &[f64; LEVEL_COUNT], outcome: f64, step: f64) {
        for ((shift, level), quantile) in self.shifts.iter_mut().zip(LEVELS).zip(quantiles) {
            let below = if outcome <= *quantile { 1.0 } else { 0.0 };
            let reach = 0.5 * level.min(1.0 - level);
            *shift = (*shift + step * (level - below)).clamp(-reach, reach);
        }
    }

    /// The map from nominal to raw levels.
    pub fn map(&self) -> LevelMap {
        let mut raw = [0.0; LEVEL_COUNT + 2];
        raw[LEVEL_COUNT + 1] = 1.0;
        for (i, (level, shift)) in LEVELS.iter().zip(self.shifts).enumerate() {
            raw[i + 1] = (level + shift).max(raw[i] + LEAST_STEP);
        }
        LevelMap { raw }
    }
}

/// A monotone map of levels onto levels, linear between the 21 that are learned.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelMap {
    raw: [f64; LEVEL_COUNT + 2],
}

impl LevelMap {
    /// The raw level to read for a nominal one.
    pub fn raw(&self, nominal: f64) -> f64 {
        between(&nominal_knots(), &self.raw, nominal)
    }

    /// The nominal level of a raw one.
    pub fn nominal(&self, raw: f64) -> f64 {
        between(&self.raw, &nominal_knots(), raw)
    }
}

fn nominal_knots() -> [f64; LEVEL_COUNT + 2] {
    let mut knots = [0.0; LEVEL_COUNT + 2];
    knots[1..=LEVEL_COUNT].copy_from_slice(&LEVELS);
    knots[LEVEL_COUNT + 1] = 1.0;
    knots
}

/// Linear interpolation of increasing knots.
fn between(from: &[f64; LEVEL_COUNT + 2], to: &[f64; LEVEL_COUNT + 2], x: f64) -> f64 {
    let right = from.partition_point(|knot| *knot < x).clamp(1, LEVEL_COUNT + 1);
    let share = (x - from[right - 1]) / (from[right] - from[right - 1]);
    to[right - 1] + share.clamp(0.0, 1.0) * (to[right] - to[right - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn untaught_it_changes_nothing() {
        let map = Calibration::default().map();
        for level in [0.001, 0.05, 0.333, 0.999] {
            assert!((map.raw(level) - level).abs() < 1e-12);
        }
    }

    #[test]
    fn a_level_that_is_missed_too_often_moves_out_and_the_map_stays_invertible() {
        let mut calibration = Calibration::default();
        let mut quantiles = [0.0; LEVEL_COUNT];
        for (i, quantile) in quantiles.iter_mut().enumerate() {
            *quantile = i as f64;
        }
        for _ in 0..10_000 {
            calibration.learn(&quantiles, 100.0, 0.01);
        }
        let map = calibration.map();
        assert!((map.raw(0.975) - 0.9875).abs() < 1e-12, "held to half the distance");
        let mut last = 0.0;
        for i in 1..1000 {
            let nominal = f64::from(i) / 1000.0;
            let raw = map.raw(nominal);
            assert!(raw > last, "in order");
            last = raw;
            assert!((map.nominal(raw) - nominal).abs() < 1e-9);
        }
    }
}
