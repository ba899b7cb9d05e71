//! Ratios, shares and their standard errors, against what can be known without them.

use super::*;
use crate::forecaster::evaluate::tests::uniforms;
use crate::maths::level::LEVELS;
use crate::maths::num;
use chrono::Days;

fn days(count: u64) -> impl Iterator<Item = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(2012, 1, 2).unwrap();
    (0..count).map(move |day| first + Days::new(day))
}

/// Forecasts of one day whose quantiles are those of a normal walk, stretched.
pub(in crate::forecaster::evaluate) fn judged(count: u64, stretch: f64) -> Vec<Judged> {
    let mut uniform = uniforms(11);
    let normal = LEVELS.map(|level| 0.01 * num::normal_quantile(level));
    let row = |origin: NaiveDate| {
        let pit = uniform().clamp(1e-9, 1.0 - 1e-9);
        Judged {
            origin,
            horizon: Horizon::try_from(1_u16).unwrap(),
            day: origin + Days::new(1),
            spot: 20.0,
            point: 0.0,
            quantiles: normal.map(|quantile| stretch * quantile),
            baseline: normal,
            log_move: 0.01 * num::normal_quantile(pit),
            pit,
            regime: if uniform() < 0.25 { Regime::Stormy } else { Regime::Calm },
        }
    };
    days(count).map(row).collect()
}

fn selection(regime: Option<Regime>) -> Selection {
    let horizon = Horizon::try_from(1_u16).unwrap();
    Selection { horizon, origins: NaiveDate::MIN..=NaiveDate::MAX, regime }
}

#[test]
fn what_says_the_same_as_the_baseline_has_a_ratio_of_one_and_nothing_to_test() {
    let scores = scores(&judged(500, 1.0), &selection(None)).unwrap();
    for estimate in
        [scores.crps, scores.tail_pinball, scores.winkler80, scores.winkler95, scores.rmse, scores.mae]
    {
        assert!((estimate.value - 1.0).abs() < 1e-12);
        assert_eq!(estimate.error, None, "nothing varies");
    }
    assert_eq!((scores.count, scores.independent_count, scores.diebold_mariano), (500, 500.0, None));
}

#[test]
fn the_error_of_a_share_is_that_of_a_proportion_where_days_do_not_overlap() {
    let scores = scores(&judged(4_000, 1.0), &selection(None)).unwrap();
    let Estimate { value, error } = scores.cover80;
    let expected = (0.8_f64 * 0.2 / 4_000.0).sqrt();
    assert!((value - 0.8).abs() < 3.0 * expected, "{value}");
    assert!((error.unwrap() / expected - 1.0).abs() < 0.1, "{error:?} beside {expected}");
}

#[test]
fn too_wide_a_forecast_loses_and_the_test_says_so() {
    let scores = scores(&judged(1_000, 2.0), &selection(None)).unwrap();
    let test = scores.diebold_mariano.unwrap();
    assert!(scores.crps.value > 1.1 && test.statistic > 5.0 && test.p_value < 1e-6);
    assert!(scores.crps.error.unwrap() < 0.1 * scores.crps.value);
    assert!(scores.cover80.value > 0.95);
}

#[test]
fn regimes_share_the_days_and_their_ratios_are_those_of_their_days_alone() {
    let all = judged(1_000, 1.5);
    let of = |regime| scores(&all, &selection(Some(regime))).unwrap();
    let (calm, stormy) = (of(Regime::Calm), of(Regime::Stormy));
    assert_eq!(calm.count + stormy.count, 1_000);
    assert_eq!(scores(&all, &selection(Some(Regime::Usual))), None);
    let alone: Vec<Judged> = all.iter().filter(|row| row.regime == Regime::Stormy).cloned().collect();
    let alone = scores(&alone, &selection(None)).unwrap();
    assert!((stormy.crps.value - alone.crps.value).abs() < 1e-12);
    assert!((stormy.cover80.value - alone.cover80.value).abs() < 1e-12);
    assert!(stormy.crps.error > calm.crps.error, "fewer days say less");
    assert_eq!(stormy.diebold_mariano, None);
}

#[test]
fn only_the_origins_of_the_selection_count() {
    let all = judged(100, 1.0);
    let half = Selection { origins: all[0].origin..=all[39].origin, ..selection(None) };
    assert_eq!(scores(&all, &half).unwrap().count, 40);
    let far = Selection { horizon: Horizon::try_from(5_u16).unwrap(), ..selection(None) };
    assert_eq!(scores(&all, &far), None);
}
