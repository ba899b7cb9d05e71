//! When the calendar of a year is known.

use chrono::{Datelike, NaiveDate};

/// The last day of the year before: by then the calendar of a year has been announced, by Banxico's supervisor in December and by the
/// ECB earlier.
pub(super) fn eve(day: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(day.year() - 1, 12, 31).unwrap_or(NaiveDate::MIN)
}
