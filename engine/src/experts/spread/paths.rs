//! Paths of daily returns, drawn from past residuals under a GJR-GARCH variance.

use crate::maths::gjr::Gjr;
use crate::maths::noise::Noise;
use serde::{Deserialize, Serialize};

/// The variance of the next day and how it goes on: all that simulating needs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Dynamics {
    pub(crate) gjr: Gjr,
    /// The variance of the next day.
    pub(crate) variance: f64,
    /// A residual for each stratum, lowest first.
    pub(crate) residuals: Vec<f64>,
}

impl Dynamics {
    pub(crate) fn strata(&self) -> usize {
        self.residuals.len()
    }
}

/// Log moves of many paths, day by day: `moves[day][path]`, from the first day on.
///
/// Filtered historical simulation (Barone-Adesi, Giannopoulos and Vosper 1999). Each day draws every stratum of the residuals
/// equally often, in an order of its own (Latin hypercube sampling, McKay, Beckman and Conover 1979), which spares most of the
/// noise of a free draw.
pub(crate) fn paths(dynamics: &Dynamics, days: usize, count: usize, seed: u64) -> Vec<Vec<f64>> {
    let mut noise = Noise::new(seed);
    let mut order: Vec<usize> = (0..count).map(|path| path % dynamics.strata()).collect();
    let mut walk = Walkers::new(dynamics, count);
    (0..days)
        .map(|_| {
            noise.shuffle(&mut order);
            walk.step(&order);
            walk.moves.clone()
        })
        .collect()
}

/// Paths on their way.
#[derive(Debug)]
pub(super) struct Walkers<'a> {
    dynamics: &'a Dynamics,
    variances: Vec<f64>,
    pub(super) moves: Vec<f64>,
}

/// The largest daily variance: a path may not run away to infinity.
const VARIANCE_CAP: f64 = 1.0;

impl<'a> Walkers<'a> {
    pub(super) fn new(dynamics: &'a Dynamics, count: usize) -> Self {
        Self { dynamics, variances: vec![dynamics.variance; count], moves: vec![0.0; count] }
    }

    /// One day further: each path takes the residual of its stratum.
    pub(super) fn step(&mut self, strata: &[usize]) {
        let gjr = &self.dynamics.gjr;
        let paths = self.variances.iter_mut().zip(&mut self.moves);
        for ((variance, log_move), stratum) in paths.zip(strata) {
            let r = self.dynamics.residuals[*stratum] * variance.sqrt();
            *log_move += r;
            *variance = gjr.next(*variance, r).min(VARIANCE_CAP);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dynamics() -> Dynamics {
        let gjr = Gjr { omega: 1e-6, alpha: 0.05, gamma: 0.04, beta: 0.91, degrees: 6.0 };
        let residuals = vec![-1.5, -0.5, 0.5, 1.5];
        Dynamics { gjr, variance: 5e-5, residuals }
    }

    #[test]
    fn the_same_seed_gives_the_same_paths_and_the_first_day_is_exact() {
        let one = paths(&dynamics(), 5, 400, 7);
        assert_eq!(one, paths(&dynamics(), 5, 400, 7));
        assert_ne!(one, paths(&dynamics(), 5, 400, 8));
        let mean = one[0].iter().sum::<f64>() / 400.0;
        assert!(mean.abs() < 1e-15, "every stratum is drawn equally often");
    }

    #[test]
    fn the_spread_of_the_paths_is_the_expected_variance() {
        let dynamics = dynamics();
        let last = paths(&dynamics, 21, 20_000, 1).pop().unwrap();
        let variance = last.iter().map(|x| x * x).sum::<f64>() / 20_000.0;
        // The residuals have variance 1.25.
        let scaled =
            Gjr { alpha: dynamics.gjr.alpha * 1.25, gamma: dynamics.gjr.gamma * 1.25, ..dynamics.gjr };
        let expected = 1.25 * scaled.variance_ahead(dynamics.variance, 21);
        assert!((variance / expected - 1.0).abs() < 0.05, "{variance} {expected}");
    }
}
