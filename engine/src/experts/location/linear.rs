//! A linear function of a standardised row, whose contributions are exact.

use super::prediction::Prediction;
use ndarray::Array1;
use serde::{Deserialize, Serialize};

/// `u = base + sum_j w_j x_j`, bounded.
///
/// With standardised features `w_j x_j` is the Shapley value of feature j for independent features
/// (Lundberg and Lee, 2017, corollary 1). A prediction beyond the bound is scaled down as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Linear {
    /// What is said of a row of means.
    pub base: f64,
    /// The weight of each feature.
    pub weights: Vec<f64>,
}

/// The largest move that a learner of location may predict, in units of its horizon's scale.
pub(crate) const BOUND: f64 = 0.5;

impl Linear {
    /// The function that is zero everywhere.
    pub fn zero(features: usize) -> Self {
        Self { base: 0.0, weights: vec![0.0; features] }
    }

    /// Its value for a row, without a bound.
    pub fn value(&self, row: &[f64]) -> f64 {
        self.weights.iter().zip(row).fold(self.base, |sum, (weight, x)| sum + weight * x)
    }

    /// Moves each coefficient by its step times `by`, the base's first.
    pub(crate) fn step(&mut self, steps: &Array1<f64>, by: f64) {
        let Some((first, rest)) = steps.as_slice().and_then(<[f64]>::split_first) else { return };
        self.base += first * by;
        for (weight, step) in self.weights.iter_mut().zip(rest) {
            *weight += step * by;
        }
    }

    /// What it says for a row, and why.
    pub fn predict(&self, row: &[f64]) -> Prediction {
        let contributions = self.weights.iter().zip(row).map(|(weight, x)| weight * x).collect();
        Prediction { base: self.base, contributions }.bounded(BOUND)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prediction_beyond_the_bound_keeps_its_proportions() {
        let linear = Linear { base: 0.0, weights: vec![3.0, 1.0] };
        let says = linear.predict(&[1.0, 1.0]);
        assert!((says.point() - BOUND).abs() < 1e-15);
        assert!((says.contributions[0] - 3.0 * says.contributions[1]).abs() < 1e-15);
    }
}
