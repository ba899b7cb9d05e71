//! A penalised linear fit, by linfa's coordinate descent.

use crate::RefitError;
use crate::table::Table;
use linfa::Dataset;
use linfa::traits::Fit;
use linfa_elasticnet::ElasticNet;
use ndarray::{Array1, Array2, Axis, ShapeBuilder};
use paridad_engine::experts::location::Linear;

/// The descent ends where a whole pass moves no weight by more than this share of the largest.
const TOLERANCE: f64 = 1e-10;

/// It makes no more passes than this. Without an absolute penalty linfa's duality gap never closes and it
/// makes them all.
const PASSES: u32 = 2_000;

/// The largest gradient that a fit may leave: rows and labels are of size one.
const GRADIENT: f64 = 1e-6;

/// What the weights cost, as in linfa and scikit-learn:
/// `|y - base - X w|^2 / 2n + weight (l1_ratio |w|_1 + (1 - l1_ratio) |w|_2^2 / 2)`.
///
/// The squares are divided by the number of rows, so more rows do not weaken the penalty's meaning; a ridge
/// that adds `k |w|^2` to `|y - X w|^2` has `weight = k / n`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Penalty {
    weight: f64,
    l1_ratio: f64,
}

impl Penalty {
    pub(crate) fn new(weight: f64, l1_ratio: f64) -> Result<Self, RefitError> {
        if !(0.0..=f64::MAX).contains(&weight) {
            return Err(RefitError::Setting { what: "penalty", low: 0.0, high: f64::MAX, value: weight });
        }
        if !(0.0..=1.0).contains(&l1_ratio) {
            return Err(RefitError::Setting { what: "l1_ratio", low: 0.0, high: 1.0, value: l1_ratio });
        }
        Ok(Self { weight, l1_ratio })
    }

    /// How far a weight is from where its penalty balances the gradient of the squares.
    fn imbalance(self, gradient: f64, weight: f64) -> f64 {
        let smooth = gradient - self.weight * (1.0 - self.l1_ratio) * weight;
        let corner = self.weight * self.l1_ratio;
        if weight == 0.0 {
            (smooth.abs() - corner).max(0.0)
        } else {
            (smooth - corner.copysign(weight)).abs()
        }
    }
}

/// The function of least penalised squares. Its base is free of the penalty.
///
/// Only sums and products of vectors reach the weights, and these have the same bits on every machine. The
/// matrix product with which linfa also computes variances has not, and nobody reads those.
pub(crate) fn refit(table: &Table, penalty: Penalty) -> Result<Linear, RefitError> {
    let (rows, features) = (table.rows.len(), table.features());
    // Column by column, as coordinate descent reads it. Linfa centres the labels, but not the features.
    let mut x = Array2::from_shape_fn((rows, features).f(), |(row, feature)| table.rows[row][feature]);
    let means = x.mean_axis(Axis(0)).unwrap_or_default();
    x -= &means;
    let dataset = Dataset::new(x, Array1::from(table.labels.to_vec()));
    let net = ElasticNet::params()
        .penalty(penalty.weight)
        .l1_ratio(penalty.l1_ratio)
        .tolerance(TOLERANCE)
        .max_iterations(PASSES)
        .fit(&dataset)?;
    let (weights, intercept) = (net.hyperplane(), net.intercept());
    let residuals = dataset.targets() - intercept - dataset.records().dot(weights);
    let gradient = dataset.records().t().dot(&residuals) / rows as f64;
    let balances =
        gradient.iter().zip(weights).map(|(gradient, weight)| penalty.imbalance(*gradient, *weight));
    let worst = balances.fold(0.0, f64::max);
    if worst > GRADIENT {
        return Err(RefitError::NotOptimal { gradient: worst, bound: GRADIENT, passes: net.n_steps() });
    }
    // Linfa leaves some weights at minus zero.
    let weights = weights + 0.0;
    Ok(Linear { base: intercept - means.dot(&weights), weights: weights.to_vec() })
}

#[cfg(test)]
mod tests;
