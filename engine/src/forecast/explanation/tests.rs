//! What features add, against sums and integrals done by hand.

use super::*;

/// A normal fan of deviation `unit · e^x` at the end of the way, its features adding the parts to x, around a point of two parts.
fn laid(unit: f64, parts: &[f64], point: &[f64]) -> Explanation {
    let sum: f64 = parts.iter().sum();
    let normal = *Curve::normal(unit * num::exp(sum)).knots();
    Explanation {
        log_spot: num::ln(18.0),
        fixed: [0.0; KNOT_COUNT],
        point: point.iter().map(|part| [*part; KNOT_COUNT]).collect(),
        scaled: vec![Scaled { base: 0.0, parts: parts.to_vec(), sum, brings: normal }],
        spread_features: parts.len(),
    }
}

fn close(one: f64, other: f64, tiny: f64) {
    assert!((one - other).abs() < tiny, "{one} {other}");
}

#[test]
fn what_a_feature_adds_to_an_end_is_the_integral_of_its_slope() {
    let explanation = laid(0.01, &[0.6, -0.24, 0.0], &[0.002]);
    let [low, high] = explanation.ends(Interval::Eighty);
    // By hand: z σ (e^x - 1) / x for each unit of the parts, x = 0.36.
    let per_unit = 1.281_551_565_544_600_4 * 0.01 * (num::exp(0.36) - 1.0) / 0.36;
    for (part, expected) in high.spread.iter().zip([0.6, -0.24, 0.0]) {
        close(*part, expected * per_unit, 1e-15);
    }
    close(high.base, 1.281_551_565_544_600_4 * 0.01, 1e-15);
    assert_eq!(high.point, [0.002]);
    close(low.spread[0], -high.spread[0], 1e-15);
    let width = explanation.width(Interval::Eighty);
    close(width.point(), high.sum() - low.sum(), 1e-15);
    close(width.contributions[0], 2.0 * high.spread[0], 1e-15);
}

#[test]
fn features_that_cancel_keep_their_parts() {
    let explanation = laid(0.01, &[0.3, -0.3], &[]);
    let width = explanation.width(Interval::NinetyFive);
    close(width.contributions[0], 0.3 * width.base, 1e-15);
    close(width.contributions[0] + width.contributions[1], 0.0, 1e-15);
}

#[test]
fn in_pesos_the_parts_lead_from_the_spot_to_the_end_and_the_widths_are_their_differences() {
    let explanation = laid(0.01, &[0.5, -0.2], &[0.003, -0.001]);
    let logs = explanation.ends(Interval::Eighty);
    let [low, high] = explanation.ends_in_rate(Interval::Eighty);
    for (log, rate) in logs.iter().zip([&low, &high]) {
        close(18.0 + rate.sum(), 18.0 * num::exp(log.sum()), 1e-13);
    }
    let width = explanation.width_in_rate(Interval::Eighty);
    close(width.point(), high.sum() - low.sum(), 1e-13);
    close(width.contributions[1], high.spread[1] - low.spread[1], 1e-15);
}

#[test]
fn a_fan_that_is_moved_owes_its_point_to_no_feature() {
    let explanation = laid(0.01, &[0.5], &[0.003, -0.001]);
    let [low, high] = explanation.ends(Interval::Eighty);
    let [moved_low, moved_high] = explanation.clone().moved(0.01).ends(Interval::Eighty);
    for (own, moved) in [(low, moved_low), (high, moved_high)] {
        close(moved.sum(), own.sum() + 0.01, 1e-15);
        assert_eq!((moved.point, moved.spread), (vec![0.0, 0.0], own.spread));
    }
}

#[test]
fn a_probability_is_shared_as_the_scale_is_where_only_the_scale_moves() {
    // All features act through their sum, so each has its share of that in the whole difference.
    let explanation = laid(0.01, &[0.6, -0.2], &[]);
    for rate in [17.6, 18.0, 18.1, 18.4] {
        let z = num::ln(rate / 18.0) / 0.01;
        let (calm, now) = (1.0 - num::normal_cdf(z), 1.0 - num::normal_cdf(z / num::exp(0.4)));
        let above = explanation.above(rate).unwrap();
        close(above.base, calm, 1e-12);
        close(above.sum(), now, 1e-12);
        close(above.spread[0], 1.5 * (now - calm), 1e-9);
        close(above.spread[1], -0.5 * (now - calm), 1e-9);
    }
}

#[test]
fn a_probability_is_shared_by_the_slopes_along_the_way() {
    // P = 1 - Φ((v - t m) / (σ e^(t x))), whose slopes are known; integrated finely by the midpoint rule.
    let (moves, widens, sigma, rate) = (0.004, 0.5, 0.01, 18.15);
    let explanation = laid(sigma, &[widens], &[moves]);
    let log_move = num::ln(rate / 18.0);
    let steps = 200_000;
    let (mut by_point, mut by_spread) = (0.0, 0.0);
    for step in 0..steps {
        let way = (f64::from(step) + 0.5) / f64::from(steps);
        let scale = sigma * num::exp(way * widens);
        let z = (log_move - way * moves) / scale;
        by_point += num::normal_density(z) * moves / scale / f64::from(steps);
        by_spread += num::normal_density(z) * z * widens / f64::from(steps);
    }
    let above = explanation.above(rate).unwrap();
    close(above.point[0], by_point, 1e-8);
    close(above.spread[0], by_spread, 1e-8);
}

#[test]
fn beyond_what_is_said_a_probability_is_held_and_no_feature_moves_it() {
    let explanation = laid(0.01, &[0.1], &[]);
    let above = explanation.above(40.0).unwrap();
    assert_eq!((above.base, above.spread[0]), (1.0 - 0.999, 0.0));
    assert!(explanation.above(-1.0).is_none() && explanation.above(f64::NAN).is_none());
    // On the way the level comes into reach: what the features add is no longer nothing, and it sums.
    let explanation = laid(0.01, &[1.5], &[]);
    let above = explanation.above(18.0 * num::exp(0.05)).unwrap();
    let curve = Curve::normal(0.01 * num::exp(1.5));
    close(above.sum(), 1.0 - curve.probability(0.05), 1e-12);
    assert!(above.spread[0] > 0.1);
}
