//! Tests of the rules that a batch must satisfy.

use super::*;
use crate::bundle;
use std::collections::BTreeMap;

const MXN: &str = "ecb.eur.mxn";

fn observation(series: &str, period: &str, value: f64) -> Observation {
    let period: NaiveDate = period.parse().unwrap();
    let known_at = paridad_engine::zone::ecb_publication(period);
    Observation { series: SeriesId::try_from(series).unwrap(), period, value, known_at }
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Checks a batch on Friday, 2026-03-20, when nothing is known.
fn check_alone(batch: Vec<Observation>) -> Checked {
    check(batch, |_| Known::default(), at("2026-03-20T18:00:00Z"))
}

fn held_rules(checked: &Checked) -> Vec<Rule> {
    checked.held.iter().map(|held| held.finding.rule).collect()
}

#[test]
fn good_values_are_admitted_by_series_and_period() {
    let batch = vec![
        observation("ecb.eur.usd", "2026-03-18", 1.1),
        observation(MXN, "2026-03-18", 20.2),
        observation(MXN, "2026-03-17", 20.1),
    ];
    let checked = check_alone(batch);
    let admitted: Vec<f64> = checked.admitted.iter().map(|o| o.value).collect();
    assert_eq!(admitted, [20.1, 20.2, 1.1]);
    assert!(checked.held.is_empty() && checked.findings.is_empty());
}

#[test]
fn each_rule_of_a_single_value_holds_it() {
    for (broken, rule) in [
        (observation(MXN, "2026-03-17", f64::NAN), Rule::OutOfRange),
        (observation("internal.flow", "2026-03-17", f64::INFINITY), Rule::OutOfRange),
        (observation(MXN, "2026-03-17", 0.0), Rule::OutOfRange),
        (observation(MXN, "2026-03-23", 20.1), Rule::Future),
        (observation(MXN, "2026-03-15", 20.1), Rule::ClosedDay),
    ] {
        let checked = check_alone(vec![broken]);
        assert_eq!(held_rules(&checked), [rule]);
        assert!(checked.admitted.is_empty());
    }
}

#[test]
fn an_internal_series_may_be_negative_and_on_a_sunday() {
    let checked = check_alone(vec![observation("internal.flow", "2026-03-15", -3.5)]);
    assert_eq!(checked.admitted.len(), 1);
}

#[test]
fn a_move_by_a_factor_of_ten_is_held_and_the_next_value_is_judged_by_the_last_good_one() {
    let batch = vec![
        observation(MXN, "2026-03-16", 20.1),
        observation(MXN, "2026-03-17", 201.0),
        observation(MXN, "2026-03-18", 20.3),
    ];
    let checked = check_alone(batch);
    assert_eq!(held_rules(&checked), [Rule::Implausible]);
    assert!(
        checked.held[0].finding.detail.contains("201 / 20.1 of 2026-03-16"),
        "{:?}",
        checked.held[0].finding
    );
    assert_eq!(checked.admitted.len(), 2);
}

#[test]
fn a_wrong_scale_is_held_for_as_long_as_it_lasts() {
    let now = at("2026-03-20T18:00:00Z");
    let known = |_: &Observation| Known { last: Some(("2026-01-05".parse().unwrap(), 20.0)), replaced: None };
    let days = ["2026-01-06", "2026-01-16", "2026-02-16", "2026-03-17"];
    let checked = check(days.map(|day| observation(MXN, day, 2_010.0)).to_vec(), known, now);
    assert_eq!(held_rules(&checked), [Rule::Implausible; 4]);
    assert!(checked.admitted.is_empty());
}

#[test]
fn the_believable_move_grows_with_the_square_root_of_the_days_between() {
    let now = at("2026-03-20T18:00:00Z");
    let held = |last: &str, log_move: f64| {
        let batch = vec![observation(MXN, "2026-03-17", 20.0 * log_move.exp())];
        let known = |_: &Observation| Known { last: Some((last.parse().unwrap(), 20.0)), replaced: None };
        check(batch, known, now).held.len()
    };
    // One day, ten days and forty days later.
    assert_eq!((held("2026-03-16", 0.249), held("2026-03-16", -0.251)), (0, 1));
    assert_eq!((held("2026-03-07", 0.249), held("2026-03-07", 0.251)), (0, 1));
    assert_eq!((held("2026-02-05", -0.499), held("2026-02-05", 0.501)), (0, 1));
}

#[test]
fn a_revision_is_judged_by_the_value_that_it_replaces() {
    let now = at("2026-03-20T18:00:00Z");
    // The last value known is four years older than the period, so it alone would let a lot pass.
    let known =
        |_: &Observation| Known { replaced: Some(20.0), last: Some(("2022-03-17".parse().unwrap(), 20.0)) };
    let revised = |value| check(vec![observation(MXN, "2026-03-17", value)], known, now);
    assert_eq!(revised(20.4).admitted.len(), 1);
    let checked = revised(40.0);
    assert_eq!(held_rules(&checked), [Rule::Implausible]);
    let detail = &checked.held[0].finding.detail;
    assert_eq!(detail, "ln(40 / 20 of 2026-03-17) = 0.693, allowed are 0.250 either way");
}

#[test]
fn a_revision_is_judged_by_the_last_value_too() {
    let known =
        |_: &Observation| Known { replaced: Some(25.0), last: Some(("2026-03-16".parse().unwrap(), 20.0)) };
    let batch = vec![observation(MXN, "2026-03-17", 30.0)];
    assert_eq!(held_rules(&check(batch, known, at("2026-03-20T18:00:00Z"))), [Rule::Implausible]);
}

#[test]
fn an_internal_series_may_leap_vanish_and_change_its_sign() {
    let known =
        |_: &Observation| Known { replaced: Some(1e6), last: Some(("2026-03-16".parse().unwrap(), 1e6)) };
    let days = [("2026-03-16", 0.0), ("2026-03-17", 1e-9), ("2026-03-18", -1e9), ("2026-03-19", 3.0)];
    let batch = days.map(|(day, value)| observation("internal.flow", day, value)).to_vec();
    let checked = check(batch, known, at("2026-03-20T18:00:00Z"));
    assert_eq!((checked.admitted.len(), checked.held.len()), (4, 0));
}

#[test]
fn a_value_may_be_known_a_little_ahead_of_its_hour_and_no_more() {
    let received = |known_at: &str| {
        let flow = observation("internal.flow", "2026-03-20", 1.0);
        check_alone(vec![Observation { known_at: at(known_at), ..flow }])
    };
    assert_eq!(received("2026-03-20T20:00:00Z").admitted.len(), 1);
    let checked = received("2026-03-20T20:00:01Z");
    assert_eq!(held_rules(&checked), [Rule::Future]);
    let detail = &checked.held[0].finding.detail;
    assert_eq!(detail, "a value must be known by 2026-03-20 20:00:00 UTC, got 2026-03-20 20:00:01 UTC");
}

#[test]
fn a_repeated_value_is_dropped_and_conflicting_values_are_all_held() {
    let repeated =
        check_alone(vec![observation(MXN, "2026-03-17", 20.1), observation(MXN, "2026-03-17", 20.1)]);
    assert_eq!((repeated.admitted.len(), repeated.held.len()), (1, 0));
    assert_eq!(repeated.findings[0].rule, Rule::Repeated);
    assert_eq!(repeated.findings[0].detail, "20.1 came 2 times");
    let conflicting =
        check_alone(vec![observation(MXN, "2026-03-17", 20.1), observation(MXN, "2026-03-17", 20.2)]);
    assert_eq!(held_rules(&conflicting), [Rule::Conflicting, Rule::Conflicting]);
    assert!(conflicting.admitted.is_empty());
    assert_eq!(conflicting.held[0].finding.detail, "one period has 2 values, such as 20.1 and 20.2");
}

#[test]
fn two_vintages_of_a_period_are_no_conflict() {
    let first = observation("internal.flow", "2026-03-17", 1.0);
    let revised = Observation { value: 1.1, known_at: at("2026-03-19T12:00:00Z"), ..first.clone() };
    assert_eq!(check_alone(vec![first, revised]).admitted.len(), 2);
}

#[test]
fn the_whole_peso_history_is_plausible() {
    let wanted = [MXN, "ecb.eur.usd"].map(|id| SeriesId::try_from(id).unwrap());
    let history = bundle::history_of(&wanted).unwrap();
    let (count, now) = (history.len(), at("2026-10-30T18:00:00Z"));
    let checked = check(history, |_| Known::default(), now);
    assert_eq!((checked.admitted.len(), checked.held.len()), (count, 0));
}

#[test]
fn of_the_bundled_history_three_crises_are_held_and_what_came_after_them_enters() {
    let checked = check(bundle::history().unwrap(), |_| Known::default(), at("2026-10-30T18:00:00Z"));
    let mut held: BTreeMap<String, usize> = BTreeMap::new();
    for Held { observation, .. } in &checked.held {
        *held.entry(format!("{} {}", observation.series, observation.period.format("%Y"))).or_default() += 1;
    }
    let crises = [("ecb.eur.isk 2008", 21), ("ecb.eur.trl 2001", 8), ("ecb.eur.try 2021", 9)];
    assert_eq!(held, BTreeMap::from(crises.map(|(crisis, days)| (crisis.to_owned(), days))));
    assert_eq!(checked.admitted.len() + checked.held.len(), 221_702);
}

#[test]
fn a_finding_survives_json() {
    let held = check_alone(vec![observation(MXN, "2026-03-15", 20.1)]).held.remove(0);
    let text = serde_json::to_string(&held.finding).unwrap();
    assert!(text.contains("\"rule\":\"closed_day\"") && text.contains("\"period\":\"2026-03-15\""), "{text}");
    assert_eq!(serde_json::from_str::<Finding>(&text).unwrap(), held.finding);
}
