//! Tests of the test of Diebold and Mariano, in one piece and day by day.

use super::*;
use crate::time::horizon::ANCHORS;
use proptest::prelude::*;

fn horizon(days: u16) -> Horizon {
    Horizon::try_from(days).unwrap()
}

fn rough(t: u32) -> f64 {
    f64::from((t * 7919 + t * t * 13) % 101) / 100.0 - 0.45
}

/// Sums over five days, as overlapping forecasts have them.
fn smooth(n: u32) -> Vec<f64> {
    (0..n).map(|t| (t..t + 5).map(rough).sum()).collect()
}

fn day_by_day(differentials: &[f64], horizon: Horizon) -> Differentials {
    let mut running = Differentials::new(horizon);
    for d in differentials {
        running.learn(*d);
    }
    running
}

fn assert_same(ours: Option<DieboldMariano>, wanted: Option<DieboldMariano>, bound: f64) {
    assert_eq!(ours.is_some(), wanted.is_some(), "{ours:?}, {wanted:?}");
    if let (Some(ours), Some(wanted)) = (ours, wanted) {
        let allowed = bound * wanted.statistic.abs().max(1.0);
        assert!((ours.statistic - wanted.statistic).abs() <= allowed, "{ours:?}, {wanted:?}");
        assert!((ours.p_value - wanted.p_value).abs() <= bound, "{ours:?}, {wanted:?}");
        assert_eq!(ours.lag, wanted.lag);
    }
}

#[test]
fn both_agree_with_statsmodels() {
    // statsmodels 0.15.0: OLS(d, ones).fit(cov_type="HAC", cov_kwds={"maxlags": lag, "use_correction": False})
    // for the statistic; scipy 1.17.1: 2 * stats.t.sf(|statistic|, n / h) for p.
    let references = [
        (1, (0..3).map(rough).collect(), -2.008_151_416_606_494, 0.138_230_479_481_042_86, 2),
        (1, (0..200).map(rough).collect(), -0.595_283_971_853_715_4, 0.552_326_629_774_782_1, 2),
        (5, smooth(400), -0.761_184_793_270_997_5, 0.448_784_660_923_850_05, 8),
        (10, smooth(400), -0.654_600_290_885_949_8, 0.516_471_719_422_808_8, 15),
        (252, smooth(379), -2.547_508_210_302_235_3, 0.165_318_002_683_804_6, 378),
        (252, smooth(1000), -3.029_271_062_086_629_7, 0.039_211_510_023_609_79, 378),
    ];
    for (days, differentials, statistic, p_value, lag) in references {
        let wanted = Some(DieboldMariano { statistic, p_value, lag });
        assert_same(diebold_mariano(&differentials, horizon(days)), wanted, 1e-10);
        assert_same(day_by_day(&differentials, horizon(days)).test(), wanted, 1e-10);
    }
}

#[test]
fn there_are_more_differentials_than_lags_or_no_test() {
    let differentials = smooth(9);
    for n in 0..=8 {
        assert_eq!(diebold_mariano(&differentials[..n], horizon(5)), None);
        assert_eq!(day_by_day(&differentials[..n], horizon(5)).test(), None);
    }
    assert!(diebold_mariano(&differentials, horizon(5)).is_some());
    assert!(day_by_day(&differentials, horizon(5)).test().is_some());
}

#[test]
fn differentials_that_do_not_vary_give_no_test() {
    for value in [0.0, 0.1, -1e-7] {
        for days in [1, 21, 252] {
            let constant = vec![value; 3000];
            assert_eq!(diebold_mariano(&constant, horizon(days)), None, "{value}");
            assert_eq!(day_by_day(&constant, horizon(days)).test(), None, "{value}");
        }
    }
}

#[test]
fn swapping_the_forecasters_changes_the_sign_alone() {
    let differentials = smooth(300);
    let swapped: Vec<f64> = differentials.iter().map(|d| -d).collect();
    let (one, other) = (
        diebold_mariano(&differentials, horizon(5)).unwrap(),
        diebold_mariano(&swapped, horizon(5)).unwrap(),
    );
    assert_eq!((one.statistic, one.p_value), (-other.statistic, other.p_value));
}

#[test]
fn only_the_lags_are_kept_and_nothing_is_allocated_after_the_first_day() {
    let mut running = Differentials::new(horizon(21));
    let capacity = running.last.capacity();
    for d in smooth(1000) {
        running.learn(d);
    }
    assert_eq!((running.last.len(), running.last.capacity()), (32, capacity));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn day_by_day_equals_in_one_piece(
        differentials in prop::collection::vec(-1.0..1.0_f64, 0..500),
        shift in -0.2..0.2_f64,
        anchor in 0..ANCHORS.len(),
    ) {
        let shifted: Vec<f64> = differentials.iter().map(|d| 1e-4 * (d + shift)).collect();
        let at_once = diebold_mariano(&shifted, ANCHORS[anchor]);
        assert_same(day_by_day(&shifted, ANCHORS[anchor]).test(), at_once, 1e-12);
    }

    #[test]
    fn a_restart_changes_nothing(differentials in prop::collection::vec(-1.0..1.0_f64, 1..60), at in 0..60_usize) {
        let at = at.min(differentials.len());
        let before = day_by_day(&differentials[..at], horizon(10));
        let mut after: Differentials = postcard::from_bytes(&postcard::to_allocvec(&before).unwrap()).unwrap();
        prop_assert_eq!(&after, &before);
        for d in &differentials[at..] {
            after.learn(*d);
        }
        prop_assert_eq!(after, day_by_day(&differentials, horizon(10)));
    }
}
