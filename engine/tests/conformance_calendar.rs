//! The Mexican banking calendar against the weekdays on which the FIX was not determined.

use chrono::{Datelike, NaiveDate, Weekday};
use paridad_engine::time::calendar::Calendar;
use std::collections::BTreeSet;

/// Closed weekdays, observed to November 2025 and by the legal rule after.
const CLOSED: &str = include_str!("../../data/conformance/mexican_banks_closed.csv");

/// Those weekdays, or the first line that has none.
fn closed_weekdays() -> Result<BTreeSet<NaiveDate>, chrono::ParseError> {
    CLOSED.lines().skip(1).map(|line| line.split(',').next().unwrap_or_default().parse()).collect()
}

fn weekdays(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let days = from.iter_days().take_while(move |day| *day <= to);
    days.filter(|day| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun))
}

#[test]
fn mexican_banks_close_on_exactly_the_days_without_a_fix() {
    let closed = closed_weekdays().unwrap();
    // The FIX begins on the first of these days; the list ends with the last.
    for day in weekdays("1991-11-12".parse().unwrap(), "2031-12-31".parse().unwrap()) {
        assert_eq!(Calendar::MexicanBanks.is_open(day), !closed.contains(&day), "{day}");
    }
}

#[test]
fn a_year_of_horizons_agrees_with_counting_by_hand() {
    let closed = closed_weekdays().unwrap();
    let days = weekdays("2001-01-01".parse().unwrap(), "2031-12-31".parse().unwrap());
    let open: Vec<NaiveDate> = days.filter(|day| !closed.contains(day)).collect();
    for window in open.windows(253).step_by(97) {
        let (from, to) = (window[0], window[252]);
        assert_eq!(Calendar::MexicanBanks.advance(from, 252), to);
        assert_eq!(Calendar::MexicanBanks.distance(from, to), 252);
    }
}
