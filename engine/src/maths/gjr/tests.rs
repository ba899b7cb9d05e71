//! The volatility against figures worked out elsewhere.

use super::Gjr;

const GJR: Gjr = Gjr { omega: 0.05, alpha: 0.04, gamma: 0.07, beta: 0.88, degrees: 5.5 };
const RETURNS: [f64; 4] = [0.5, -1.2, 0.3, 2.0];

fn assert_near(one: f64, other: f64) {
    assert!((one - other).abs() <= 1e-12 * other.abs().max(1.0), "{one} is not {other}");
}

#[test]
fn a_depreciation_counts_more_than_an_appreciation() {
    // 0.05 + 0.11 r^2 + 0.88 v for r > 0, 0.05 + 0.04 r^2 + 0.88 v else; worked out by hand.
    let by_hand = [1.445, 1.3491, 1.294_808, 1.199_331_04, 1.545_411_315_2];
    for (variance, by_hand) in GJR.filter(&RETURNS).into_iter().zip(by_hand) {
        assert_near(variance, by_hand);
    }
    assert_eq!(GJR.filter(&RETURNS).len(), RETURNS.len() + 1);
}

#[test]
fn the_likelihood_is_that_of_the_reference_implementations() {
    // scipy 1.17.1: the sum of stats.t.logpdf(r, df=5.5, scale=sqrt(v * 3.5 / 5.5)) over the variances above;
    // arch 8.0.0: StudentsT().loglikelihood([5.5], returns, variances). Both give the same bits.
    assert_near(GJR.log_likelihood(&RETURNS), -6.767_561_029_725_536);
}

#[test]
fn the_filter_starts_from_the_mean_square_of_the_first_250_returns() {
    let mut returns = vec![2.0; 250];
    returns.extend([50.0; 30]);
    assert_near(GJR.filter(&returns)[0], 4.0);
}

#[test]
fn the_variance_ahead_adds_up_what_is_expected_of_each_day() {
    assert_near(GJR.persistence(), 0.955);
    let unconditional = GJR.unconditional().unwrap();
    assert_near(unconditional, 0.05 / 0.045);
    // The geometric series: n u + (v - u) (1 - p^n) / (1 - p).
    let series = 21.0 * unconditional + (0.7 - unconditional) * (1.0 - 0.955_f64.powi(21)) / 0.045;
    assert_near(GJR.variance_ahead(0.7, 21), series);
    assert_eq!(GJR.variance_ahead(0.7, 1), 0.7);
    assert_eq!(GJR.variance_ahead(0.7, 0), 0.0);
}

#[test]
fn shocks_that_do_not_die_away_have_no_long_run() {
    let integrated = Gjr { alpha: 0.1, gamma: 0.0, beta: 0.9, ..GJR };
    assert_eq!(Gjr { beta: 0.95, ..integrated }.unconditional(), None);
    // Where the persistence is 1, each day adds one omega more.
    assert_near(Gjr { omega: 0.5, ..integrated }.variance_ahead(1.0, 3), 1.0 + 1.5 + 2.0);
}

#[test]
fn scaling_the_returns_scales_the_variances() {
    let scaled: Vec<f64> = RETURNS.iter().map(|r| 100.0 * r).collect();
    let gjr = Gjr { omega: 1e4 * GJR.omega, ..GJR };
    for (large, small) in gjr.filter(&scaled).into_iter().zip(GJR.filter(&RETURNS)) {
        assert_near(large, 1e4 * small);
    }
    let shift = RETURNS.len() as f64 * crate::maths::num::ln(100.0);
    assert_near(gjr.log_likelihood(&scaled), GJR.log_likelihood(&RETURNS) - shift);
}
