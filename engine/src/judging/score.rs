//! Scores of forecasts: pinball loss, the continuous ranked probability score, tails, intervals, coverage.

pub mod diebold_mariano;
pub mod pit;
pub mod student;

use crate::maths::level::{LEVEL_COUNT, LEVELS};

/// The levels that speak of the tails reach up to this one, and from one minus this one on.
const TAIL: f64 = 0.10;

/// The pinball loss of one quantile: `level (y - q)` where the outcome lies above it, `(1 - level) (q - y)` below.
pub fn pinball(level: f64, quantile: f64, outcome: f64) -> f64 {
    if outcome >= quantile { level * (outcome - quantile) } else { (1.0 - level) * (quantile - outcome) }
}

/// The continuous ranked probability score from 21 quantiles: twice the integral of the pinball loss over
/// the level, by the trapezoid rule, the outermost losses held flat to 0 and 1 (Gneiting and Raftery 2007).
pub fn crps(quantiles: &[f64; LEVEL_COUNT], outcome: f64) -> f64 {
    let losses = losses(quantiles, outcome);
    let tails = LEVELS[0] * losses[0] + (1.0 - LEVELS[LEVEL_COUNT - 1]) * losses[LEVEL_COUNT - 1];
    let middle: f64 =
        (1..LEVEL_COUNT).map(|i| 0.5 * (LEVELS[i] - LEVELS[i - 1]) * (losses[i] + losses[i - 1])).sum();
    2.0 * (tails + middle)
}

/// The mean pinball loss at all 21 levels.
pub fn mean_pinball(quantiles: &[f64; LEVEL_COUNT], outcome: f64) -> f64 {
    losses(quantiles, outcome).iter().sum::<f64>() / LEVEL_COUNT as f64
}

/// The mean pinball loss at the levels of both tails.
pub fn tail_pinball(quantiles: &[f64; LEVEL_COUNT], outcome: f64) -> f64 {
    let in_tail = |level: f64| level <= TAIL || level >= 1.0 - TAIL;
    let losses = losses(quantiles, outcome);
    let tail = || LEVELS.iter().zip(losses).filter(|(level, _)| in_tail(**level)).map(|(_, loss)| loss);
    tail().sum::<f64>() / tail().count() as f64
}

/// The score of the central interval from `low` to `high` that should hold the outcome with probability `level`.
///
/// ```text
/// W = (high - low) + 2/(1 - level) max(low - y, 0) + 2/(1 - level) max(y - high, 0)
/// ```
///
/// R. L. Winkler, "A decision-theoretic approach to interval estimation", Journal of the American
/// Statistical Association 67 (1972); T. Gneiting and A. E. Raftery, "Strictly proper scoring rules,
/// prediction, and estimation", the same journal 102 (2007).
///
/// ```
/// use paridad_engine::judging::score::winkler;
/// assert_eq!(winkler(-1.0, 2.0, 0.75, 0.0), 3.0); // inside: the width
/// assert_eq!(winkler(-1.0, 2.0, 0.75, 2.5), 3.0 + 8.0 * 0.5);
/// ```
pub fn winkler(low: f64, high: f64, level: f64, outcome: f64) -> f64 {
    let outside = (low - outcome).max(0.0) + (outcome - high).max(0.0);
    (high - low) + 2.0 / (1.0 - level) * outside
}

/// Whether the outcome lies in the central interval between two of the 21 levels, by their index from outside.
pub fn covers(quantiles: &[f64; LEVEL_COUNT], outcome: f64, from_outside: usize) -> bool {
    (quantiles[from_outside]..=quantiles[LEVEL_COUNT - 1 - from_outside]).contains(&outcome)
}

fn losses(quantiles: &[f64; LEVEL_COUNT], outcome: f64) -> [f64; LEVEL_COUNT] {
    let mut losses = [0.0; LEVEL_COUNT];
    for (loss, (level, quantile)) in losses.iter_mut().zip(LEVELS.iter().zip(quantiles)) {
        *loss = pinball(*level, *quantile, outcome);
    }
    losses
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::num;

    #[test]
    fn a_certain_forecast_scores_its_distance() {
        let quantiles = [1.0; LEVEL_COUNT];
        // The exact value is the distance; the levels below 0.025 and above 0.975 are held flat.
        assert!((crps(&quantiles, 3.0) - 2.0).abs() < 0.01);
        assert_eq!(crps(&quantiles, 1.0), 0.0);
    }

    #[test]
    fn the_score_of_a_normal_forecast_is_near_its_closed_form() {
        let quantiles = LEVELS.map(num::normal_quantile);
        for y in [-1.5_f64, 0.0, 0.7] {
            let closed = y * (2.0 * num::normal_cdf(y) - 1.0) + 2.0 * num::normal_density(y)
                - 1.0 / std::f64::consts::PI.sqrt();
            assert!((crps(&quantiles, y) - closed).abs() < 0.01, "{y}");
        }
    }

    #[test]
    fn tails_and_coverage_read_the_named_levels() {
        let quantiles = LEVELS;
        assert!(covers(&quantiles, 0.10, 2) && !covers(&quantiles, 0.09, 2));
        assert!(covers(&quantiles, 0.975, 0) && !covers(&quantiles, 0.98, 0));
        let expected: f64 =
            [0.025, 0.05, 0.10, 0.90, 0.95, 0.975].iter().map(|l| pinball(*l, *l, 0.5)).sum::<f64>() / 6.0;
        assert!((tail_pinball(&quantiles, 0.5) - expected).abs() < 1e-15);
    }

    #[test]
    fn the_interval_score_is_made_of_the_pinball_losses_of_its_ends() {
        // Gneiting and Raftery 2007, section 6.2: W = 2/alpha (pinball at alpha/2 + pinball at 1 - alpha/2).
        let (low, high) = (-0.02, 0.03);
        for outcome in [-0.05, -0.02, 0.0, 0.03, 0.2] {
            let losses = pinball(0.1, low, outcome) + pinball(0.9, high, outcome);
            assert!((winkler(low, high, 0.8, outcome) - 10.0 * losses).abs() < 1e-14, "{outcome}");
        }
    }

    #[test]
    fn the_mean_pinball_loss_is_the_mean_over_all_levels() {
        let expected = LEVELS.iter().map(|level| pinball(*level, 1.0, 3.0)).sum::<f64>() / 21.0;
        assert!((mean_pinball(&[1.0; LEVEL_COUNT], 3.0) - expected).abs() < 1e-15);
        assert!((expected - 1.0).abs() < 1e-12, "two below, at a mean level of a half");
    }
}
