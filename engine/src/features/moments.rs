//! Expanding mean and deviation of each feature, with which rows are standardised.

use serde::{Deserialize, Serialize};

/// How far from its mean, in deviations, a standardised value may lie.
const CLIP: f64 = 5.0;

/// Running moments of all features (Welford 1962): `mean += (x - mean)/n`, `m2 += (x - mean_before)(x - mean_after)`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Moments {
    features: Vec<Running>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
struct Running {
    count: u32,
    mean: f64,
    m2: f64,
}

impl Moments {
    /// Moments of `features` features that have seen nothing.
    pub fn new(features: usize) -> Self {
        Self { features: vec![Running::default(); features] }
    }

    /// The number of features.
    pub fn features(&self) -> usize {
        self.features.len()
    }

    /// Takes in a row; what is missing teaches nothing.
    pub fn learn(&mut self, row: &[Option<f64>]) {
        for (running, value) in self.features.iter_mut().zip(row) {
            if let Some(value) = value {
                running.count += 1;
                let before = value - running.mean;
                running.mean += before / f64::from(running.count);
                running.m2 += before * (value - running.mean);
            }
        }
    }

    /// The row in deviations from the mean, clipped to five; what is missing stands at its mean, zero.
    pub fn standardise(&self, row: &[Option<f64>]) -> Vec<f64> {
        self.features
            .iter()
            .zip(row)
            .map(|(running, value)| value.map_or(0.0, |x| running.standardise(x)))
            .collect()
    }

    /// Mean and deviation of a feature, once two values have been seen.
    pub fn of(&self, feature: usize) -> Option<(f64, f64)> {
        let running = self.features.get(feature)?;
        (running.count > 1).then(|| (running.mean, running.deviation()))
    }
}

impl Running {
    fn deviation(&self) -> f64 {
        (self.m2 / f64::from(self.count)).sqrt()
    }

    fn standardise(&self, value: f64) -> f64 {
        if self.count < 2 {
            return 0.0;
        }
        let deviation = self.deviation();
        if deviation > 0.0 { ((value - self.mean) / deviation).clamp(-CLIP, CLIP) } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_measured_in_deviations_and_a_gap_is_the_mean() {
        let mut moments = Moments::new(2);
        for x in [1.0, 2.0, 3.0, 4.0] {
            moments.learn(&[Some(x), None]);
        }
        let row = moments.standardise(&[Some(2.5 + 1.25_f64.sqrt()), Some(7.0)]);
        assert!((row[0] - 1.0).abs() < 1e-12);
        assert_eq!(row[1], 0.0);
        assert_eq!(moments.standardise(&[Some(1e9), None])[0], 5.0);
        assert_eq!(moments.standardise(&[None, None]), vec![0.0, 0.0]);
    }
}
