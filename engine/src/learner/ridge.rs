//! Ridge regression, learned online and exactly by recursive least squares with forgetting.

use super::{Learner, Linear, Prediction};
use ndarray::linalg::general_mat_vec_mul;
use ndarray::{Array1, Array2, Zip};
use serde::{Deserialize, Serialize};

/// Minimises `sum_s f^(t-s) (y_s - w·x_s)² + f^t λ |w|²`, where `x` begins with a one for the base.
///
/// With `P` the inverse of the weighted second moments, one row costs O(p²):
/// `k = P x / (f + x·P x)`, `w += k (y - w·x)`, `P = (P - k xᵀP) / f`
/// (Plackett 1950; Haykin, Adaptive Filter Theory, chapter 10). `P` stays symmetric to the bit, because
/// each element and its mirror are computed by the same operations.
///
/// ```
/// use paridad_engine::learner::{Learner, Ridge};
/// let mut ridge = Ridge::new(1, 1e-6, 1.0);
/// for x in [-1.0, 0.5, 2.0] {
///     ridge.learn(&[x], 0.1 * x);
/// }
/// let says = ridge.predict(&[1.0]).map(|says| says.point()).unwrap_or_default();
/// assert!((says - 0.1).abs() < 1e-6);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Ridge {
    linear: Linear,
    gain: Gain,
}

/// The part of the ridge that only learning needs.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "Packed", into = "Packed")]
pub(crate) struct Gain {
    forgetting: f64,
    inverse: Array2<f64>,
    /// Room to work in, so that learning allocates nothing; no part of the state.
    row: Array1<f64>,
    product: Array1<f64>,
}

impl PartialEq for Gain {
    fn eq(&self, other: &Self) -> bool {
        self.forgetting == other.forgetting && self.inverse == other.inverse
    }
}

impl Ridge {
    /// A ridge over `features` features with penalty λ and forgetting factor f.
    pub fn new(features: usize, penalty: f64, forgetting: f64) -> Self {
        let size = features + 1;
        let inverse = Array2::from_diag_elem(size, 1.0 / penalty);
        Self { linear: Linear::zero(features), gain: Gain::of(forgetting, inverse) }
    }

    /// Puts a ridge together again from its two halves.
    pub(crate) fn from_parts(linear: Linear, gain: Gain) -> Self {
        Self { linear, gain }
    }

    /// The function learned so far.
    pub fn linear(&self) -> &Linear {
        &self.linear
    }

    /// What only learning needs.
    pub(crate) fn gain(&self) -> &Gain {
        &self.gain
    }

    fn raw(&self, row: &[f64]) -> f64 {
        self.linear.weights.iter().zip(row).fold(self.linear.base, |sum, (weight, x)| sum + weight * x)
    }
}

impl Learner for Ridge {
    fn predict(&self, row: &[f64]) -> Option<Prediction> {
        Some(self.linear.predict(row))
    }

    fn learn(&mut self, row: &[f64], label: f64) {
        let error = label - self.raw(row);
        let step = self.gain.absorb(row);
        self.linear.base += step * self.gain.product[0] * error;
        for (weight, p) in self.linear.weights.iter_mut().zip(self.gain.product.iter().skip(1)) {
            *weight += step * p * error;
        }
    }
}

impl Gain {
    fn of(forgetting: f64, inverse: Array2<f64>) -> Self {
        let size = inverse.nrows();
        Self { forgetting, inverse, row: Array1::zeros(size), product: Array1::zeros(size) }
    }

    /// The number of features, the base not counted.
    pub(crate) fn features(&self) -> usize {
        self.inverse.nrows().saturating_sub(1)
    }

    /// Takes in a row, leaves `P x` in `product`, and gives `1 / (f + x·P x)`.
    fn absorb(&mut self, row: &[f64]) -> f64 {
        self.row[0] = 1.0;
        for (own, x) in self.row.iter_mut().skip(1).zip(row) {
            *own = *x;
        }
        general_mat_vec_mul(1.0, &self.inverse, &self.row, 0.0, &mut self.product);
        let step = 1.0 / (self.forgetting + self.row.dot(&self.product));
        let growth = 1.0 / self.forgetting;
        for (left, line) in self.product.iter().zip(self.inverse.outer_iter_mut()) {
            Zip::from(line).and(&self.product).for_each(|element, right| {
                *element = (*element - (left * right) * step) * growth;
            });
        }
        step
    }
}

/// A gain as a snapshot keeps it: the upper triangle, row by row.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Packed {
    forgetting: f64,
    size: u16,
    upper: Vec<f64>,
}

impl From<Gain> for Packed {
    fn from(gain: Gain) -> Self {
        let size = gain.inverse.nrows();
        let upper =
            (0..size).flat_map(|i| (i..size).map(move |j| (i, j))).map(|at| gain.inverse[at]).collect();
        #[expect(clippy::cast_possible_truncation, reason = "a recipe has far fewer than 65,536 features")]
        let size = size as u16;
        Self { forgetting: gain.forgetting, size, upper }
    }
}

impl TryFrom<Packed> for Gain {
    type Error = String;

    fn try_from(packed: Packed) -> Result<Self, String> {
        let size = usize::from(packed.size);
        let wanted = size * (size + 1) / 2;
        if packed.upper.len() != wanted {
            return Err(format!("a gain of size {size} has {wanted} elements, got {}", packed.upper.len()));
        }
        let mut inverse = Array2::zeros((size, size));
        let places = (0..size).flat_map(|i| (i..size).map(move |j| (i, j)));
        for ((i, j), element) in places.zip(packed.upper) {
            inverse[(i, j)] = element;
            inverse[(j, i)] = element;
        }
        Ok(Self::of(packed.forgetting, inverse))
    }
}

#[cfg(test)]
mod tests;
