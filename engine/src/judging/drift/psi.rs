//! The population stability index: how far has the mass moved between the deciles of a reference?

use crate::maths::num;

/// The share that an empty bin counts as, so that its logarithm exists.
const SHARE_MIN: f64 = 1e-4;

/// The population stability index of `current` against `reference`; `None` if either has no finite value.
///
/// ```text
/// PSI = sum over bins (c - r) ln(c / r)    r, c the shares of reference and current, each at least 1e-4
/// ```
///
/// The bins end at the distinct deciles of the reference, right-closed. By custom, below 0.1 is
/// stable and from 0.25 a change. S. Kullback and R. A. Leibler, "On information and sufficiency",
/// Annals of Mathematical Statistics 22 (1951): the index is their symmetric divergence.
///
/// ```
/// use paridad_engine::judging::drift::psi::psi;
/// let reference: Vec<f64> = (0..1000).map(f64::from).collect();
/// let current: Vec<f64> = (500..1500).map(f64::from).collect();
/// assert_eq!(psi(&reference, &reference), Some(0.0));
/// assert!(psi(&reference, &current).unwrap() > 0.25);
/// ```
pub fn psi(reference: &[f64], current: &[f64]) -> Option<f64> {
    let edges = deciles(reference)?;
    let reference = shares(reference, &edges)?;
    let current = shares(current, &edges)?;
    Some(reference.iter().zip(&current).map(|(r, c)| (c - r) * num::ln(c / r)).sum())
}

/// The distinct deciles of the finite `values`, by linear interpolation between order statistics.
fn deciles(values: &[f64]) -> Option<Vec<f64>> {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|x| x.is_finite()).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    let decile = |tenths: usize| {
        // Integers, so that a decile that falls on a value is that value.
        let (below, rest) = (tenths * last / 10, tenths * last % 10);
        let (low, high) = (sorted[below], sorted[(below + 1).min(last)]);
        low + (high - low) * (rest as f64 / 10.0)
    };
    let mut edges: Vec<f64> = (1..10).map(decile).collect();
    edges.dedup();
    Some(edges)
}

/// The share of the finite `values` in each bin, floored.
fn shares(values: &[f64], edges: &[f64]) -> Option<Vec<f64>> {
    let mut counts = vec![0_u32; edges.len() + 1];
    for x in values.iter().filter(|x| x.is_finite()) {
        counts[edges.partition_point(|edge| edge < x)] += 1;
    }
    let all: u32 = counts.iter().sum();
    let share = |count: u32| (f64::from(count) / f64::from(all)).max(SHARE_MIN);
    (all > 0).then(|| counts.into_iter().map(share).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ramp(n: u32) -> Vec<f64> {
        (0..n).map(f64::from).collect()
    }

    #[test]
    fn deciles_are_interpolated_and_distinct() {
        assert_eq!(deciles(&ramp(11)).unwrap(), (1..10).map(f64::from).collect::<Vec<_>>());
        assert_eq!(deciles(&[0.0, 1.0]).unwrap().len(), 9);
        assert_eq!(deciles(&[7.0; 50]).unwrap(), [7.0]);
        assert_eq!(deciles(&[]), None);
    }

    #[test]
    fn a_value_on_an_edge_belongs_to_the_bin_below() {
        assert_eq!(shares(&[1.0, 2.0, 2.5, 9.0], &[1.0, 2.0]).unwrap(), [0.25, 0.25, 0.5]);
    }

    #[test]
    fn the_index_is_the_sum_of_the_formula() {
        // All of current lies in the top bin: (1 - 0.1) ln 10 there, (1e-4 - 0.1) ln 1e-3 in nine.
        let expected = 0.9 * num::ln(10.0) + 9.0 * (1e-4 - 0.1) * num::ln(1e-3);
        let index = psi(&ramp(1000), &[2000.0; 30]).unwrap();
        assert!((index - expected).abs() < 1e-12, "{index} {expected}");
    }

    #[test]
    fn a_constant_that_stays_is_stable() {
        assert_eq!(psi(&[7.0; 200], &[7.0; 50]), Some(0.0));
    }

    #[test]
    fn values_that_are_not_finite_are_left_out() {
        let with_gaps = [&ramp(200)[..], &[f64::NAN, f64::INFINITY]].concat();
        assert_eq!(psi(&with_gaps, &with_gaps), Some(0.0));
        assert_eq!(psi(&with_gaps, &[f64::NAN]), None);
    }
}
