//! Checks of the Kolmogorov-Smirnov test against counting by hand and its own limits.

use super::*;

fn shifted(n: u32, shift: f64) -> Vec<f64> {
    (0..n).map(|i| f64::from(i) / f64::from(n) + shift).collect()
}

/// The share of all paths that have a gap of at least `gap`, by walking every one of them.
fn counted(lattice: &Lattice, gap: u64) -> f64 {
    fn walk(lattice: &Lattice, gap: u64, (i, j): (usize, usize), met: bool) -> (u32, u32) {
        let met = met || (i as u64 * lattice.step_i).abs_diff(j as u64 * lattice.step_j) >= gap;
        if (i, j) == (lattice.n, lattice.m) {
            return (u32::from(met), 1);
        }
        let mut sum = (0, 0);
        for (i, j) in [(i + 1, j), (i, j + 1)] {
            if i <= lattice.n && j <= lattice.m {
                let part = walk(lattice, gap, (i, j), met);
                sum = (sum.0 + part.0, sum.1 + part.1);
            }
        }
        sum
    }
    let (met, all) = walk(lattice, gap, (0, 0), false);
    f64::from(met) / f64::from(all)
}

#[test]
fn the_exact_p_is_the_share_of_all_paths() {
    for (n, m) in [(1, 1), (1, 5), (5, 1), (4, 4), (6, 4), (7, 5), (3, 9)] {
        let lattice = Lattice::new(n, m);
        for gap in 1..=lattice.gap_max() {
            let (p, expected) = (lattice.leaving_probability(gap), counted(&lattice, gap));
            assert!((p - expected).abs() < 1e-14, "{n} {m} {gap}: {p} {expected}");
        }
    }
}

#[test]
fn the_smallest_p_keeps_its_digits() {
    // Two of the 1,000-choose-500 orders are separated: ln p = ln 2 - ln C(1000, 500).
    let p = Lattice::new(500, 500).leaving_probability(500);
    let ln_orders: f64 = (1..=500).map(|k| num::ln(f64::from(500 + k) / f64::from(k))).sum();
    assert!((num::ln(p) - num::ln(2.0) + ln_orders).abs() < 1e-9, "{p}");
}

#[test]
fn the_order_of_the_samples_does_not_matter() {
    let (a, b) = (shifted(90, 0.0), shifted(70, 0.1));
    let (forth, back) = (ks(&a, &b).unwrap(), ks(&b, &a).unwrap());
    assert_eq!(forth.statistic.to_bits(), back.statistic.to_bits());
    assert!((forth.p_value - back.p_value).abs() < 1e-14);
}

#[test]
fn equal_samples_have_distance_zero_and_p_one() {
    let sample = shifted(40, 0.0);
    assert_eq!(ks(&sample, &sample), Some(Ks { statistic: 0.0, p_value: 1.0 }));
}

#[test]
fn values_that_are_not_finite_are_left_out() {
    assert_eq!(ks(&[1.0, f64::NAN, 3.0], &[2.0, f64::INFINITY]), ks(&[3.0, 1.0], &[2.0]));
    assert_eq!(ks(&[f64::NAN], &[1.0]), None);
    assert_eq!(ks(&[1.0], &[]), None);
}

#[test]
fn zero_and_minus_zero_are_one_value() {
    assert_eq!(ks(&[0.0, 1.0], &[-0.0, 1.0]).map(|test| test.p_value), Some(1.0));
}

#[test]
fn the_limit_continues_the_exact_p_of_large_samples() {
    let exact = ks(&shifted(10_000, 0.0), &shifted(10_000, 0.017)).unwrap();
    let limit = ks(&shifted(10_001, 0.0), &shifted(10_000, 0.017)).unwrap();
    assert!(exact.p_value > 0.05 && exact.p_value < 0.2, "{exact:?}");
    assert!((exact.p_value - limit.p_value).abs() < 0.01 * exact.p_value, "{exact:?} {limit:?}");
}

#[test]
fn the_limit_matches_tabulated_quantiles() {
    // Smirnov's table: the 10, 5 and 1 % points of the limit distribution.
    for (x, p) in [(1.223_848, 0.10), (1.358_099, 0.05), (1.627_624, 0.01)] {
        assert!((kolmogorov_tail(x) - p).abs() < 1e-6, "{x}");
    }
    assert!((kolmogorov_tail(0.2) - 1.0).abs() < 1e-11);
}
