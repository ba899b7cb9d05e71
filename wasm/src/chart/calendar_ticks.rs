//! Firsts of months and years to mark on an axis of days.

use chrono::{Datelike, NaiveDate};

/// How many months lie between two marks, from the finest to the coarsest.
const STEPS: [u32; 8] = [1, 2, 3, 6, 12, 24, 60, 120];

/// The firsts of months after `first` and up to `last`, evenly spaced, at most `most`; a mark falls on each January
/// that the spacing allows.
pub(crate) fn calendar_ticks(first: NaiveDate, last: NaiveDate, most: usize) -> Vec<NaiveDate> {
    let (from, to) = (month_number(first) + 1, month_number(last));
    let marks = STEPS.into_iter().map(|step| -> Vec<NaiveDate> {
        (from..=to).filter(|month| month % step == 0).filter_map(first_of).collect()
    });
    marks.into_iter().find(|marks| marks.len() <= most).unwrap_or_default()
}

/// Months since the year 0; days before it are not charted.
fn month_number(day: NaiveDate) -> u32 {
    u32::try_from(day.year()).unwrap_or(0) * 12 + day.month0()
}

fn first_of(month: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(month / 12).ok()?, month % 12 + 1, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_year_is_marked_by_months_and_decades_by_years() {
        let quarters = calendar_ticks(day("2025-10-31"), day("2027-01-29"), 6);
        assert_eq!(quarters, ["2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01", "2027-01-01"].map(day));
        let years = calendar_ticks(day("2008-01-02"), day("2026-10-30"), 10);
        assert_eq!(years[0], day("2010-01-01"));
        assert_eq!(years.len(), 9);
    }

    #[test]
    fn the_first_day_itself_is_not_marked_and_too_short_a_span_has_no_mark() {
        assert!(calendar_ticks(day("2026-10-01"), day("2026-10-30"), 5).is_empty());
        assert!(calendar_ticks(day("2026-10-30"), day("2026-10-01"), 5).is_empty());
    }
}
