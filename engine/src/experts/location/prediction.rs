//! What a learner says, with its reasons, and what it may see when it does.

use crate::time::horizon::{ANCHORS, Horizon};
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
    /// A prediction that no feature contributes to.
    pub fn constant(base: f64, features: usize) -> Self {
        Self { base, contributions: vec![0.0; features] }
    }

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

    /// The same prediction, scaled down as a whole where its point is larger than `bound`.
    #[must_use]
    pub fn bounded(self, bound: f64) -> Self {
        let size = self.point().abs();
        if size > bound { self.scaled(bound / size) } else { self }
    }

    /// Adds another prediction, part by part, times a weight.
    pub fn add(&mut self, other: &Self, weight: f64) {
        self.base += weight * other.base;
        for (own, other) in self.contributions.iter_mut().zip(&other.contributions) {
            *own += weight * other;
        }
    }

    /// The mean of two predictions, part by part, in which `other` has the given share.
    #[must_use]
    pub fn mixed(self, other: &Self, share: f64) -> Self {
        let mut mixed = self.scaled(1.0 - share);
        mixed.add(other, share);
        mixed
    }
}

/// What a learner may see when it speaks.
#[derive(Debug, Clone, Copy)]
pub struct Sight<'a> {
    /// The standardised features; what is missing stands at its mean, zero.
    pub row: &'a [f64],
    /// The features as they are.
    pub raw: &'a [Option<f64>],
    /// The scale of a move over the horizon.
    pub deviation: f64,
    /// How far ahead.
    pub horizon: Horizon,
}

impl<'a> Sight<'a> {
    /// A standardised row alone, one day ahead, in units of its scale.
    pub fn of(row: &'a [f64]) -> Self {
        Self { row, raw: &[], deviation: 1.0, horizon: ANCHORS[0] }
    }
}
