//! Tests of the jump rule by hand, and on the whole history of the FIX.

use super::*;
use crate::quality::measure::MULTIPLE;
use crate::recorded;
use paridad_engine::time::calendar::Calendar;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// 61 days with changes of one percent, up and down.
fn calm() -> Vec<f64> {
    (0..61).map(|place| if place % 2 == 0 { 20.0 } else { 20.0 * 0.01_f64.exp() }).collect()
}

#[test]
fn the_bound_is_a_dozen_usual_moves_and_one_bad_value_does_not_widen_it() {
    let usual = Measure::Logarithm.bound(&calm());
    assert!((usual - 12.5 * 1.4826 * 0.01).abs() < 1e-12, "{usual}");
    let mut poisoned = calm();
    poisoned[30] *= 10.0;
    assert!((Measure::Logarithm.bound(&poisoned) - usual).abs() < 1e-12);
}

#[test]
fn a_series_that_stands_still_has_a_floor_and_a_new_one_the_loosest_bound() {
    let still = vec![8.25; 61];
    assert!((Measure::Difference.bound(&still) - 1.25).abs() < 1e-12);
    assert!((Measure::Logarithm.bound(&still) - 0.0375).abs() < 1e-12);
    assert_eq!(Measure::Logarithm.bound(&still[..20]), 0.25);
    assert_eq!(Measure::Difference.bound(&[]), 5.0);
}

#[test]
fn the_bound_grows_with_the_square_root_of_the_periods_between() {
    let rhythm = Rhythm::Open(Calendar::MexicanBanks);
    let believed = Values::from([(day("2026-03-02"), 20.0)]);
    let course = Course { came: believed.clone(), believed, settles: false };
    let leap =
        |to: &str, change: f64| course.leap(Measure::Logarithm, &rhythm, day(to), 20.0 * f64::exp(change));
    assert!(leap("2026-03-03", 0.249).is_none() && leap("2026-03-03", -0.251).is_some());
    assert!(leap("2026-03-06", 0.499).is_none() && leap("2026-03-06", 0.501).is_some());
    // Friday to Monday is one bank day.
    assert!((leap("2026-03-06", 0.6).unwrap().bound - 0.5).abs() < 1e-12);
    assert!((leap("2026-03-09", 0.6).unwrap().bound - 0.25 * 5.0_f64.sqrt()).abs() < 1e-12);
}

#[test]
fn a_level_settles_with_its_second_value_where_levels_may() {
    let rhythm = Rhythm::Open(Calendar::MexicanBanks);
    let believed = Values::from([(day("2026-03-02"), 20.0)]);
    let mut came = believed.clone();
    came.extend([(day("2026-03-03"), 90.0), (day("2026-03-04"), 91.0)]);
    for settles in [true, false] {
        let course = Course { came: came.clone(), believed: believed.clone(), settles };
        let is_held =
            |on: &str, value: f64| course.leap(Measure::Logarithm, &rhythm, day(on), value).is_some();
        assert!(is_held("2026-03-03", 90.0), "the first one leaps");
        assert_eq!(is_held("2026-03-04", 91.0), !settles, "the second one stays");
        assert!(is_held("2026-03-04", 900.0), "another leap is another leap");
    }
}

/// The FIX since 1991, from data that are not part of the repository.
fn history() -> Option<Vec<(NaiveDate, f64)>> {
    let bytes = recorded::bytes("data/mexico_daily_1991_2023-06.csv")?;
    let mut reader = ::csv::Reader::from_reader(&bytes[..]);
    let column = reader.headers().unwrap().iter().position(|name| name == "fix_usdmxn").unwrap();
    let records = reader.records().map(Result::unwrap);
    Some(records.filter_map(|record| Some((day(&record[0]), record[column].parse().ok()?))).collect())
}

/// The days that would be held, each judged by those let in before it.
fn held(history: &[(NaiveDate, f64)]) -> Vec<NaiveDate> {
    let rhythm = Rhythm::Open(Calendar::MexicanBanks);
    let mut course = Course { came: Values::new(), believed: Values::new(), settles: false };
    let mut held = Vec::new();
    for (day, value) in history {
        match course.leap(Measure::Logarithm, &rhythm, *day, *value) {
            Some(_) => held.push(*day),
            None => _ = course.believed.insert(*day, *value),
        }
        course.came.insert(*day, *value);
    }
    held
}

#[test]
fn one_day_of_the_fix_since_2008_is_held_and_a_crisis_passes() {
    let Some(history) = history() else { return };
    let held = held(&history);
    let since = history.iter().filter(|(period, _)| *period >= day("2008-01-01")).count();
    let held_since: Vec<&NaiveDate> = held.iter().filter(|period| **period >= day("2008-01-01")).collect();
    assert_eq!((since, held_since), (3_899, vec![&day("2008-10-08")]));
    assert_eq!(held.len(), 37, "{held:?}");
    assert!(
        held.iter().rev().skip(1).all(|held| (day("1994-12-20")..day("1998-01-01")).contains(held)),
        "{held:?}"
    );
}

#[test]
fn a_wrong_scale_is_held_on_any_day_since_2008_and_a_tenth_more_on_any_calm_one() {
    let Some(history) = history() else { return };
    let (mut days, mut calm, mut tenth) = (0, 0, 0);
    for place in (CHANGES + 1)..history.len() {
        let (period, value) = history[place];
        if period < day("2008-01-01") {
            continue;
        }
        let came: Vec<f64> = history[place - CHANGES - 1..place].iter().map(|(_, value)| *value).collect();
        let bound = Measure::Logarithm.bound(&came);
        let is_held = |factor: f64| Measure::Logarithm.change(came[CHANGES], value * factor).abs() > bound;
        assert!(is_held(10.0) && is_held(0.01), "{period}");
        let own = Measure::Logarithm.change(came[CHANGES], value);
        let is_calm = bound < MULTIPLE * 0.006 && own.abs() < 0.02;
        assert!(!is_calm || is_held(1.1), "{period}: {bound}");
        (days, calm, tenth) = (days + 1, calm + usize::from(is_calm), tenth + usize::from(is_held(1.1)));
    }
    assert_eq!((days, calm, tenth), (3_899, 1_998, 3_119));
}
