//! The volatility of daily returns: GJR-GARCH(1,1) with Student-t innovations.

use crate::maths::num;
use serde::{Deserialize, Serialize};
use std::f64::consts::PI;

/// How many returns the variance before the first day is taken from.
const BACKCAST_DAYS: usize = 250;

/// A variance that answers to yesterday's return, more to one side than to the other:
///
/// `v(t+1) = omega + (alpha + gamma [r(t) > 0]) r(t)^2 + beta v(t)`, `r(t) = sqrt(v(t)) z(t)`,
///
/// where `z` follows Student's t distribution, scaled to variance one. The mean of a return is zero.
/// Glosten, Jagannathan and Runkle (1993) let losses count more; in pesos per dollar the bad side is the
/// peso's depreciation, so here `gamma` goes with positive returns. Student's t: Bollerslev (1987).
///
/// ```
/// use paridad_engine::maths::gjr::Gjr;
/// let gjr = Gjr { omega: 0.02, alpha: 0.04, gamma: 0.06, beta: 0.9, degrees: 6.0 };
/// assert_eq!(gjr.next(1.0, 2.0), 0.02 + 0.1 * 4.0 + 0.9);
/// assert_eq!(gjr.next(1.0, -2.0), 0.02 + 0.04 * 4.0 + 0.9);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Gjr {
    /// The variance that each day adds by itself; more than 0.
    pub omega: f64,
    /// The weight of a squared return; not negative.
    pub alpha: f64,
    /// What is added to that weight if the peso lost; `alpha + gamma` is not negative.
    pub gamma: f64,
    /// The weight of the variance of the day before; not negative.
    pub beta: f64,
    /// The degrees of freedom of Student's t, more than 2: the fewer, the heavier the tails.
    pub degrees: f64,
}

impl Gjr {
    /// The variance of the day after one that had this variance and this return.
    pub fn next(&self, variance: f64, r: f64) -> f64 {
        let weight = if r > 0.0 { self.alpha + self.gamma } else { self.alpha };
        self.omega + weight * r * r + self.beta * variance
    }

    /// The variance of each day, as known the day before, and of the day after the last.
    pub fn filter(&self, returns: &[f64]) -> Vec<f64> {
        let mut variances = Vec::with_capacity(returns.len() + 1);
        variances.push(backcast(returns));
        for (day, r) in returns.iter().enumerate() {
            variances.push(self.next(variances[day], *r));
        }
        variances
    }

    /// The logarithm of the likelihood of the returns, each under the variance known the day before.
    pub fn log_likelihood(&self, returns: &[f64]) -> f64 {
        let tail = self.degrees - 2.0;
        let half = 0.5 * (self.degrees + 1.0);
        let constant = num::ln_gamma(half) - num::ln_gamma(0.5 * self.degrees) - 0.5 * num::ln(PI * tail);
        let mut variance = backcast(returns);
        let mut sum = 0.0;
        for r in returns {
            sum += constant - 0.5 * num::ln(variance) - half * num::ln(1.0 + r * r / (tail * variance));
            variance = self.next(variance, *r);
        }
        sum
    }

    /// The share of a shock to the variance that is expected to be left a day later, both sides being as likely.
    pub fn persistence(&self) -> f64 {
        self.alpha + 0.5 * self.gamma + self.beta
    }

    /// The variance that is expected in the long run; none where shocks do not die away.
    pub fn unconditional(&self) -> Option<f64> {
        let persistence = self.persistence();
        (persistence < 1.0).then(|| self.omega / (1.0 - persistence))
    }

    /// The variance of the sum of the next `days` returns, the first of which has `variance_next`.
    pub fn variance_ahead(&self, variance_next: f64, days: u16) -> f64 {
        let persistence = self.persistence();
        let (mut sum, mut variance) = (0.0, variance_next);
        for _ in 0..days {
            sum += variance;
            variance = self.omega + persistence * variance;
        }
        sum
    }
}

/// The variance before the first day: the mean square of the first returns.
fn backcast(returns: &[f64]) -> f64 {
    let first = &returns[..returns.len().min(BACKCAST_DAYS)];
    first.iter().map(|r| r * r).sum::<f64>() / first.len() as f64
}

#[cfg(test)]
mod tests;
