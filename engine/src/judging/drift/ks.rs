//! The two-sample Kolmogorov-Smirnov test: could two samples come from one distribution?

use crate::maths::num;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The largest sample for which the exact distribution is used.
const EXACT_MAX: usize = 10_000;

/// The outcome of a two-sample Kolmogorov-Smirnov test.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Ks {
    /// The largest distance between the two empirical distribution functions, from 0 to 1.
    pub statistic: f64,
    /// The probability of a distance at least as large if nothing differs, two-sided.
    pub p_value: f64,
}

/// Tests whether `reference` and `current` come from one distribution; `None` if either has no finite value.
///
/// ```text
/// D = max |F(x) - G(x)|    F, G the empirical distribution functions of n and m values
/// p = P(|i/n - j/m| >= D somewhere on a random lattice path from (0, 0) to (n, m))
/// ```
///
/// Values that are not finite are left out. The p is exact up to 10,000 values a side and the Kolmogorov
/// limit beyond. It holds for independent values without ties; ties make it too large, serial
/// dependence makes it too small. J. L. Hodges, "The significance probability of the Smirnov
/// two-sample test", Arkiv för Matematik 3 (1958).
///
/// ```
/// use paridad_engine::judging::drift::ks::ks;
/// let test = ks(&[1.0, 2.0, 3.0], &[4.0, 5.0, 6.0]).unwrap();
/// assert_eq!(test.statistic, 1.0);
/// assert!((test.p_value - 0.1).abs() < 1e-15); // 2 of the 20 orders of six values
/// ```
pub fn ks(reference: &[f64], current: &[f64]) -> Option<Ks> {
    let (reference, current) = (sorted_finite(reference), sorted_finite(current));
    if reference.is_empty() || current.is_empty() {
        return None;
    }
    let lattice = Lattice::new(reference.len(), current.len());
    let gap = largest_gap(&reference, &current, &lattice);
    let statistic = gap as f64 / lattice.gap_max() as f64;
    let p_value = if gap == 0 {
        1.0
    } else if lattice.n.max(lattice.m) <= EXACT_MAX {
        lattice.leaving_probability(gap)
    } else {
        let (n, m) = (lattice.n as f64, lattice.m as f64);
        kolmogorov_tail((n * m / (n + m)).sqrt() * statistic)
    };
    Some(Ks { statistic, p_value })
}

fn sorted_finite(values: &[f64]) -> Vec<f64> {
    let mut finite: Vec<f64> = values.iter().copied().filter(|x| x.is_finite()).collect();
    finite.sort_unstable_by(f64::total_cmp);
    finite
}

/// The largest |F - G|, in units of 1 / lcm(n, m), so that it is an integer and exact.
fn largest_gap(reference: &[f64], current: &[f64], lattice: &Lattice) -> u64 {
    let (mut i, mut j, mut largest) = (0, 0, 0);
    // Once one side is used up, the other only closes the gap.
    while let (Some(a), Some(b)) = (reference.get(i), current.get(j)) {
        let x = a.min(*b);
        i += count_up_to(&reference[i..], x);
        j += count_up_to(&current[j..], x);
        largest = largest.max((i as u64 * lattice.step_i).abs_diff(j as u64 * lattice.step_j));
    }
    largest
}

fn count_up_to(sorted: &[f64], x: f64) -> usize {
    sorted.iter().take_while(|value| **value <= x).count()
}

/// The grid of paths from (0, 0) to (n, m): i counts values of the first sample, j of the second.
struct Lattice {
    n: usize,
    m: usize,
    /// What a step in i adds to the gap, in units of 1 / lcm(n, m).
    step_i: u64,
    /// What a step in j takes from the gap.
    step_j: u64,
}

impl Lattice {
    fn new(n: usize, m: usize) -> Self {
        let divisor = greatest_common_divisor(n, m);
        Self { n, m, step_i: (m / divisor) as u64, step_j: (n / divisor) as u64 }
    }

    /// The gap of a statistic of 1: lcm(n, m).
    fn gap_max(&self) -> u64 {
        self.n as u64 * self.step_i
    }

    /// The probability that a random path somewhere has a gap of at least `gap`.
    ///
    /// It walks the diagonals i + j = d with the probability of each point reached inside the band, and
    /// adds up what leaves the band instead of subtracting what stays from 1: small probabilities keep
    /// their digits. No point of a diagonal needs another one of it, so the inner loop is fast.
    fn leaving_probability(&self, gap: u64) -> f64 {
        let i_left: Vec<f64> = (0..=self.n).map(|i| (self.n - i) as f64).collect();
        // Zero outside `band`; one place more than i has values, for what arrives beyond the last.
        let mut inside = vec![0.0; self.n + 2];
        inside[0] = 1.0;
        let mut left = 0.0;
        let mut band = 0..1;
        for d in 1..=self.n + self.m {
            let steps_left = (self.n + self.m - d + 1) as f64;
            let arriving = advance(&mut inside[band.clone()], &i_left[band.clone()], steps_left);
            inside[band.end] = arriving;
            let next = self.band(d, gap);
            if next.is_empty() {
                return 1.0;
            }
            for i in (band.start..next.start).chain(next.end..=band.end) {
                left += std::mem::take(&mut inside[i]);
            }
            band = next;
        }
        f64::min(left, 1.0)
    }

    /// The values of i on the diagonal i + j = d whose gap is below `gap`.
    #[expect(clippy::cast_possible_truncation, reason = "the quotients are at most n + m")]
    fn band(&self, d: usize, gap: u64) -> Range<usize> {
        // On the diagonal the gap is |i * (step_i + step_j) - d * step_j|.
        let (slope, middle) = (self.step_i + self.step_j, d as u64 * self.step_j);
        let above = middle.checked_sub(gap).map_or(0, |bound| bound / slope + 1) as usize;
        let below = (middle + gap).div_ceil(slope) as usize;
        above.max(d.saturating_sub(self.m))..below.min(d + 1).min(self.n + 1)
    }
}

/// Moves the probabilities of one diagonal to the next; returns what arrives just beyond them.
///
/// A path with `i_left` of its `steps_left` steps to go in i takes its next step there with the
/// probability `i_left / steps_left`.
fn advance(inside: &mut [f64], i_left: &[f64], steps_left: f64) -> f64 {
    let mut arriving = 0.0;
    for (mass, i_left) in inside.iter_mut().zip(i_left) {
        let share = *mass / steps_left;
        *mass = arriving + share * (steps_left - i_left);
        arriving = share * i_left;
    }
    arriving
}

fn greatest_common_divisor(a: usize, b: usize) -> usize {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

/// The Kolmogorov limit: Q(x) = 2 * sum over k >= 1 of (-1)^(k-1) exp(-2 k^2 x^2).
fn kolmogorov_tail(x: f64) -> f64 {
    // Below 0.2 the limit is 1 to twelve digits and the series slow; above, 30 terms reach 1e-17.
    if x < 0.2 {
        return 1.0;
    }
    let term = |k: i32| num::exp(-2.0 * f64::from(k * k) * x * x);
    let sum: f64 = (1..30).step_by(2).map(|k| term(k) - term(k + 1)).sum();
    (2.0 * sum).min(1.0)
}

#[cfg(test)]
mod tests;
