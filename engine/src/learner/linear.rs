//! A linear function of a standardised row, whose contributions are exact.

use super::Prediction;
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

/// The largest move that a linear learner may predict, in units of its horizon's scale.
const BOUND: f64 = 0.5;

impl Linear {
    /// The function that is zero everywhere.
    pub fn zero(features: usize) -> Self {
        Self { base: 0.0, weights: vec![0.0; features] }
    }

    /// What it says for a row, and why.
    pub fn predict(&self, row: &[f64]) -> Prediction {
        let contributions = self.weights.iter().zip(row).map(|(weight, x)| weight * x).collect();
        let unbounded = Prediction { base: self.base, contributions };
        let size = unbounded.point().abs();
        if size > BOUND { unbounded.scaled(BOUND / size) } else { unbounded }
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
