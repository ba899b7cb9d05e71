//! Tests of the rules that a batch must satisfy.

use super::*;
use crate::bundle;

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
    check(batch, |_| None, at("2026-03-20T18:00:00Z"))
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
fn the_archive_s_last_value_judges_only_its_neighbourhood() {
    let now = at("2026-03-20T18:00:00Z");
    let batch = || vec![observation(MXN, "2026-03-17", 40.0)];
    let last = |day: &str| Some((day.parse().unwrap(), 20.0));
    assert_eq!(held_rules(&check(batch(), |_| last("2026-03-13"), now)), [Rule::Implausible]);
    assert_eq!(check(batch(), |_| last("2026-03-02"), now).admitted.len(), 1);
}

#[test]
fn a_repeated_value_is_dropped_and_conflicting_values_are_all_held() {
    let repeated =
        check_alone(vec![observation(MXN, "2026-03-17", 20.1), observation(MXN, "2026-03-17", 20.1)]);
    assert_eq!((repeated.admitted.len(), repeated.held.len()), (1, 0));
    assert_eq!(repeated.findings[0].rule, Rule::Repeated);
    let conflicting =
        check_alone(vec![observation(MXN, "2026-03-17", 20.1), observation(MXN, "2026-03-17", 20.2)]);
    assert_eq!(held_rules(&conflicting), [Rule::Conflicting, Rule::Conflicting]);
    assert!(conflicting.admitted.is_empty());
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
    let checked = check(history, |_| None, now);
    assert_eq!((checked.admitted.len(), checked.held.len()), (count, 0));
}

#[test]
fn a_finding_survives_json() {
    let held = check_alone(vec![observation(MXN, "2026-03-15", 20.1)]).held.remove(0);
    let text = serde_json::to_string(&held.finding).unwrap();
    assert!(text.contains("\"rule\":\"closed_day\"") && text.contains("\"period\":\"2026-03-15\""), "{text}");
    assert_eq!(serde_json::from_str::<Finding>(&text).unwrap(), held.finding);
}
