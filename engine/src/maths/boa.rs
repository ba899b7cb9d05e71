//! Aggregation of experts by BOA, with sleeping experts and delayed, overlapping outcomes.

use crate::maths::num;
use serde::{Deserialize, Serialize};

/// Bernstein online aggregation with a learning rate of its own for each expert (Wintenberger 2017, section 4.2), as in CRPS
/// learning (Berrisch and Ziel 2023).
///
/// An expert's instantaneous regret is `r = g (aggregate - expert)`, g being the gradient of the loss at the aggregate. With the scale
/// `E = max |r|` of all experts, what exceeds the scale so far counts as `r E₋ / E` (Mhammedi, Koolen and van Erven 2019): so no
/// `η r` is ever above one half, for which Wintenberger's algorithm needs a correction. Of each expert it keeps `V = sum r²` and the
/// regret `R = sum r (1 - η₋ r) / 2` with the rate before, and `η = min(1 / 2E, sqrt(ln K / h V))`; its weight is in proportion to
/// `π η e^(η R)`, where π is the weight before anything was seen. Outcomes of a horizon of h days overlap: the variance of
/// their sum is h times that of the same number of separate ones, so V counts h times.
///
/// An expert that says nothing keeps its share: the others are weighed anew among themselves (Freund et al. 1997; Gaillard, Stoltz and
/// van Erven 2014), and those who speak share its weight ([`awake`]). Meanwhile it is given the mean learning rate of those who speak,
/// by their weights, if its own is greater. So who has never spoken wakes with its share at first and has to earn more; from then on the regret to
/// it is bounded by `C sqrt(V ln(1 / share))`, V being at first as large as the others' in the mean. By a record of its own, which is
/// empty, it would learn faster than everybody, and the more so the longer it had slept.
///
/// ```
/// use paridad_engine::maths::boa::Boa;
/// let mut boa = Boa::new(2);
/// let even = [0.5, 0.5];
/// assert_eq!(boa.weights(&even, 1.0), even);
/// (0..100).for_each(|_| boa.learn(&[Some(0.1), Some(-0.1)], &even, 1.0));
/// assert!(boa.weights(&even, 1.0)[0] > 0.9);
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
        let logs = self.logs(prior, overlap);
        let largest = largest(&logs);
        let weight = |log: &f64| if log.is_finite() { num::exp(log - largest) } else { 0.0 };
        in_sum_one(logs.iter().map(weight).collect())
    }

    /// Learns each expert's instantaneous regret; none for who was not awake.
    pub fn learn(&mut self, regrets: &[Option<f64>], prior: &[f64], overlap: f64) {
        let regrets: Vec<Option<f64>> =
            regrets.iter().map(|regret| regret.filter(|regret| regret.is_finite())).collect();
        let is_awake: Vec<bool> = regrets.iter().map(Option::is_some).collect();
        let shares = if is_awake.contains(&false) { self.weights(prior, overlap) } else { Vec::new() };
        let before = self.scale();
        let scale = regrets.iter().flatten().fold(before, |scale, regret| scale.max(regret.abs()));
        let counts = if scale > before { before / scale } else { 1.0 };
        let rates = self.rates(overlap);
        for ((record, regret), rate) in self.experts.iter_mut().zip(&regrets).zip(rates) {
            let Some(regret) = regret else { continue };
            let counted = regret * counts;
            record.range = record.range.max(regret.abs());
            record.squares += counted * counted;
            record.regret += 0.5 * counted * (1.0 - rate * counted);
        }
        self.keep_shares(&shares, &is_awake, (prior, overlap));
    }

    /// Gives those who sleep the shares that they had, and no faster a learning rate than those who are awake have in the mean.
    fn keep_shares(&mut self, shares: &[f64], is_awake: &[bool], (prior, overlap): (&[f64], f64)) {
        let speaking = awake(&self.weights(prior, overlap), is_awake.iter().copied());
        let rate: f64 = speaking.iter().zip(self.rates(overlap)).map(|(weight, rate)| weight * rate).sum();
        let asleep =
            || shares.iter().enumerate().filter(|(expert, share)| !is_awake[*expert] && **share > 0.0);
        let sleeping: f64 = asleep().map(|(_, share)| share).sum();
        if self.scale() <= 0.0 || rate <= 0.0 || sleeping <= 0.0 {
            return;
        }
        let squares = self.log_count() / (overlap * rate * rate);
        asleep().for_each(|(expert, _)| {
            let record = &mut self.experts[expert];
            record.squares = record.squares.max(squares);
        });
        let logs = self.logs(prior, overlap);
        let largest = largest(&logs);
        let spoken = logs.iter().zip(is_awake).filter(|(_, is_awake)| **is_awake);
        let total = largest + num::ln(spoken.map(|(log, _)| num::exp(log - largest)).sum());
        let rates = self.rates(overlap);
        asleep().for_each(|(expert, share)| {
            let log = num::ln(share / (1.0 - sleeping)) + total;
            self.experts[expert].regret = (log - num::ln(prior[expert] * rates[expert])) / rates[expert];
        });
    }

    /// The logarithm of each expert's weight before all are made one in sum.
    fn logs(&self, prior: &[f64], overlap: f64) -> Vec<f64> {
        let records = self.experts.iter().zip(self.rates(overlap)).zip(prior);
        records.map(|((record, rate), prior)| num::ln(prior * rate) + rate * record.regret).collect()
    }

    /// The largest regret that any expert has ever had.
    fn scale(&self) -> f64 {
        self.experts.iter().fold(0.0, |scale, record| scale.max(record.range))
    }

    /// How fast each expert learns. Before anything was seen all learn alike.
    fn rates(&self, overlap: f64) -> Vec<f64> {
        let (scale, log_count) = (self.scale(), self.log_count());
        let rate = |record: &Record| {
            let adaptive = (log_count / (overlap * record.squares)).sqrt();
            if scale > 0.0 { adaptive.min(0.5 / scale) } else { 1.0 }
        };
        self.experts.iter().map(rate).collect()
    }

    fn log_count(&self) -> f64 {
        num::ln(self.experts.len().max(2) as f64)
    }
}

/// The weights of those who speak, one in sum; all zero if nobody does.
pub fn awake(weights: &[f64], speaks: impl Iterator<Item = bool>) -> Vec<f64> {
    let awake = weights.iter().zip(speaks).map(|(weight, speaks)| if speaks { *weight } else { 0.0 });
    in_sum_one(awake.collect())
}

fn largest(logs: &[f64]) -> f64 {
    logs.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

fn in_sum_one(mut weights: Vec<f64>) -> Vec<f64> {
    let sum: f64 = weights.iter().sum();
    if sum > 0.0 {
        for weight in &mut weights {
            *weight /= sum;
        }
    }
    weights
}

#[cfg(test)]
mod tests;
