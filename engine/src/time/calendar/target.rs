//! The closing days of TARGET, on which the ECB publishes no reference rates.

use super::announced::eve;
use super::easter::days_after_easter;
use chrono::{Datelike, NaiveDate};

/// Whether TARGET opens on `day`, which is no Saturday or Sunday, by what is known on another.
///
/// This gives exactly the days of the ECB's own history, from 1999-01-04 to 2026-10-30. Two things
/// there are less known: in 1999 rates came out on Good Friday and Easter Monday; and 31 December
/// was closed in 1999 and 2001, before the year 2000 and before euro cash, and in no other year. What a year has of its own is taken as
/// known from the end of the year before.
pub(super) fn is_open_weekday(day: NaiveDate, as_of: NaiveDate) -> bool {
    // Before its own calendar is out, a year is expected to be like the one before.
    let year = if as_of < eve(day) { day.year() - 1 } else { day.year() };
    match (day.month(), day.day()) {
        (1 | 5, 1) | (12, 25 | 26) => false,
        (12, 31) => as_of < eve(day) || !matches!(year, 1999 | 2001),
        // Good Friday and Easter Monday.
        (3 | 4, _) => year < 2000 || !matches!(days_after_easter(day), -2 | 1),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_year_had_rates_at_easter() {
        let is_open = |text: &str| is_open_weekday(text.parse().unwrap(), NaiveDate::MAX);
        assert!(is_open("1999-04-02") && is_open("1999-04-05"));
        assert!(!is_open("2000-04-21") && !is_open("2000-04-24"));
    }

    #[test]
    fn the_last_day_of_the_year_was_closed_twice() {
        let closed: Vec<i32> = (1999..2031)
            .filter(|year| !is_open_weekday(NaiveDate::from_ymd_opt(*year, 12, 31).unwrap(), NaiveDate::MAX))
            .collect();
        assert_eq!(closed, [1999, 2001]);
    }
}
