//! How much the ridge is believed beside the random walk.

use serde::{Deserialize, Serialize};

/// The weight of the ridge, `1 / (1 + exp(-d))`, where d gathers by how much its squared loss was smaller.
///
/// Exponentially weighted aggregation of two experts (Vovk 1990; Cesa-Bianchi and Lugosi 2006, chapter 2) on
/// delayed labels, the rate divided by the horizon because its labels overlap; d is held within bounds, so that what
/// stopped working loses its weight in months, not decades.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Mixing {
    advantage: f64,
}

/// The bound on the gathered advantage: odds of about twenty to one.
const BOUND: f64 = 3.0;

impl Mixing {
    /// Learns how the ridge's number compared with no move, both in units of scale.
    pub fn learn(&mut self, ridge: f64, label: f64, rate: f64) {
        let gain = label * label - (label - ridge) * (label - ridge);
        self.advantage = (self.advantage + rate * gain).clamp(-BOUND, BOUND);
    }

    /// The ridge's weight, between 0 and 1.
    pub fn weight(self) -> f64 {
        1.0 / (1.0 + crate::num::exp(-self.advantage))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weight_goes_to_whom_it_is_owed_and_comes_back() {
        let mut mixing = Mixing::default();
        assert_eq!(mixing.weight(), 0.5);
        for _ in 0..1_000 {
            mixing.learn(0.3, 0.4, 0.5);
        }
        assert!(mixing.weight() > 0.95);
        for _ in 0..200 {
            mixing.learn(0.3, -0.4, 0.5);
        }
        assert!(mixing.weight() < 0.05);
    }
}
