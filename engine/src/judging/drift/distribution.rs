//! How two samples are distributed, part by part of the range that both lie in.

use serde::{Deserialize, Serialize};

/// Into how many parts the range is divided.
pub const PARTS: usize = 16;

/// The share of both samples together that may lie beyond either end of the range, so that a single value far out does not
/// press all the others into one part.
const BEYOND: f64 = 0.01;

/// How many values of a reference and of a current sample lie in each of [`PARTS`] equal parts of a range.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Distribution {
    /// The lower end of the range.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// The reference values in each part.
    pub reference: [u32; PARTS],
    /// The current ones.
    pub current: [u32; PARTS],
}

/// How the finite values of both samples are distributed; `None` if either has none, or where both together are one value.
///
/// The range leaves out a hundredth of both together at either end; what lies beyond is counted in the outermost parts, so that
/// all values are.
///
/// ```
/// use paridad_engine::judging::drift::distribution::distribution;
/// let (reference, current) = ([0.0, 1.0, 2.0, 3.0].repeat(30), [3.0, 4.0].repeat(30));
/// let found = distribution(&reference, &current).unwrap();
/// assert_eq!((found.low, found.high), (0.0, 4.0));
/// assert_eq!((found.reference[0], found.current[0], found.current[15]), (30, 0, 30));
/// ```
pub fn distribution(reference: &[f64], current: &[f64]) -> Option<Distribution> {
    let finite = |values: &[f64]| values.iter().copied().filter(|x| x.is_finite()).collect::<Vec<f64>>();
    let (reference, current) = (finite(reference), finite(current));
    if reference.is_empty() || current.is_empty() {
        return None;
    }
    let mut all = [&reference[..], &current].concat();
    all.sort_unstable_by(f64::total_cmp);
    let beyond = place(BEYOND * all.len() as f64);
    let (low, high) = (all[beyond], all[all.len() - 1 - beyond]);
    let counts = |values: &[f64]| {
        let mut counts = [0; PARTS];
        for x in values {
            let share = ((x - low) / (high - low)).clamp(0.0, 1.0);
            counts[place(share * PARTS as f64).min(PARTS - 1)] += 1;
        }
        counts
    };
    (low < high).then(|| Distribution { low, high, reference: counts(&reference), current: counts(&current) })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place among what is counted here"
)]
fn place(at: f64) -> usize {
    at as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_finite_value_is_counted_once_also_beyond_the_range() {
        let mut reference: Vec<f64> = (0..1000).map(f64::from).collect();
        reference.extend([f64::NAN, 1e9]);
        let current = [-1e9, 500.0, 999.0, f64::INFINITY];
        let found = distribution(&reference, &current).unwrap();
        assert_eq!(found.reference.iter().sum::<u32>(), 1001);
        assert_eq!(found.current.iter().sum::<u32>(), 3);
        assert!(found.low >= 0.0 && found.high < 1000.0, "{found:?}");
        assert_eq!((found.current[0], found.current[PARTS - 1]), (1, 1));
    }

    #[test]
    fn what_does_not_vary_or_is_not_there_has_no_distribution() {
        assert_eq!(distribution(&[7.0; 200], &[7.0; 40]), None);
        assert_eq!(distribution(&[], &[1.0, 2.0]), None);
        assert_eq!(distribution(&[1.0, 2.0], &[f64::NAN]), None);
    }
}
