//! Tests of the rules of public series that are not the ECB's, and of those on a whole batch.

use super::*;
use crate::feed::finding::Targets;
use chrono::NaiveDate;
use paridad_engine::time::calendar::Calendar;

/// The bank days of January and February 2026.
fn bank_days() -> Vec<String> {
    let first: NaiveDate = "2026-01-02".parse().unwrap();
    let days = first.iter_days().take_while(|day| *day < "2026-03-01".parse().unwrap());
    days.filter(|day| Calendar::MexicanBanks.is_open(*day)).map(|day| day.to_string()).collect()
}

#[test]
fn what_is_published_ahead_enters_before_its_day() {
    // On Friday the 20th: the unit of investment until the 25th, the TIIE of Monday, the target rate of Saturday.
    let ahead = [
        ("banxico.sp68257", "2026-03-25", 8.7),
        ("banxico.sf43783", "2026-03-23", 7.2),
        ("banxico.sf61745", "2026-03-21", 7.0),
        ("banxico.sf60653", "2026-03-24", 17.9),
    ];
    for (series, period, value) in ahead {
        let batch = vec![observation(series, period, value)];
        let parsed = Parsed { observations: batch.clone(), findings: Vec::new() };
        let checked = check(&parsed, batch, &BTreeMap::new(), at("2026-03-20T20:00:00Z")).unwrap();
        assert_eq!(checked.admitted.len(), 1, "{series}: {:?}", checked.held);
    }
    let unit = check_alone(vec![observation("banxico.sp68257", "2026-03-26", 8.7)]);
    assert_eq!(held_rules(&unit), [Rule::Future], "not before the 25th");
    assert_eq!(held_rules(&check_alone(vec![observation(FIX, "2026-03-23", 17.9)])), [Rule::Future]);
}

#[test]
fn each_series_has_the_closed_days_of_its_source() {
    let rule =
        |series: &str, day: &str, value: f64| held_rules(&check_alone(vec![observation(series, day, value)]));
    // Juárez's birthday, the third Monday of March.
    assert_eq!(rule(FIX, "2026-03-16", 17.9), [Rule::ClosedDay]);
    assert_eq!(rule("banxico.sf43783", "2026-03-16", 7.2), [Rule::ClosedDay]);
    assert_eq!(rule("banxico.sf60653", "2026-03-16", 17.9), []);
    assert_eq!(rule(MXN, "2026-03-16", 20.1), []);
    assert_eq!(rule("banxico.sp1", "2026-01-15", 140.0), [Rule::ClosedDay]);
    assert_eq!(rule("banxico.sp1", "2026-01-01", 140.0), []);
    assert_eq!(rule("inegi.910420", "2026-02-16", 140.0), []);
    // The auction of a week with a closed Thursday is settled on a Wednesday.
    assert_eq!(rule("banxico.sf43936", "2026-03-11", 7.0), []);
    assert_eq!(rule("banxico.sf43936", "2026-03-14", 7.0), [Rule::ClosedDay]);
}

#[test]
fn the_catalogue_says_what_a_value_may_be() {
    let checked = check_alone(vec![observation("banxico.sf43783", "2026-03-17", 151.0)]);
    assert_eq!(held_rules(&checked), [Rule::OutOfRange]);
    assert_eq!(checked.held[0].finding.detail, "a value must be between 0 and 150, got 151");
}

#[test]
fn a_rate_is_judged_by_differences() {
    let past = past("banxico.sf43783", &[("2026-03-13", 7.0)]);
    let rule =
        |value| held_rules(&check_after(&past, vec![observation("banxico.sf43783", "2026-03-17", value)]));
    assert_eq!(rule(11.9), []);
    assert_eq!(rule(12.1), [Rule::Implausible]);
    assert_eq!(rule(0.07), [Rule::Implausible]);
}

#[test]
fn the_fix_must_be_near_the_cross_of_the_day() {
    let mut past = past(MXN, &[("2026-03-17", 20.0)]);
    past.extend(super::past("ecb.eur.usd", &[("2026-03-17", 1.0)]));
    let fix = |day: &str, value| check_after(&past, vec![observation(FIX, day, value)]);
    assert_eq!(fix("2026-03-17", 20.6).admitted.len(), 1);
    let far = fix("2026-03-17", 21.5);
    assert_eq!(held_rules(&far), [Rule::Inconsistent]);
    assert_eq!(
        far.held[0].finding.detail,
        "ln(21.5 / 20.0000 of the ECB) = 0.072, allowed are 0.060 either way"
    );
    assert_eq!(fix("2026-03-18", 21.5).admitted.len(), 1, "a day without a cross");
}

#[test]
fn a_poisoned_day_among_good_ones_is_held_and_takes_two_people() {
    let days = bank_days();
    let value = |place: usize| 17.9 + 0.05 * f64::from(u8::try_from(place % 3).unwrap());
    let mut batch: Vec<Observation> =
        days.iter().enumerate().map(|(place, day)| observation(FIX, day, value(place))).collect();
    batch[30].value *= 10.0;
    let checked = check_alone(batch);
    assert_eq!(held_rules(&checked), [Rule::Implausible]);
    assert_eq!((checked.admitted.len(), checked.held[0].reviewers(&Targets::Any)), (days.len() - 1, 2));
    assert_eq!(grade(&checked).percent(), 97);
    let profile = &checked.profiles[&SeriesId::try_from(FIX).unwrap()];
    assert_eq!((profile.held, profile.missing, profile.longest_gap_days), (1, 0, 4));
}

#[test]
fn a_series_with_too_many_gaps_is_refused_whole_and_others_are_not() {
    let mut batch: Vec<Observation> =
        bank_days().iter().step_by(2).map(|day| observation(FIX, day, 17.9)).collect();
    let count = batch.len();
    batch.push(observation(MXN, "2026-03-17", 20.1));
    let checked = check_alone(batch);
    assert_eq!(held_rules(&checked), vec![Rule::Incomplete; count]);
    assert_eq!(checked.admitted.len(), 1);
    assert_eq!(checked.findings[0].period, None);
    assert_eq!(checked.held[0].finding.period, Some(checked.held[0].observation.period));
    assert_eq!(grade(&checked).percent(), 2);
}

#[test]
fn what_the_parser_refuses_is_refused_here_and_known_values_are_left_alone() {
    let batch = vec![observation(FIX, "2026-03-17", 17.9), observation(FIX, "2026-03-18", 17.8)];
    let series = Some(SeriesId::try_from(FIX).unwrap());
    let finding =
        Finding { rule: Rule::TitleChange, series, period: None, detail: "another title".to_owned() };
    let parsed = Parsed { observations: batch.clone(), findings: vec![finding] };
    let checked =
        check(&parsed, batch[1..].to_vec(), &past(FIX, &[("2026-03-17", 17.9)]), at("2026-03-20T18:00:00Z"))
            .unwrap();
    assert_eq!(held_rules(&checked), [Rule::TitleChange]);
    assert_eq!((checked.held[0].reviewers(&Targets::Any), checked.findings.len()), (2, 1));
    assert_eq!(grade(&checked).percent(), 50);
}

#[test]
fn an_index_may_get_a_new_base_and_a_revised_series_may_not_leap() {
    let months = ["2025-10-01", "2025-11-01", "2025-12-01", "2026-01-01"];
    let known = |series: &str| past(series, &months.map(|month| (month, 100.0)));
    let rebased = months.map(|month| observation("inegi.910392", month, 144.0)).to_vec();
    let checked = check_after(&known("inegi.910392"), rebased);
    assert_eq!((checked.admitted.len(), checked.held.len()), (4, 0));
    let revised =
        |value| check_after(&known("inegi.737121"), vec![observation("inegi.737121", "2025-11-01", value)]);
    assert_eq!(revised(103.6).admitted.len(), 1);
    assert_eq!(held_rules(&revised(130.0)), [Rule::Implausible]);
}

#[test]
fn a_batch_that_is_known_in_part_is_judged_like_the_whole() {
    let days = bank_days();
    let mut batch: Vec<Observation> = days.iter().map(|day| observation(FIX, day, 17.9)).collect();
    batch[25].value = 25.0;
    let whole = check_alone(batch.clone());
    let learned: Vec<(&str, f64)> = days[..20].iter().map(|day| (day.as_str(), 17.9)).collect();
    let parsed = Parsed { observations: batch.clone(), findings: Vec::new() };
    let rest =
        check(&parsed, batch[20..].to_vec(), &past(FIX, &learned), at("2026-03-20T18:00:00Z")).unwrap();
    assert_eq!(whole.held, rest.held);
    assert_eq!(whole.admitted[20..], rest.admitted);
}
