//! Tests of the rules on all that a batch brings of a series.

use super::*;
use crate::sources::catalogue;
use chrono::Days;
use paridad_engine::data::series::SeriesId;
use paridad_engine::time::calendar::Calendar;
use std::collections::BTreeMap;

fn judged(series: &str, known: &Values, brought: &Values) -> Judged {
    let series = SeriesId::try_from(series).unwrap();
    let past = BTreeMap::from([(series.clone(), known.clone())]);
    let span = (*brought.keys().next().unwrap(), *brought.keys().next_back().unwrap());
    let catalogue = catalogue();
    let subject =
        Subject::new(&series, span, catalogue, &past, "2026-03-20T18:00:00Z".parse().unwrap()).unwrap();
    judge(&subject, brought)
}

fn rule(judged: &Judged) -> Option<Rule> {
    judged.refusal.as_ref().map(|finding| finding.rule)
}

/// `count` bank days from the second of January 2026 with the value 18.
fn bank_days(count: usize) -> Values {
    let first: NaiveDate = "2026-01-02".parse().unwrap();
    let open = first.iter_days().filter(|day| Calendar::MexicanBanks.is_open(*day));
    open.take(count).map(|day| (day, 18.0)).collect()
}

fn without(mut values: Values, places: &[usize]) -> Values {
    let days: Vec<NaiveDate> = values.keys().copied().collect();
    values.retain(|day, _| !places.iter().any(|place| days[*place] == *day));
    values
}

#[test]
fn a_fifth_may_be_missing_and_no_more() {
    let nothing = Values::new();
    let fix = |places: &[usize]| judged("banxico.sf43718", &nothing, &without(bank_days(20), places));
    let whole = fix(&[]);
    assert!(whole.refusal.is_none() && whole.remark.is_none() && whole.missing == 0);
    let four = fix(&[3, 5, 7, 9]);
    assert_eq!((rule(&four), four.missing), (None, 4));
    let remark = four.remark.unwrap();
    assert_eq!(remark.rule, Rule::Missing);
    assert_eq!(remark.detail, "4 of 20 periods have no value, the first is 2026-01-07");
    let five = fix(&[3, 5, 7, 9, 11]);
    assert_eq!((rule(&five), five.missing), (Some(Rule::Incomplete), 5));
}

#[test]
fn what_the_archive_has_is_not_missing() {
    let brought = without(bank_days(20), &[3, 5, 7, 9, 11]);
    let judged = judged("banxico.sf43718", &bank_days(20), &brought);
    assert_eq!((rule(&judged), judged.missing), (None, 0));
}

#[test]
fn one_missing_day_is_never_refused() {
    let judged = judged("banxico.sf43718", &Values::new(), &without(bank_days(3), &[1]));
    assert_eq!((rule(&judged), judged.missing), (None, 1));
}

#[test]
fn a_weekly_auction_is_complete_though_its_source_calls_it_daily() {
    let first: NaiveDate = "2025-09-04".parse().unwrap();
    let weeks: Values = (0..28).map(|week| (first + Days::new(7 * week), 7.5)).collect();
    let judged = judged("banxico.sf43936", &Values::new(), &weeks);
    assert!(judged.refusal.is_none() && judged.missing == 0);
}

#[test]
fn another_frequency_is_refused() {
    let days: Values = bank_days(12);
    assert_eq!(rule(&judged("banxico.sp1", &Values::new(), &days)), Some(Rule::Frequency));
    let months: Values =
        (1..=12).map(|month| (NaiveDate::from_ymd_opt(2025, month, 1).unwrap(), 18.0)).collect();
    let monthly = judged("banxico.sf43718", &Values::new(), &months);
    assert_eq!(rule(&monthly), Some(Rule::Frequency));
    let detail = monthly.refusal.unwrap().detail;
    assert_eq!(detail, "the median distance of periods must be 1 to 3 days, got 31");
    assert_eq!(rule(&judged("banxico.sp30578", &Values::new(), &months)), None);
}

#[test]
fn a_change_of_unit_is_refused_with_its_factor() {
    let known = bank_days(40);
    let later = |factor: f64| -> Values {
        let days = bank_days(45).into_iter().skip(40);
        days.enumerate()
            .map(|(place, (day, value))| (day, value * factor * (1.0 + 0.01 * place as f64)))
            .collect()
    };
    let thousand = judged("banxico.sf43718", &known, &later(0.001));
    assert_eq!(rule(&thousand), Some(Rule::UnitChange));
    assert_eq!(thousand.refusal.unwrap().detail, "all 5 values are 10^-3 times those known before");
    assert_eq!(rule(&judged("banxico.sf43718", &known, &later(10.0))), Some(Rule::UnitChange));
    assert_eq!(rule(&judged("banxico.sf43718", &known, &later(5.0))), None);
    assert_eq!(
        rule(&judged("banxico.sf43718", &Values::new(), &later(10.0))),
        None,
        "nothing to compare with"
    );
}

#[test]
fn one_value_on_the_old_scale_is_no_change_of_unit() {
    let known = bank_days(40);
    let mut brought: Values =
        bank_days(45).into_iter().skip(40).map(|(day, value)| (day, value * 10.0)).collect();
    brought.insert(*known.last_key_value().unwrap().0, 18.0);
    assert_eq!(rule(&judged("banxico.sf43718", &known, &brought)), None);
}

#[test]
fn a_rate_that_was_zero_has_no_scale() {
    let known: Values = bank_days(40).into_keys().map(|day| (day, 0.0)).collect();
    let brought = bank_days(45).into_iter().skip(40).collect();
    assert_eq!(rule(&judged("banxico.sf43783", &known, &brought)), None);
}
