//! Tests of the generated series: alike for a seed, plausible, fitting together.

use super::*;
use chrono::Days;
use paridad_engine::time::calendar::Calendar;
use std::sync::LazyLock;

static WORLD: LazyLock<World> = LazyLock::new(|| World::generate(1, day("1969-01-01")));

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn series(key: &str) -> &'static Series {
    WORLD.series.iter().find(|series| series.entry.key == key).unwrap()
}

fn value(key: &str, period: NaiveDate) -> f64 {
    let series = series(key);
    series.values[series.periods.binary_search(&period).unwrap()]
}

#[test]
fn the_seed_alone_decides_and_the_first_day_moves_nothing() {
    let values = |world: &World| world.series.iter().map(|series| series.values.clone()).collect::<Vec<_>>();
    let again = World::generate(1, day("1969-01-01"));
    assert_eq!(values(&WORLD), values(&again));
    assert_ne!(values(&WORLD), values(&World::generate(2, day("1996-01-01"))));
    for (long, short) in values(&WORLD).iter().zip(values(&World::generate(1, day("2020-01-01")))) {
        assert!(long.ends_with(&short));
    }
}

#[test]
fn every_series_of_the_catalogue_has_plausible_values_in_order_from_its_first_period_on() {
    assert_eq!(WORLD.series.len(), generated().count());
    for series in &WORLD.series {
        let (id, first) = (&series.entry.id, series.periods[0]);
        assert!(series.periods.is_sorted_by(|one, next| one < next), "{id}");
        assert!(series.entry.first.is_none_or(|expected| first == expected), "{id} begins on {first}");
        assert!(series.periods.last().unwrap() > &day("2039-12-31"), "{id}");
        // At an end of its range a value was cut off: the course does not fit the series.
        let range = &series.entry.range;
        let inside = |value: &f64| range.contains(value) && value != range.start() && value != range.end();
        assert!(series.values.iter().all(inside), "{id}");
    }
}

#[test]
fn the_fix_is_near_real_levels_on_bank_days_and_its_volatility_changes() {
    let fix = series("SF43718");
    assert!(fix.periods.iter().all(|period| Calendar::MexicanBanks.is_open(*period)));
    assert!((10.0..30.0).contains(&value("SF43718", day("2026-10-02"))));
    let moves: Vec<f64> = fix.values.windows(2).map(|pair| (pair[1] / pair[0] - 1.0).abs()).collect();
    let quarters: Vec<f64> =
        moves.chunks(63).map(|part| part.iter().sum::<f64>() / part.len() as f64).collect();
    let (calm, wild) = (quarters.iter().copied().reduce(f64::min), quarters.iter().copied().reduce(f64::max));
    assert!(wild.unwrap() > 2.0 * calm.unwrap(), "{calm:?} {wild:?}");
}

#[test]
fn series_of_the_same_thing_agree() {
    assert_eq!(value("SF60653", day("2020-12-01")), value("SF43718", day("2020-11-27")));
    assert_eq!(value("910392", day("2026-08-01")), value("SP1", day("2026-08-01")));
    assert_eq!(value("SF60633", day("2026-09-22")), value("SF43936", day("2026-09-24")));
    let cross = value("MXN", day("2026-08-20")) / value("USD", day("2026-08-20"));
    assert!((cross / value("SF43718", day("2026-08-20")) - 1.0).abs() < 0.02);
}

#[test]
fn a_value_is_known_when_the_catalogue_says_so() {
    let last = |key: &str, at: &str| {
        let series = series(key);
        series.periods[series.known_by(at.parse().unwrap()) - 1].to_string()
    };
    assert_eq!(last("SF43718", "2026-03-17T17:59:59Z"), "2026-03-13", "Monday was a holiday");
    assert_eq!(last("SF43718", "2026-03-17T18:00:00Z"), "2026-03-17");
    assert_eq!(last("SF43783", "2026-09-25T23:00:00Z"), "2026-09-28");
    assert_eq!(last("SP68257", "2026-09-25T23:00:00Z"), "2026-10-10");
    assert_eq!(last("SF61745", "2026-09-25T23:00:00Z"), "2026-09-26");
    let (before, after) = (day("2026-08-01"), day("2026-09-11") + Days::new(1));
    assert_eq!(last("910392", &format!("{after}T00:00:00Z")), before.to_string());
}
