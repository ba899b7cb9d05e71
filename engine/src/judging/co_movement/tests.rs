//! Co-movement against a closed form and against figures that statsmodels gave.

use super::*;
use chrono::Days;

/// Moves of 250 days, made of whole numbers so that any program makes the same: their scatter grows with the other's move, and storms of
/// twenty days follow each other.
fn made() -> Vec<Pair> {
    let pair = |day: i32| {
        let other = f64::from(day * 37 % 101 - 50) / 1_000.0;
        let storm = if day / 20 % 2 == 0 { 0.01 } else { -0.01 };
        let scatter = f64::from(day * 53 % 89 - 44) / 4_000.0 + storm * other * 10.0;
        Pair { other, target: 0.3 * other + scatter + 0.0005 }
    };
    (0..250).map(pair).collect()
}

/// `OLS(y, add_constant(x)).fit(cov_type="HAC", cov_kwds={"maxlags": 4})` of statsmodels 0.15.0 under numpy 2.4.6, on the same moves.
#[test]
fn slope_error_and_residual_are_those_of_statsmodels() {
    let moved = CoMovement::of(&made()).unwrap();
    assert_eq!((moved.days, lags(moved.days)), (250, 4));
    for (own, reference) in [
        (moved.slope, 0.306_120_155_348_618_8),
        (moved.error, 0.021_423_407_069_580_756),
        (moved.residual, 0.007_200_501_249_770_72),
        (moved.other_deviation, 0.029_271_635_735_546_763),
    ] {
        assert!((own / reference - 1.0).abs() < 1e-9, "{own} {reference}");
    }
}

/// Of x = ±1 in turns and residuals of +d, +d, -d, -d the sums are whole numbers of d: `u_t = x_t e_t` is +d, -d, -d, +d, so that its
/// products over one day sum to `-d^2` or 0 in the ends alone, and over two days to `-(n - 2) d^2`.
#[test]
fn of_moves_in_turns_the_closed_form_is_known() {
    let (n, d, slope) = (64_u32, 0.25, 0.5);
    let pair = |day: u32| {
        let other = if day.is_multiple_of(2) { 1.0 } else { -1.0 };
        let residual = if day % 4 < 2 { d } else { -d };
        Pair { other, target: slope * other + residual }
    };
    let moved = CoMovement::of(&(0..n).map(pair).collect::<Vec<_>>()).unwrap();
    let count = f64::from(n);
    assert!((moved.slope - slope).abs() < 1e-15);
    assert!((moved.residual - (count * d * d / (count - 2.0)).sqrt()).abs() < 1e-15);
    assert!((moved.other_deviation - (count / (count - 1.0)).sqrt()).abs() < 1e-15);
    // Three lags, which fade by 3/4, 1/2 and 1/4; over one day the products are -, +, -, + ..., over three +, -, +, ....
    let one = -1.0;
    let two = -(count - 2.0);
    let three = 1.0;
    let sum = count + 2.0 * (0.75 * one + 0.5 * two + 0.25 * three);
    assert_eq!(lags(64), 3);
    assert!((moved.error - (sum * d * d).sqrt() / count).abs() < 1e-12, "{}", moved.error);
}

#[test]
fn a_move_that_is_supposed_has_the_interval_of_one_day_around_the_line() {
    let moved = CoMovement { days: 100, slope: -0.5, error: 0.3, residual: 0.004, other_deviation: 0.01 };
    let Expected { point, low, high } = moved.expected(0.01);
    // The root of 0.004² + 0.003² is 0.005, and the 90 % quantile of the normal distribution 1.28155.
    assert!((point + 0.005).abs() < 1e-15);
    for (end, by) in [(low, -1.0), (high, 1.0)] {
        assert!((end - point - by * 1.281_551_565_544_6 * 0.005).abs() < 1e-12, "{end}");
    }
    let nothing = moved.expected(0.0);
    assert_eq!(nothing.point, 0.0);
    assert!((nothing.high - 1.281_551_565_544_6 * 0.004).abs() < 1e-12);
}

#[test]
fn of_too_few_days_or_a_series_that_stood_still_nothing_is_said() {
    let pairs = made();
    assert!(CoMovement::of(&pairs[..DAYS_MIN - 1]).is_none());
    assert!(CoMovement::of(&pairs[..DAYS_MIN]).is_some());
    let still: Vec<Pair> = pairs.iter().map(|pair| Pair { other: 0.25, ..*pair }).collect();
    assert!(CoMovement::of(&still).is_none());
    let mut odd = pairs;
    odd[7].target = f64::NAN;
    assert!(CoMovement::of(&odd).is_none());
}

#[test]
fn moves_are_those_between_days_that_both_have_and_that_lie_near() {
    let start = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap();
    let day = |place: u64| start + Days::new(place);
    let target = [(0, 10.0), (1, 11.0), (2, 12.1), (4, 12.1), (10, 13.0), (11, 13.0), (12, -1.0)];
    let other = [(0, 5.0), (2, 4.5), (3, 4.0), (4, 4.25), (10, 3.0), (11, 3.5), (12, 3.0)];
    let [target, other] = [&target, &other]
        .map(|values| values.iter().map(|(place, value)| (day(*place), *value)).collect::<Vec<_>>());
    let moves = pairs(&target, &other, Step::Difference);
    // From the first day to the third, on to the fifth, and after a gap of six days from the eleventh to the twelfth.
    assert_eq!(moves.iter().map(|pair| pair.other).collect::<Vec<_>>(), [-0.5, -0.25, 0.5]);
    assert!((moves[0].target - num::ln(1.21)).abs() < 1e-12 && moves[1].target == 0.0);
    let logs = pairs(&target, &other, Step::Log);
    assert!((logs[0].other - num::ln(0.9)).abs() < 1e-12);
    assert_eq!((logs.len(), pairs(&target, &[], Step::Log).len()), (3, 0));
}
