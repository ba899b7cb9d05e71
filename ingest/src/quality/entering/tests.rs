//! Single values judged once more, and how far others may be from them.

use super::*;
use crate::feed::finding::{Rule, Targets};
use crate::feed::payload::Parsed;
use crate::quality::{Held, Values, check};
use paridad_engine::data::series::SeriesId;
use std::collections::BTreeMap;

const MXN: &str = "ecb.eur.mxn";
const NOW: &str = "2026-03-20T18:00:00Z";

fn past(series: &str, values: &[(&str, f64)]) -> BTreeMap<SeriesId, Values> {
    let values = values.iter().map(|(day, value)| (day.parse().unwrap(), *value)).collect();
    BTreeMap::from([(series.try_into().unwrap(), values)])
}

fn observation(series: &str, day: &str, value: f64) -> Observation {
    let known_at = "2026-03-19T15:00:00Z".parse().unwrap();
    Observation { series: series.try_into().unwrap(), period: day.parse().unwrap(), value, known_at }
}

fn rules(findings: &[Finding]) -> Vec<Rule> {
    findings.iter().map(|finding| finding.rule).collect()
}

#[test]
fn a_value_that_people_want_is_judged_by_every_rule() {
    let past = past(MXN, &[("2026-03-18", 20.0), ("2026-03-19", 20.1)]);
    let judge =
        |value| entering(&observation(MXN, "2026-03-19", value), &past, NOW.parse().unwrap()).unwrap();
    assert_eq!(rules(&judge(20.1).unwrap()), []);
    assert_eq!(rules(&judge(20.2).unwrap()), [Rule::UnexpectedRevision]);
    assert_eq!(
        rules(&judge(2000.0).unwrap()),
        [Rule::Implausible, Rule::OutOfRange, Rule::UnexpectedRevision]
    );
    for impossible in [f64::NAN, f64::INFINITY, 0.0, -20.0] {
        assert_eq!(judge(impossible).unwrap_err().rule, Rule::OutOfRange, "{impossible}");
    }
    let own = observation("internal.flow", "2026-03-19", -3.0);
    assert_eq!(entering(&own, &past, NOW.parse().unwrap()).unwrap(), Ok(Vec::new()));
}

#[test]
fn as_many_people_are_asked_for_as_any_broken_rule_asks_for() {
    let past = past(MXN, &[("2026-03-12", 20.0), ("2026-03-13", 20.1)]);
    let sunday = observation(MXN, "2026-03-15", 200.0);
    let parsed = Parsed { observations: vec![sunday.clone()], findings: Vec::new() };
    let held: Vec<Held> = check(&parsed, vec![sunday.clone()], &past, NOW.parse().unwrap()).unwrap().held;
    let [held] = &held[..] else { panic!("{held:?}") };
    assert_eq!(held.finding.rule, Rule::Implausible, "what most people must agree on goes first");
    assert_eq!(rules(&held.others), [Rule::ClosedDay, Rule::OutOfRange]);
    assert!(held.detail().contains("; closed_day: "), "{}", held.detail());
    assert_eq!(held.reviewers(&Targets::Of([sunday.series.clone()].into())), 2);
    assert_eq!(held.reviewers(&Targets::Of([].into())), 1, "no target is made of it");
}

#[test]
fn values_are_believable_as_near_as_one_move_brings_them() {
    let now = NOW.parse().unwrap();
    let rate = believable(&observation(MXN, "2026-03-19", 20.0), &past(MXN, &[]), now).unwrap();
    assert!((rate.start() - 15.576).abs() < 1e-3 && (rate.end() - 25.681).abs() < 1e-3, "{rate:?}");
    let flows = past("internal.flow", &[("2026-03-17", -10.0), ("2026-03-18", 10.0)]);
    assert_eq!(
        believable(&observation("internal.flow", "2026-03-19", 20.0), &flows, now).unwrap(),
        -40.0..=50.0
    );
}
