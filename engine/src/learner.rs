//! Learners of location: what each says for a row, and how it learns one row at a time.
//!
//! Rows are standardised and labels are in units of their horizon's scale. What is learned in batches
//! enters beside these as fitted numbers that this package predicts and explains from.

#[cfg(test)]
mod contract;
mod linear;
mod random_walk;
mod ridge;

pub use linear::Linear;
pub use random_walk::RandomWalk;
pub(crate) use ridge::Gain;
pub use ridge::Ridge;

use serde::{Deserialize, Serialize};

/// A number with its reasons: the point is the base plus the contributions, added in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Prediction {
    /// What would be said if every feature stood at its mean.
    pub base: f64,
    /// The part owed to each feature.
    pub contributions: Vec<f64>,
}

impl Prediction {
    /// The base plus the contributions, added in their fixed order.
    pub fn point(&self) -> f64 {
        self.contributions.iter().fold(self.base, |sum, contribution| sum + contribution)
    }

    /// The same prediction in another unit.
    #[must_use]
    pub fn scaled(mut self, factor: f64) -> Self {
        self.base *= factor;
        self.contributions.iter_mut().for_each(|contribution| *contribution *= factor);
        self
    }

    /// The mean of two predictions, part by part, in which `other` has the given share.
    #[must_use]
    pub fn mixed(mut self, other: &Self, share: f64) -> Self {
        let mix = |own: f64, other: f64| (1.0 - share) * own + share * other;
        self.base = mix(self.base, other.base);
        for (own, other) in self.contributions.iter_mut().zip(&other.contributions) {
            *own = mix(*own, *other);
        }
        self
    }
}

/// A model that learns one row at a time.
pub trait Learner {
    /// What it says for a row, and why; none before it is ready.
    fn predict(&self, row: &[f64]) -> Option<Prediction>;

    /// Learns that `row` was followed by `label`.
    fn learn(&mut self, row: &[f64], label: f64);
}
