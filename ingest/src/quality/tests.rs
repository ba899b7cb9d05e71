//! Tests of the rules that a batch must satisfy.

mod history;
mod public;
mod seen;

use super::*;
use crate::sources::catalogue;
use chrono::NaiveDate;
use std::ops::RangeInclusive;

const MXN: &str = "ecb.eur.mxn";
const FIX: &str = "banxico.sf43718";

/// A value that is known when the catalogue says so, or from the hour of the ECB's rates on.
pub(super) fn observation(series: &str, period: &str, value: f64) -> Observation {
    let series = SeriesId::try_from(series).unwrap();
    let period = period.parse().unwrap();
    let known_at = match catalogue().by_id(&series) {
        Some(entry) => entry.known_at(period),
        None => paridad_engine::time::zone::ecb_publication(period),
    };
    Observation { series, period, value, known_at }
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A past with some values of one series.
fn past(series: &str, values: &[(&str, f64)]) -> BTreeMap<SeriesId, Values> {
    let values = values.iter().map(|(period, value)| (period.parse().unwrap(), *value)).collect();
    BTreeMap::from([(SeriesId::try_from(series).unwrap(), values)])
}

/// Checks a batch that is all news on Friday, 2026-03-20, at noon in Mexico City.
fn check_after(past: &BTreeMap<SeriesId, Values>, batch: Vec<Observation>) -> Checked {
    let parsed = Parsed { observations: batch.clone(), findings: Vec::new() };
    check(&parsed, batch, past, at("2026-03-20T18:00:00Z")).unwrap()
}

fn check_alone(batch: Vec<Observation>) -> Checked {
    check_after(&BTreeMap::new(), batch)
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
    assert_eq!(grade(&checked).percent(), 100);
    assert_eq!(checked.profiles[&SeriesId::try_from(MXN).unwrap()].mean, Some(20.15));
}

#[test]
fn each_rule_of_a_single_value_holds_it() {
    for (broken, rule) in [
        (observation(MXN, "2026-03-17", f64::NAN), Rule::OutOfRange),
        (observation("internal.flow", "2026-03-17", f64::INFINITY), Rule::OutOfRange),
        (observation(MXN, "2026-03-17", 0.0), Rule::OutOfRange),
        (observation("ecb.eur.xqz", "2026-03-17", -1.0), Rule::OutOfRange),
        (observation(MXN, "2026-03-17", 61.0), Rule::OutOfRange),
        (observation(MXN, "2026-03-23", 20.1), Rule::Future),
        (observation("ecb.eur.xqz", "2026-03-23", 20.1), Rule::Future),
        (observation(MXN, "2026-03-15", 20.1), Rule::ClosedDay),
        (observation("ecb.eur.xqz", "2026-03-15", 20.1), Rule::ClosedDay),
    ] {
        let checked = check_alone(vec![broken]);
        assert_eq!(held_rules(&checked), [rule]);
        assert!(checked.admitted.is_empty() && grade(&checked).percent() == 0);
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
        observation(MXN, "2026-03-16", 5.5),
        observation(MXN, "2026-03-17", 55.0),
        observation(MXN, "2026-03-18", 5.6),
    ];
    let checked = check_alone(batch);
    assert_eq!(held_rules(&checked), [Rule::Implausible]);
    let detail = &checked.held[0].finding.detail;
    assert_eq!(detail, "ln(55 / 5.5 of 2026-03-16) = 2.303, allowed are 0.250 either way");
    assert_eq!((checked.admitted.len(), grade(&checked).percent()), (2, 66));
}

#[test]
fn a_wrong_scale_is_held_for_as_long_as_it_lasts() {
    let days = ["2026-01-06", "2026-01-16", "2026-02-16", "2026-03-17"];
    let batch = days.map(|day| observation("ecb.eur.xqz", day, 2_010.0)).to_vec();
    let checked = check_after(&past("ecb.eur.xqz", &[("2026-01-05", 20.0)]), batch);
    assert_eq!(held_rules(&checked), [Rule::UnitChange; 4]);
    let batch = days.map(|day| observation("ecb.eur.xqz", day, 1_000.0)).to_vec();
    let checked = check_after(&past("ecb.eur.xqz", &[("2026-01-05", 20.0)]), batch);
    assert_eq!(held_rules(&checked), [Rule::Implausible; 4], "no power of ten");
    assert!(checked.admitted.is_empty());
}

#[test]
fn a_revision_of_what_is_never_revised_is_held() {
    let past = past(MXN, &[("2026-03-16", 20.0), ("2026-03-17", 20.1)]);
    let checked = check_after(&past, vec![observation(MXN, "2026-03-17", 20.2)]);
    assert_eq!(held_rules(&checked), [Rule::UnexpectedRevision]);
    assert_eq!(checked.held[0].finding.detail, "the series is never revised, 20.1 became 20.2");
    let checked = check_after(&past, vec![observation(MXN, "2026-03-17", 59.0)]);
    assert_eq!(held_rules(&checked), [Rule::Implausible], "what takes two people goes first");
}

#[test]
fn a_revision_is_judged_by_the_value_that_it_replaces() {
    // The last value known is four years older than the period, so it alone would let a lot pass.
    let past = past("ecb.eur.xqz", &[("2022-03-17", 20.0), ("2026-03-17", 20.0)]);
    let revised = |value| check_after(&past, vec![observation("ecb.eur.xqz", "2026-03-17", value)]);
    assert_eq!(revised(20.4).admitted.len(), 1);
    let checked = revised(40.0);
    assert_eq!(held_rules(&checked), [Rule::Implausible]);
    let detail = &checked.held[0].finding.detail;
    assert_eq!(detail, "ln(40 / 20 of 2026-03-17) = 0.693, allowed are 0.250 either way");
}

#[test]
fn an_internal_series_may_leap_vanish_and_change_its_sign() {
    let past = past("internal.flow", &[("2026-03-16", 1e6)]);
    let days = [("2026-03-16", 0.0), ("2026-03-17", 1e-9), ("2026-03-18", -1e9), ("2026-03-19", 3.0)];
    let batch = days.map(|(day, value)| observation("internal.flow", day, value)).to_vec();
    let checked = check_after(&past, batch);
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
    let twice = |other| {
        check_alone(vec![observation(MXN, "2026-03-17", 20.1), observation(MXN, "2026-03-17", other)])
    };
    let repeated = twice(20.1);
    assert_eq!((repeated.admitted.len(), repeated.held.len()), (1, 0));
    assert_eq!(repeated.findings[0].rule, Rule::Repeated);
    assert_eq!(repeated.findings[0].detail, "20.1 came 2 times");
    let conflicting = twice(20.2);
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
fn a_finding_survives_json() {
    let held = check_alone(vec![observation(MXN, "2026-03-15", 20.1)]).held.remove(0);
    let text = serde_json::to_string(&held.finding).unwrap();
    assert!(text.contains("\"rule\":\"closed_day\"") && text.contains("\"period\":\"2026-03-15\""), "{text}");
    assert_eq!(serde_json::from_str::<Finding>(&text).unwrap(), held.finding);
}
