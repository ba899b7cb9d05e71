//! Checks of the drift report: what it compares, what it flags, when it keeps silent.

use super::*;

/// Values from 0 to 1 in an order without trend: multiples of the golden ratio, modulo 1.
fn spread(n: u32) -> impl Iterator<Item = f64> {
    (0..n).map(|i| (f64::from(i) * 0.618_033_988_749_894_9).fract())
}

fn feature(name: &str, rows: impl Iterator<Item = f64>) -> Column {
    Column { name: name.to_owned(), span: 1, rows: rows.map(Some).collect() }
}

fn empty(name: &str) -> Column {
    feature(name, std::iter::empty())
}

#[test]
fn a_shifted_feature_is_flagged_and_a_steady_one_is_not() {
    let steady = feature("steady", spread(1500));
    let shifted = feature("shifted", spread(1250).chain(spread(250).map(|x| x + 0.5)));
    let report = report(&[steady, shifted], Window::default());
    let verdicts: Vec<(&str, Option<bool>)> = report.iter().map(|f| (f.name.as_str(), f.drifted)).collect();
    assert_eq!(verdicts, [("steady", Some(false)), ("shifted", Some(true))]);
    assert_eq!((report[1].n_reference, report[1].n_current), (1250, 250));
}

#[test]
fn a_shift_that_is_certain_but_small_is_not_flagged() {
    let small = feature("small", spread(1250).chain(spread(250).map(|x| 0.5 * x * (1.0 + x))));
    let drift = &report(&[small], Window::default())[0];
    assert!(
        drift.ks_adjusted_p.is_some_and(|p| p < 0.05) && drift.psi.is_some_and(|psi| psi < 0.25),
        "{drift:?}"
    );
    assert_eq!(drift.drifted, Some(false));
}

#[test]
fn rows_older_than_the_window_change_nothing() {
    let recent: Vec<f64> = spread(1500).collect();
    let long = feature("f", spread(300).map(|x| x + 9.0).chain(recent.iter().copied()));
    let short = feature("f", recent.iter().copied());
    assert_eq!(report(&[long], Window::default()), report(&[short], Window::default()));
}

#[test]
fn too_few_rows_give_no_statistic_and_no_verdict() {
    let window = Window::default();
    let short_reference = feature("a", spread(99).chain(spread(250).map(|x| x + 9.0)));
    let mut empty_current = feature("b", spread(1500));
    empty_current.rows[1279..].fill(None);
    empty_current.rows[1278] = Some(f64::NAN);
    for drift in report(&[short_reference, empty_current, empty("c")], window) {
        assert_eq!((drift.psi, drift.ks, drift.ks_adjusted_p), (None, None, None), "{drift:?}");
        assert_eq!(drift.drifted, None);
    }
}

#[test]
fn missing_rows_are_left_out_of_each_column_alone() {
    let mut gappy = feature("gappy", spread(1500));
    gappy.rows[..50].fill(None);
    gappy.rows[1499] = None;
    let report = report(&[gappy, feature("full", spread(1500))], Window::default());
    assert_eq!((report[0].n_reference, report[0].n_current), (1200, 249));
    assert_eq!((report[1].n_reference, report[1].n_current), (1250, 250));
}

#[test]
fn untested_features_do_not_count_in_the_adjustment() {
    let shifted = || feature("shifted", spread(1250).chain(spread(250).map(|x| x + 0.1)));
    let steady = || feature("steady", spread(1500));
    let alone = report(&[shifted(), steady()], Window::default());
    let beside = report(&[empty("empty"), shifted(), steady()], Window::default());
    assert_eq!(alone[..], beside[1..]);
}

#[test]
fn adjusted_p_values_are_those_of_benjamini_and_hochberg() {
    // Worked by hand: p * 5 / rank from the largest down, never rising.
    let adjusted = benjamini_hochberg(&[0.04, 0.001, 0.9, 0.03, 0.02]);
    for (p, expected) in adjusted.iter().zip([0.05, 0.005, 0.9, 0.05, 0.05]) {
        assert!((p - expected).abs() < 1e-15, "{adjusted:?}");
    }
    assert!(benjamini_hochberg(&[]).is_empty());
}

/// How many of 200 windows without drift are flagged, at an autocorrelation of `phi`.
fn false_alarms(phi: f64) -> usize {
    let mut state = 1_u32;
    let mut uniform = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(state >> 8) / f64::from(1 << 24)
    };
    // Twelve uniforms make nearly a normal; the first rows let the start be forgotten.
    let mut x = 0.0;
    let mut row = || {
        x = phi * x + (0..12).map(|_| uniform()).sum::<f64>() - 6.0;
        x
    };
    let mut window = || {
        let rows: Vec<f64> = (0..1700).map(|_| row()).collect();
        report(&[feature("x", rows.into_iter())], Window::default())[0].drifted
    };
    (0..200).filter(|_| window() == Some(true)).count()
}

#[test]
fn serial_dependence_raises_false_alarms_as_documented() {
    assert_eq!(false_alarms(0.0), 0);
    let slow = false_alarms(0.95);
    assert!((90..130).contains(&slow), "{slow} of 200");
}

#[test]
fn overlapping_values_give_statistics_but_only_separate_ones_a_verdict() {
    // Sums over 21 independent rows: a year holds twelve separate ones.
    let rows: Vec<f64> = spread(1520).collect();
    let sums: Vec<f64> = rows.windows(21).map(|window| window.iter().sum()).collect();
    let overlapping = Column { span: 21, ..feature("monthly", sums.into_iter()) };
    let weekly = Column { span: 5, ..feature("weekly", spread(1500)) };
    let report = report(&[overlapping, weekly], Window::default());
    assert!(report[0].ks.is_some() && report[0].psi.is_some());
    assert_eq!((report[0].ks_adjusted_p, report[0].drifted), (None, None));
    assert_eq!(report[1].drifted, Some(false));
}
