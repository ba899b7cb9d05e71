//! Aggregation of experts by BOA, with sleeping experts and delayed, overlapping outcomes.

use crate::num;
use serde::{Deserialize, Serialize};

/// Bernstein online aggregation with a learning rate of its own for each expert (Wintenberger 2017, section 4.2; Gaillard,
/// Stoltz and van Erven 2014), as in CRPS learning (Berrisch and Ziel 2023).
///
/// Of an expert's instantaneous regrets `r = g (aggregate - expert)`, g being the gradient of the loss at the aggregate, it keeps
/// `V = sum r²`, the range `E = max |r|` and the regret `R = sum (r (1 - η r) + 2 E [η r > 1/2]) / 2` with
/// `η = min(1 / 2E, sqrt(ln K / h V))`; its weight is in proportion to `π η e^(η R)`, where π is the weight before
/// anything was seen. Outcomes of a horizon of h days overlap: the variance of their sum is h times that of the same number of
/// separate ones, so V counts h times. An expert that said nothing neither gains nor loses (Freund et al. 1997), and
/// those who speak share its weight ([`awake`]).
///
/// ```
/// use paridad_engine::boa::Boa;
/// let mut boa = Boa::new(2);
/// assert_eq!(boa.weights(&[0.5, 0.5], 1.0), [0.5, 0.5]);
/// (0..100).for_each(|_| boa.learn(&[Some(0.1), Some(-0.1)], 1.0));
/// assert!(boa.weights(&[0.5, 0.5], 1.0)[0] > 0.9);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Boa {
    experts: Vec<Record>,
}

/// What is kept of one expert.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
struct Record {
    regret: f64,
    squares: f64,
    range: f64,
}

/// The sum of squares that is taken at its word: a rate is never infinite.
const SQUARES_FLOOR: f64 = 1e-6;

impl Record {
    fn rate(&self, experts: usize, overlap: f64) -> f64 {
        let adaptive = (num::ln(experts.max(2) as f64) / (overlap * (self.squares + SQUARES_FLOOR))).sqrt();
        if self.range > 0.0 { adaptive.min(0.5 / self.range) } else { adaptive }
    }

    fn learn(&mut self, regret: f64, experts: usize, overlap: f64) {
        self.squares += regret * regret;
        self.range = self.range.max(regret.abs());
        let rate = self.rate(experts, overlap);
        let correction = if rate * regret > 0.5 { 2.0 * self.range } else { 0.0 };
        self.regret += 0.5 * (regret * (1.0 - rate * regret) + correction);
    }
}

impl Boa {
    /// An aggregation of so many experts, of whom nothing is known.
    pub fn new(experts: usize) -> Self {
        Self { experts: vec![Record::default(); experts] }
    }

    /// The number of experts.
    pub fn experts(&self) -> usize {
        self.experts.len()
    }

    /// The weight of each expert: not negative, and one in sum where any had a weight at first.
    pub fn weights(&self, prior: &[f64], overlap: f64) -> Vec<f64> {
        let count = self.experts.len();
        let logs: Vec<Option<f64>> = self
            .experts
            .iter()
            .zip(prior)
            .map(|(record, prior)| {
                let rate = record.rate(count, overlap);
                (*prior > 0.0).then(|| num::ln(prior * rate) + rate * record.regret)
            })
            .collect();
        let largest = logs.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut weights: Vec<f64> =
            logs.iter().map(|log| log.map_or(0.0, |log| num::exp(log - largest))).collect();
        let sum: f64 = weights.iter().sum();
        if sum > 0.0 {
            for weight in &mut weights {
                *weight /= sum;
            }
        }
        weights
    }

    /// Learns each expert's instantaneous regret; none for who was not awake.
    pub fn learn(&mut self, regrets: &[Option<f64>], overlap: f64) {
        let count = self.experts.len();
        for (record, regret) in self.experts.iter_mut().zip(regrets) {
            if let Some(regret) = regret.filter(|regret| regret.is_finite()) {
                record.learn(regret, count, overlap);
            }
        }
    }
}

/// The weights of those who speak, one in sum; all zero if nobody does.
pub fn awake(weights: &[f64], speaks: impl Iterator<Item = bool>) -> Vec<f64> {
    let mut awake: Vec<f64> =
        weights.iter().zip(speaks).map(|(weight, speaks)| if speaks { *weight } else { 0.0 }).collect();
    let sum: f64 = awake.iter().sum();
    if sum > 0.0 {
        for weight in &mut awake {
            *weight /= sum;
        }
    }
    awake
}

#[cfg(test)]
mod tests;
