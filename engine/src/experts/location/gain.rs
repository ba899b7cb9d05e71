//! The inverse of weighted second moments, from which exact online regressions take their steps.

use crate::maths::domain::Domain;
use crate::maths::parameter::Allowed;
use ndarray::{Array1, Array2};
use serde::{Deserialize, Serialize};

/// `P`, the inverse of `f^t λ I + sum_s f^(t-s) w_s x_s x_sᵀ`, where each row begins with a one for the base.
///
/// A row of weight w costs O(p²): `P = (P - k (P x)(P x)ᵀ) / f`, `k = w / (f + w x·P x)`
/// (Sherman and Morrison 1950; Plackett 1950). The square root of `k / f` goes to both sides of the product, so `P` stays
/// symmetric to the bit: each element and its mirror are computed by the same operations.
///
/// Forgetting divides P by f each time, also in a direction that no row excites, and there it would grow without end (wind-up;
/// Salgado, Goodwin and Middleton 1988). So no coefficient's own element grows beyond a thousand times what it began with: what is above
/// is taken back by a row of the coefficient alone, `P -= c P_i P_iᵀ`, which says that it is as it is.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "Packed", into = "Packed")]
pub(crate) struct Gain {
    forgetting: f64,
    /// The largest that an element of the diagonal may be.
    ceiling: f64,
    inverse: Array2<f64>,
    /// Room to work in, so that learning allocates nothing; no part of the state.
    row: Array1<f64>,
    product: Array1<f64>,
}

impl PartialEq for Gain {
    fn eq(&self, other: &Self) -> bool {
        (self.forgetting, self.ceiling) == (other.forgetting, other.ceiling) && self.inverse == other.inverse
    }
}

/// What a penalty may be.
pub(crate) const PENALTY: Allowed = Allowed::Number(Domain::MoreThan(0.0));

/// What forgetting may be: at 0.9, ten rows are remembered.
pub(crate) const FORGETTING: Allowed = Allowed::Number(Domain::UpTo(0.9, 1.0));

/// By how much an element of the diagonal may grow.
const GROWTH_MAX: f64 = 1_000.0;

impl Gain {
    /// The inverse for `features` features and the base, with penalty λ and forgetting factor f.
    pub(crate) fn new(features: usize, penalty: f64, forgetting: f64) -> Self {
        let inverse = Array2::from_diag_elem(features + 1, 1.0 / penalty);
        Self::of(forgetting, GROWTH_MAX / penalty, inverse)
    }

    fn of(forgetting: f64, ceiling: f64, inverse: Array2<f64>) -> Self {
        let size = inverse.nrows();
        Self { forgetting, ceiling, inverse, row: Array1::zeros(size), product: Array1::zeros(size) }
    }

    /// The number of features, the base not counted.
    pub(crate) fn features(&self) -> usize {
        self.inverse.nrows().saturating_sub(1)
    }

    /// Takes in a row of weight `weight` and gives the step of each coefficient for an error of one, the base's first:
    /// `w P x / (f + w x·P x)`.
    pub(crate) fn absorb(&mut self, row: &[f64], weight: f64) -> &Array1<f64> {
        if let Some([one, rest @ ..]) = self.row.as_slice_mut() {
            *one = 1.0;
            rest.iter_mut().zip(row).for_each(|(own, x)| *own = *x);
        }
        self.multiply();
        let step = weight / (self.forgetting + weight * self.row.dot(&self.product));
        let growth = 1.0 / self.forgetting;
        let side = (step * growth).sqrt();
        self.product *= side;
        if let (Some(product), Some(elements)) = (self.product.as_slice(), self.inverse.as_slice_mut()) {
            for (left, line) in product.iter().zip(elements.chunks_exact_mut(product.len())) {
                for (element, right) in line.iter_mut().zip(product) {
                    *element = *element * growth - left * right;
                }
            }
        }
        self.product *= step / side;
        self.bound();
        &self.product
    }

    /// Takes back what was forgotten of coefficients that no row has excited for long.
    fn bound(&mut self) {
        for place in 0..self.row.len() {
            let element = self.inverse[(place, place)];
            if element <= self.ceiling {
                continue;
            }
            let side = (element - self.ceiling).sqrt() / element;
            self.row.assign(&self.inverse.row(place));
            self.row *= side;
            if let (Some(row), Some(elements)) = (self.row.as_slice(), self.inverse.as_slice_mut()) {
                for (left, line) in row.iter().zip(elements.chunks_exact_mut(row.len())) {
                    line.iter_mut().zip(row).for_each(|(element, right)| *element -= left * right);
                }
            }
        }
    }

    /// Leaves `P x` in the product: a sum of rows, which are columns as well, four at a time. An element goes to a sum of its own,
    /// where a dot product would wait for the one before it.
    fn multiply(&mut self) {
        self.product.fill(0.0);
        let (Some(sums), Some(elements)) = (self.product.as_slice_mut(), self.inverse.as_slice()) else {
            return;
        };
        let blocks = elements.chunks_exact(4 * sums.len());
        let rest = blocks.remainder().chunks_exact(sums.len());
        let lead = self.row.len() - rest.len();
        for (block, x) in blocks.zip(self.row.exact_chunks(4)) {
            let (left, right) = block.split_at(2 * sums.len());
            let ((a, b), (c, d)) = (left.split_at(sums.len()), right.split_at(sums.len()));
            let lines = a.iter().zip(b).zip(c.iter().zip(d));
            for (sum, ((a, b), (c, d))) in sums.iter_mut().zip(lines) {
                *sum += (x[0] * a + x[1] * b) + (x[2] * c + x[3] * d);
            }
        }
        for (line, x) in rest.zip(self.row.iter().skip(lead)) {
            for (sum, element) in sums.iter_mut().zip(line) {
                *sum += x * element;
            }
        }
    }
}

/// A gain as a snapshot keeps it: the upper triangle, row by row.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Packed {
    forgetting: f64,
    ceiling: f64,
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
        Self { forgetting: gain.forgetting, ceiling: gain.ceiling, size, upper }
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
        Ok(Self::of(packed.forgetting, packed.ceiling, inverse))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gain_of_the_wrong_size_is_refused() {
        let packed = Packed { forgetting: 1.0, ceiling: 1.0, size: 3, upper: vec![1.0; 5] };
        assert_eq!(Gain::try_from(packed).unwrap_err(), "a gain of size 3 has 6 elements, got 5");
    }

    #[test]
    fn a_row_of_weight_two_is_the_row_twice() {
        let (mut once, mut twice) = (Gain::new(2, 3.0, 1.0), Gain::new(2, 3.0, 1.0));
        once.absorb(&[0.5, -1.0], 2.0);
        twice.absorb(&[0.5, -1.0], 1.0);
        twice.absorb(&[0.5, -1.0], 1.0);
        let gap = &once.inverse - &twice.inverse;
        assert!(gap.iter().all(|gap| gap.abs() < 1e-15));
    }
    #[test]
    fn what_no_row_excites_is_not_forgotten_without_end() {
        let mut gain = Gain::new(2, 10.0, 0.9);
        for place in 0..20_000 {
            let x = f64::from(place % 7) - 3.0;
            assert!(gain.absorb(&[x, 0.0], 1.0).iter().all(|step| step.is_finite()), "row {place}");
        }
        assert!((gain.inverse[(2, 2)] - GROWTH_MAX / 10.0).abs() < 1e-6);
        assert!(gain.inverse[(1, 1)] < 1.0, "what is excited is forgotten as ever");
        assert!((0..3).all(|i| (0..3).all(|j| gain.inverse[(i, j)] == gain.inverse[(j, i)])));
        let steps = gain.absorb(&[0.0, 1.0], 1.0);
        assert!(steps[2] > 0.9 && steps[2] < 1.0, "and what wakes is learned: {steps}");
    }
}
