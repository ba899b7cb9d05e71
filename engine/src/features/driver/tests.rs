//! What drivers say of a made-up panel.

use super::*;
use crate::data::panel::Panel;
use crate::data::series::Observation;
use crate::maths::num;
use chrono::{DateTime, Days, NaiveDate};

/// The parameters that a driver is read with, by name.
fn driver(name: &str, of: &str, figures: &[Figure]) -> Driver {
    let registered = DriverKind::ALL.iter().find(|registered| registered.name == name).unwrap();
    let of = Quantity::try_from(of).unwrap();
    assert!(registered.needs.holds(&of), "{name} of {of}");
    Driver { of, kind: (registered.kind)(figures).unwrap() }
}

fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() + Days::new(number)
}

fn observe(panel: &mut Panel, series: &str, period: NaiveDate, value: f64) {
    let series = SeriesId::try_from(series).unwrap();
    panel.observe(&Observation { series, period, value, known_at: DateTime::UNIX_EPOCH });
}

/// What a driver says on each day, the values of a day being known on it.
fn says(driver: &Driver, values: &[(&str, Vec<Option<f64>>)]) -> Vec<Option<f64>> {
    let (mut panel, mut memory) = (Panel::default(), Memory::default());
    let mut days = Vec::new();
    let count = values.iter().map(|(_, values)| values.len()).max().unwrap_or_default();
    (0..count)
        .map(|place| {
            days.push(day(place as u64));
            for (series, values) in values {
                if let Some(value) = values.get(place).copied().flatten() {
                    observe(&mut panel, series, day(place as u64), value);
                }
            }
            driver.read(&Moment { panel: &panel, days: &days, deviation: 0.01 }, &mut memory)
        })
        .collect()
}

fn all(values: impl IntoIterator<Item = f64>) -> Vec<Option<f64>> {
    values.into_iter().map(Some).collect()
}

#[test]
fn every_driver_has_a_name_of_its_own_and_says_nothing_of_nothing() {
    let mut names: Vec<&str> = DriverKind::ALL.iter().map(|registered| registered.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), DriverKind::ALL.len());
    for registered in DriverKind::ALL {
        let figures = crate::maths::parameter::some_figures(registered.parameters);
        let kind = (registered.kind)(&figures).unwrap();
        assert_eq!((kind.name(), kind.figures()), (registered.name, figures));
        let driver = Driver { of: Quantity::try_from("a").unwrap(), kind };
        assert_eq!(says(&driver, &[("b", all([1.0, 2.0]))]), [None, None], "{}", registered.name);
    }
}

#[test]
fn a_level_is_the_distance_from_a_mean_that_begins_as_the_mean_of_all() {
    let level = driver("level", "a", &[Figure::Number(0.5), Figure::Whole(1)]);
    let said = says(&level, &[("a", vec![Some(4.0), Some(8.0), None, None, Some(2.0)])]);
    // The means are 4, then (4 + 8)/2 = 6, then halfway to 8; the fourth day is too late for it; then halfway to 2.
    assert_eq!(said, [Some(0.0), Some(2.0), Some(1.0), None, Some(-2.5)]);
}

#[test]
fn a_move_is_over_publication_days_and_a_value_is_held() {
    let a = [("a", vec![Some(1.0), None, Some(4.0)]), ("b", all([0.5, 0.5, 0.25]))];
    let moved = driver("move", "a - b", &[Figure::Whole(1), Figure::Whole(9)]);
    assert_eq!(says(&moved, &a), [None, Some(0.0), Some(3.25)]);
    let value = driver("value", "ln a / b", &[Figure::Whole(9)]);
    assert_eq!(says(&value, &a)[1], Some(num::ln(1.0) - num::ln(0.5)));
}

#[test]
fn a_speed_reads_zero_where_a_value_moves_as_it_always_did() {
    let speed = driver("speed", "a", &[Figure::Number(0.8), Figure::Number(0.99), Figure::Whole(9)]);
    let even = (0..60).map(|i| f64::from(i % 2));
    let said = says(&speed, &[("a", all(even.clone().chain([5.0])))]);
    assert_eq!(said[19], None, "nineteen moves");
    assert!(said[20..60].iter().all(|said| said.unwrap().abs() < 1e-12));
    assert!(said[60].unwrap() > 0.5, "a jump");
    let resting = says(&speed, &[("a", all([1.0; 40]))]);
    assert!(resting.iter().all(Option::is_none), "what never moved has no speed");
}

#[test]
fn an_implied_volatility_is_read_against_the_targets_own() {
    let implied = driver("implied", "ln a", &[Figure::Number(0.5), Figure::Whole(9)]);
    // In percent a year the target's deviation of 0.01 a day is 15.87, and 20 is ln(20/15.87) above it.
    let said = says(&implied, &[("a", all([20.0, 40.0]))]);
    assert_eq!(said[0], Some(0.0));
    assert!((said[1].unwrap() - 0.5 * num::ln(2.0)).abs() < 1e-12);
}

#[test]
fn an_age_counts_origins_since_a_release_or_a_revision() {
    let (mut panel, mut memory, mut days) = (Panel::default(), Memory::default(), Vec::new());
    let age = driver("age", "a", &[Figure::Whole(90)]);
    let mut said = Vec::new();
    for place in 0..4 {
        days.push(day(40 + place));
        match place {
            0 => observe(&mut panel, "a", day(0), 1.0),
            3 => observe(&mut panel, "a", day(0), 1.5),
            _ => {}
        }
        let at = Moment { panel: &panel, days: &days, deviation: 0.01 };
        said.push(age.read(&at, &mut memory).unwrap() * 21.0);
    }
    assert_eq!(said, [0.0, 1.0, 2.0, 0.0]);
}

#[test]
fn a_surprise_is_against_what_was_expected_before_and_fades() {
    let surprise = driver("surprise", "a - e", &[Figure::Number(0.5), Figure::Whole(90)]);
    let actual = vec![Some(4.0), None, Some(5.0), None];
    let expected = vec![Some(4.0), Some(4.5), Some(9.0), None];
    let said = says(&surprise, &[("a", actual), ("e", expected)]);
    assert_eq!(
        said,
        [Some(0.0), Some(0.0), Some(0.5), Some(0.25)],
        "5 less 4.5, whatever is said of it afterwards"
    );
}

#[test]
fn a_yearly_change_is_by_the_vintages_of_the_day() {
    let (mut panel, mut memory) = (Panel::default(), Memory::default());
    let month = |text: &str| text.parse().unwrap();
    observe(&mut panel, "inpc", month("2023-05-01"), 100.0);
    observe(&mut panel, "inpc", month("2024-05-01"), 104.0);
    observe(&mut panel, "expected", month("2024-05-20"), 3.5);
    let days = [month("2024-06-20")];
    let mut read = |of: &str, panel: &Panel| {
        let at = Moment { panel, days: &days, deviation: 0.01 };
        driver("yearly", of, &[Figure::Whole(90)]).read(&at, &mut memory)
    };
    assert_eq!(read("inpc", &panel), Some(100.0 * (104.0 / 100.0 - 1.0)));
    assert!((read("inpc - expected", &panel).unwrap() - 0.5).abs() < 1e-12);
    observe(&mut panel, "inpc", month("2023-05-01"), 101.0);
    assert!(read("inpc", &panel).unwrap() < 3.0, "the base was revised");
    assert_eq!(read("expected", &panel), None, "it has no year before");
}

#[test]
fn a_driver_is_called_by_what_it_reads() {
    let named = |name, of, figures: &[Figure]| driver(name, of, figures).usual_name();
    assert_eq!(
        named("level", "ln cboe.vix", &[Figure::Number(0.97), Figure::Whole(7)]),
        "cboe.vix.level.0.97"
    );
    assert_eq!(named("value", "a - b", &[Figure::Whole(7)]), "a-b.value.7");
    assert_eq!(named("events", "events.us.fomc", &[]), "events.us.fomc");
}
