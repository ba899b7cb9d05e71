//! A calendar that was read off the days of a series, for targets whose own rule nobody has written down.

use crate::time::day;
use crate::time::horizon::READY_AFTER;
use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Every weekday is open but those on the list, each known as closed from itself on; so is every weekend day if the series begins with
/// one.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ListedDays {
    weekends: bool,
    /// Numbers of closed days, none of them at a weekend that is closed anyway.
    closed: BTreeSet<i32>,
}

impl ListedDays {
    /// All weekdays.
    pub const WEEKDAYS: Self = Self { weekends: false, closed: BTreeSet::new() };

    /// The days on which a series was published; before the first and after the last, whatever is not at a weekend. Whether it has
    /// weekends is what its first months say, of which nothing is forecast.
    pub fn of(published: &BTreeSet<NaiveDate>) -> Self {
        let weekends = published.iter().take(READY_AFTER as usize).any(|day| is_weekend(*day));
        let (Some(first), Some(last)) = (published.first(), published.last()) else {
            return Self::WEEKDAYS;
        };
        let days = first.iter_days().take_while(|day| day <= last);
        let missing = days.filter(|day| !published.contains(day) && (weekends || !is_weekend(*day)));
        Self { weekends, closed: missing.map(day::number).collect() }
    }

    /// Whether the series is expected on `day` by what is known on another, or was published.
    pub(super) fn is_open(&self, day: NaiveDate, as_of: NaiveDate) -> bool {
        let is_missing = day <= as_of && self.closed.contains(&day::number(day));
        (self.weekends || !is_weekend(day)) && !is_missing
    }
}

/// Whether `day` is a Saturday or a Sunday.
pub(super) fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(days: &[&str]) -> ListedDays {
        ListedDays::of(&days.iter().map(|day| day.parse().unwrap()).collect())
    }

    fn open(listed: &ListedDays, from: &str, count: usize) -> Vec<String> {
        let days = from.parse::<NaiveDate>().unwrap().iter_days().take(count);
        days.filter(|day| listed.is_open(*day, NaiveDate::MAX)).map(|day| day.to_string()).collect()
    }

    #[test]
    fn a_weekday_between_two_that_were_published_is_closed_and_weekends_are() {
        let listed = listed(&["2026-11-05", "2026-11-09"]);
        let days = ["2026-11-04", "2026-11-05", "2026-11-09", "2026-11-10"];
        assert_eq!(open(&listed, "2026-11-04", 7), days, "Friday the sixth had no value");
    }

    #[test]
    fn a_series_of_all_seven_days_is_open_at_weekends() {
        let listed = listed(&["2026-11-07", "2026-11-09"]);
        assert_eq!(open(&listed, "2026-11-07", 8).len(), 7, "only Sunday the eighth had no value");
    }

    #[test]
    fn a_gap_that_is_still_to_come_is_not_known() {
        let listed = listed(&["2026-11-05", "2026-11-09"]);
        let (thursday, friday) = ("2026-11-05".parse().unwrap(), "2026-11-06".parse().unwrap());
        assert!(listed.is_open(friday, thursday) && !listed.is_open(friday, friday));
    }

    #[test]
    fn a_weekend_after_the_first_months_makes_no_weekends() {
        let start: NaiveDate = "2026-01-01".parse().unwrap();
        let weekdays = start.iter_days().filter(|day| !is_weekend(*day)).take(100);
        let saturday = "2026-04-18".parse().unwrap();
        assert_eq!(ListedDays::of(&weekdays.chain([saturday]).collect()), ListedDays::WEEKDAYS);
    }

    #[test]
    fn without_a_day_every_weekday_is_open() {
        assert_eq!(listed(&[]), ListedDays::WEEKDAYS);
        assert_eq!(ListedDays::WEEKDAYS, ListedDays::default());
        assert_eq!(open(&ListedDays::WEEKDAYS, "2026-11-02", 7).len(), 5);
    }
}
