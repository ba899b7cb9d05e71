//! The distance of a day from Easter Sunday, which both calendars need.

use chrono::{Datelike, NaiveDate};

/// The number of days from Easter Sunday of `day`'s year to `day`: -2 is Good Friday.
pub(super) fn days_after_easter(day: NaiveDate) -> i32 {
    day_of_march(day) - easter_day_of_march(day.year())
}

/// The day counted from 0 March, good for March and April; far from any Easter in other months.
fn day_of_march(day: NaiveDate) -> i32 {
    const AWAY_FROM_EASTER: i32 = 1000;
    let day_of_month = day.day().cast_signed();
    match day.month() {
        3 => day_of_month,
        4 => day_of_month + 31,
        _ => AWAY_FROM_EASTER,
    }
}

/// Gregorian Easter Sunday as a day of March, 22 to 56 (32 is 1 April).
///
/// This is the anonymous algorithm of *Nature*, 20 April 1876, as given in J. Meeus, *Astronomical
/// Algorithms* (1991), chapter 8.
fn easter_day_of_march(year: i32) -> i32 {
    let golden = year.rem_euclid(19);
    let (century, year_of_century) = (year.div_euclid(100), year.rem_euclid(100));
    let moon_correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - moon_correction + 15).rem_euclid(30);
    let weekday =
        (32 + 2 * (century % 4) + 2 * (year_of_century / 4) - epact - year_of_century % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    22 + epact + weekday - 7 * late
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_on_its_known_days() {
        // The earliest and the latest possible days, leap years, and the two exceptions of the rule.
        let known = [
            "1818-03-22",
            "1943-04-25",
            "1954-04-18",
            "1981-04-19",
            "2000-04-23",
            "2024-03-31",
            "2026-04-05",
        ];
        for text in known {
            assert_eq!(days_after_easter(text.parse().unwrap()), 0, "{text}");
        }
    }

    #[test]
    fn days_around_easter_are_counted_across_the_end_of_march() {
        assert_eq!(days_after_easter("2024-03-28".parse().unwrap()), -3);
        assert_eq!(days_after_easter("2024-04-01".parse().unwrap()), 1);
        assert!(days_after_easter("2024-05-01".parse().unwrap()) > 100);
    }
}
