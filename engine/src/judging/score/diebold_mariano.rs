//! The test of Diebold and Mariano: is one forecaster's loss lower than another's by more than chance?

use super::student::student_t_two_sided;
use crate::time::horizon::Horizon;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// The outcome of a test whether two forecasters' losses differ in the mean.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct DieboldMariano {
    /// The mean loss differential over its standard error: below zero where the first forecaster loses less.
    pub statistic: f64,
    /// The probability of a statistic at least as far from zero if the losses are equal in the mean, two-sided.
    pub p_value: f64,
    /// How many autocovariances the standard error takes in.
    pub lag: usize,
}

/// Tests whether the mean of `differentials`, one a day in their order, is zero.
///
/// ```text
/// DM = m / sqrt(V / n)    V = γ(0) + 2 Σ w(k) γ(k), k = 1..lag    w(k) = 1 - k / (lag + 1)
/// γ(k) = 1/n Σ (d(t) - m)(d(t-k) - m)    lag = ceil(1.5 h)    p from Student's t with n/h degrees of freedom
/// ```
///
/// `None` unless there are more differentials than lags and they vary. F. X. Diebold and
/// R. S. Mariano, "Comparing predictive accuracy", Journal of Business and Economic Statistics 13 (1995), with the
/// variance of W. K. Newey and K. D. West, Econometrica 55 (1987). Forecasts over h days overlap and n of
/// them tell as much as n/h apart: hence the lag, and degrees of freedom that make few outcomes count as few.
///
/// ```
/// use paridad_engine::time::horizon::Horizon;
/// use paridad_engine::judging::score::diebold_mariano::diebold_mariano;
/// let differentials = [-0.2, -0.1, -0.3, 0.1, -0.2, -0.1];
/// let test = diebold_mariano(&differentials, Horizon::try_from(1_u16).unwrap()).unwrap();
/// assert!(test.statistic < -2.0 && test.p_value < 0.1 && test.lag == 2);
/// ```
pub fn diebold_mariano(differentials: &[f64], horizon: Horizon) -> Option<DieboldMariano> {
    let (n, lag) = (differentials.len() as f64, lag(horizon));
    if differentials.len() <= lag {
        return None;
    }
    let mean = differentials.iter().sum::<f64>() / n;
    let product = |(d, before): (&f64, &f64)| (d - mean) * (before - mean);
    let autocovariance =
        |k: usize| differentials[k..].iter().zip(differentials).map(product).sum::<f64>() / n;
    let serial: f64 = (1..=lag).map(|k| weight(k, lag) * autocovariance(k)).sum();
    Mean { count: n, value: mean, variance: autocovariance(0) + 2.0 * serial }.test(horizon)
}

/// How many autocovariances are taken in: `ceil(1.5 h)`.
fn lag(horizon: Horizon) -> usize {
    (3 * horizon.days()).div_ceil(2)
}

/// Bartlett's weight of the autocovariance at distance `k`.
fn weight(k: usize, lag: usize) -> f64 {
    1.0 - k as f64 / (lag + 1) as f64
}

/// The weights of all distances beyond `position`, summed: `w(position + 1) + ... + w(lag)`.
fn weight_beyond(position: usize, lag: usize) -> f64 {
    let left = (lag - position) as f64;
    left * (left + 1.0) / (2.0 * (lag + 1) as f64)
}

/// A mean of `count` values with the long-run variance of one.
struct Mean {
    count: f64,
    value: f64,
    variance: f64,
}

/// A variance below this share of the squared mean is what rounding makes of values that do not vary.
const VARIANCE_SHARE_MIN: f64 = 1e-9;

impl Mean {
    fn test(&self, horizon: Horizon) -> Option<DieboldMariano> {
        if !self.variance.is_finite() || self.variance <= VARIANCE_SHARE_MIN * self.value * self.value {
            return None;
        }
        let statistic = self.value / (self.variance / self.count).sqrt();
        let degrees = self.count / horizon.days() as f64;
        let p_value = student_t_two_sided(statistic, degrees);
        Some(DieboldMariano { statistic, p_value, lag: lag(horizon) })
    }
}

/// Loss differentials taken in one a day, from which [`diebold_mariano`] can be had at any time without their history.
///
/// With S the sum of all n differentials, H(k) that of the first k, and T(k) that of the last k,
///
/// ```text
/// n γ(k) = Σ d(t) d(t-k) - m (2 S - H(k) - T(k)) + (n - k) m²
/// ```
///
/// exactly, and what is wanted is `Σ w(k) n γ(k)` with weights that never change. So the products and the H(k)
/// need one running sum each, and only the last `lag` differentials are kept.
///
/// ```
/// use paridad_engine::time::horizon::Horizon;
/// use paridad_engine::judging::score::diebold_mariano::Differentials;
/// let mut differentials = Differentials::new(Horizon::try_from(1_u16).unwrap());
/// [-0.2, -0.1, -0.3, 0.1].into_iter().for_each(|d| differentials.learn(d));
/// assert!(differentials.test().is_some());
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Differentials {
    horizon: Horizon,
    count: u32,
    sum: f64,
    squares: f64,
    /// `Σ w(k) Σ d(t) d(t-k)`.
    products: f64,
    /// `Σ w(k) H(k)`.
    first: f64,
    /// The last `lag` differentials, oldest first.
    last: VecDeque<f64>,
}

impl Differentials {
    /// Differentials at a horizon, none so far.
    pub fn new(horizon: Horizon) -> Self {
        let last = VecDeque::with_capacity(lag(horizon));
        Self { horizon, count: 0, sum: 0.0, squares: 0.0, products: 0.0, first: 0.0, last }
    }

    /// Takes in the next differential: the first forecaster's loss minus the second's.
    pub fn learn(&mut self, differential: f64) {
        let lag = lag(self.horizon);
        let before = self.last.iter().rev().zip(1..=lag);
        let weighted: f64 = before.map(|(before, k)| weight(k, lag) * before).sum();
        self.products += differential * weighted;
        if self.last.len() < lag {
            self.first += differential * weight_beyond(self.last.len(), lag);
        } else {
            self.last.pop_front();
        }
        self.last.push_back(differential);
        self.sum += differential;
        self.squares += differential * differential;
        self.count += 1;
    }

    /// The test of all differentials so far; `None` unless they are more than the lags and vary.
    pub fn test(&self) -> Option<DieboldMariano> {
        let (n, lag) = (f64::from(self.count), lag(self.horizon));
        if n <= lag as f64 {
            return None;
        }
        let mean = self.sum / n;
        let ages = self.last.iter().rev().zip(0..lag);
        let last: f64 = ages.map(|(d, age)| weight_beyond(age, lag) * d).sum();
        // Σ w(k) = lag/2 and Σ k w(k) = lag (lag + 2)/6.
        let (weights, distances) = (0.5 * lag as f64, (lag * (lag + 2)) as f64 / 6.0);
        let serial = self.products - mean * (2.0 * weights * self.sum - self.first - last)
            + mean * mean * (n * weights - distances);
        let variance = (self.squares - mean * self.sum + 2.0 * serial) / n;
        Mean { count: n, value: mean, variance }.test(self.horizon)
    }
}

#[cfg(test)]
mod tests;
