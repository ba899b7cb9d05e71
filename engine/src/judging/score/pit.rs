//! The histogram of probability integral transforms: flat where forecasts are calibrated.

use serde::{Deserialize, Serialize};

/// The number of bins, each a twentieth wide.
pub const PIT_BINS: usize = 20;

/// How often the outcome fell into each twentieth of its forecast distribution.
///
/// A calibrated forecaster fills all bins alike; a heap in the middle says that its intervals are too wide, heaps at
/// both ends that they are too narrow, a slope that they lie to one side. F. X. Diebold, T. A. Gunther
/// and A. S. Tay, "Evaluating density forecasts", International Economic Review 39 (1998). Outcomes of a horizon
/// of h days overlap, so that the unevenness that chance alone makes is that of n/h outcomes, not of n.
///
/// ```
/// use paridad_engine::judging::score::pit::PitHistogram;
/// let mut histogram = PitHistogram::default();
/// [0.0, 0.04, 0.5, 1.0].into_iter().for_each(|pit| histogram.learn(pit));
/// assert_eq!((histogram.counts()[0], histogram.counts()[10], histogram.counts()[19]), (2, 1, 1));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PitHistogram {
    counts: [u32; PIT_BINS],
}

impl PitHistogram {
    /// Takes in the share of a forecast distribution below its outcome; what is no share teaches nothing.
    pub fn learn(&mut self, pit: f64) {
        if (0.0..=1.0).contains(&pit) {
            self.counts[bin(pit)] += 1;
        }
    }

    /// Takes in all that another histogram has seen.
    pub(crate) fn absorb(&mut self, other: &Self) {
        for (count, more) in self.counts.iter_mut().zip(other.counts) {
            *count += more;
        }
    }

    /// The number of outcomes in each bin; a bin holds its lower end, the last one also its upper.
    pub fn counts(&self) -> [u32; PIT_BINS] {
        self.counts
    }

    /// The share of the outcomes in each bin, once there is an outcome.
    pub fn shares(&self) -> Option<[f64; PIT_BINS]> {
        let total: u32 = self.counts.iter().sum();
        (total > 0).then(|| self.counts.map(|count| f64::from(count) / f64::from(total)))
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "only shares come here")]
fn bin(pit: f64) -> usize {
    ((pit * PIT_BINS as f64) as usize).min(PIT_BINS - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::level::{LEVEL_COUNT, LEVELS};

    #[test]
    fn a_level_begins_its_bin() {
        let mut histogram = PitHistogram::default();
        // The outermost two lie inside the outermost bins.
        for level in &LEVELS[1..LEVEL_COUNT - 1] {
            histogram.learn(*level);
        }
        let mut expected = [1; PIT_BINS];
        expected[0] = 0;
        assert_eq!(histogram.counts(), expected);
    }

    #[test]
    fn shares_add_up_and_nonsense_is_left_out() {
        let mut histogram = PitHistogram::default();
        assert_eq!(histogram.shares(), None);
        for pit in [f64::NAN, -0.1, 1.1] {
            histogram.learn(pit);
        }
        assert_eq!(histogram.shares(), None);
        for i in 0..100 {
            histogram.learn((f64::from(i) + 0.5) / 100.0);
        }
        assert_eq!(histogram.shares(), Some([0.05; PIT_BINS]));
    }

    #[test]
    fn two_histograms_make_one() {
        let (mut left, mut right) = (PitHistogram::default(), PitHistogram::default());
        left.learn(0.2);
        right.learn(0.2);
        right.learn(0.9);
        left.absorb(&right);
        assert_eq!((left.counts()[4], left.counts()[18]), (2, 1));
    }
}
