//! Days on which a series is published: the Mexican banking calendar, the ECB's TARGET calendar, or a list.

mod announced;
mod easter;
mod listed;
mod mexican_banks;
mod target;

pub use listed::ListedDays;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The days on which a target is published. The two that follow a rule are closed at weekends.
///
/// ```
/// use chrono::NaiveDate;
/// use paridad_engine::time::calendar::Calendar;
///
/// let thursday = NaiveDate::from_ymd_opt(2026, 4, 30).unwrap();
/// let monday = NaiveDate::from_ymd_opt(2026, 5, 4).unwrap();
/// assert!(Calendar::MexicanBanks.is_open(thursday));
/// assert_eq!(Calendar::MexicanBanks.advance(thursday, 1), monday); // 1 May is Labour Day
/// assert_eq!(Calendar::MexicanBanks.distance(thursday, monday), 1);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Calendar {
    /// Banking days in Mexico, on which Banxico determines the FIX.
    MexicanBanks,
    /// Working days of the euro's payment system, on which the ECB publishes its reference rates.
    Target,
    /// The days of a series that follows no rule known here.
    Listed(ListedDays),
}

impl Calendar {
    /// The calendar as it was known on a day.
    pub fn seen_from(&self, as_of: NaiveDate) -> Seen<'_> {
        Seen { calendar: self, as_of }
    }

    /// Whether the target is published on `day`, as it turned out.
    pub fn is_open(&self, day: NaiveDate) -> bool {
        self.seen_from(NaiveDate::MAX).is_open(day)
    }

    /// `day` itself if it is open, else the first open day after it.
    pub fn next_open(&self, day: NaiveDate) -> NaiveDate {
        self.seen_from(NaiveDate::MAX).next_open(day)
    }

    /// The `count`-th open day after `day`, which need not be open itself; `day` when `count` is 0.
    pub fn advance(&self, day: NaiveDate, count: usize) -> NaiveDate {
        self.seen_from(NaiveDate::MAX).advance(day, count)
    }

    /// The `count`-th open day before `day`, which need not be open itself; `day` when `count` is 0.
    pub fn retreat(&self, day: NaiveDate, count: usize) -> NaiveDate {
        let Some(skipped) = count.checked_sub(1) else {
            return day;
        };
        let mut open_days = day.iter_days().rev().skip(1).filter(|day| self.is_open(*day));
        open_days.nth(skipped).unwrap_or(NaiveDate::MIN)
    }

    /// The number of open days after `from`, up to and including `to`; 0 when `to` is not later.
    pub fn distance(&self, from: NaiveDate, to: NaiveDate) -> usize {
        self.seen_from(NaiveDate::MAX).distance(from, to)
    }
}

/// A calendar as it was known on a day: a closure that nobody had announced by then is still to come as an open day.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    calendar: &'a Calendar,
    as_of: NaiveDate,
}

impl Seen<'_> {
    /// Whether the target is expected to be published on `day`, or was.
    pub fn is_open(&self, day: NaiveDate) -> bool {
        match self.calendar {
            Calendar::MexicanBanks => {
                !listed::is_weekend(day) && mexican_banks::is_open_weekday(day, self.as_of)
            }
            Calendar::Target => !listed::is_weekend(day) && target::is_open_weekday(day, self.as_of),
            Calendar::Listed(days) => days.is_open(day, self.as_of),
        }
    }

    /// `day` itself if it is open, else the first open day after it.
    pub fn next_open(&self, day: NaiveDate) -> NaiveDate {
        day.iter_days().find(|day| self.is_open(*day)).unwrap_or(NaiveDate::MAX)
    }

    /// The `count`-th open day after `day`, which need not be open itself; `day` when `count` is 0.
    pub fn advance(&self, day: NaiveDate, count: usize) -> NaiveDate {
        let Some(skipped) = count.checked_sub(1) else {
            return day;
        };
        let mut open_days = day.iter_days().skip(1).filter(|day| self.is_open(*day));
        open_days.nth(skipped).unwrap_or(NaiveDate::MAX)
    }

    /// The number of open days after `from`, up to and including `to`; 0 when `to` is not later.
    pub fn distance(&self, from: NaiveDate, to: NaiveDate) -> usize {
        let days = from.iter_days().skip(1).take_while(|day| *day <= to);
        days.filter(|day| self.is_open(*day)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_closed_day_moves_to_the_next_open_one() {
        let maundy_thursday = day("2026-04-02");
        assert_eq!(Calendar::MexicanBanks.next_open(maundy_thursday), day("2026-04-06"));
        assert_eq!(Calendar::Target.next_open(maundy_thursday), maundy_thursday);
        assert_eq!(Calendar::Target.next_open(day("2026-04-03")), day("2026-04-07"));
    }

    #[test]
    fn advance_and_distance_are_inverse_from_any_day() {
        for calendar in [Calendar::MexicanBanks, Calendar::Target] {
            for from in day("2025-12-20").iter_days().take(20) {
                for count in [0, 1, 5, 252] {
                    let to = calendar.advance(from, count);
                    assert_eq!(calendar.distance(from, to), count, "{calendar:?} {from} + {count}");
                }
            }
        }
    }

    #[test]
    fn retreat_goes_back_over_closed_days() {
        let banks = Calendar::MexicanBanks;
        assert_eq!(banks.retreat(day("2020-12-01"), 2), day("2020-11-27"));
        assert_eq!(banks.retreat(day("2026-04-06"), 1), day("2026-04-01"), "over Easter");
        assert_eq!(banks.retreat(day("2026-04-05"), 0), day("2026-04-05"));
        for from in day("2025-12-20").iter_days().take(20).filter(|from| banks.is_open(*from)) {
            assert_eq!(banks.retreat(banks.advance(from, 5), 5), from);
        }
    }

    #[test]
    fn a_day_of_mourning_is_expected_to_be_open_until_it_comes() {
        let banks = Calendar::MexicanBanks;
        let (before, mourning, after) = (day("1994-03-23"), day("1994-03-24"), day("1994-03-25"));
        assert_eq!(banks.seen_from(before).advance(before, 1), mourning);
        assert_eq!(banks.seen_from(before).next_open(mourning), mourning);
        assert!(!banks.seen_from(mourning).is_open(mourning) && !banks.is_open(mourning));
        assert_eq!(banks.distance(before, after), 1, "as it turned out");
        assert_eq!(banks.seen_from(before).distance(before, after), 2, "as it was expected");
    }

    #[test]
    fn what_the_list_of_a_year_says_is_known_from_the_end_of_the_year_before() {
        let banks = Calendar::MexicanBanks;
        let bicentenary = day("2010-09-17");
        assert!(banks.seen_from(day("2009-12-30")).is_open(bicentenary));
        assert!(!banks.seen_from(day("2009-12-31")).is_open(bicentenary));
        let last_of_2001 = day("2001-12-31");
        assert!(Calendar::Target.seen_from(day("2000-12-29")).is_open(last_of_2001));
        assert!(!Calendar::Target.seen_from(day("2001-01-02")).is_open(last_of_2001));
    }

    #[test]
    fn what_changed_a_rule_is_known_from_then_on() {
        let banks = Calendar::MexicanBanks;
        let constitution = day("2006-02-06");
        assert!(banks.seen_from(day("2006-01-16")).is_open(constitution), "it was the fifth, a Sunday");
        assert!(!banks.seen_from(day("2006-01-17")).is_open(constitution));
        let all_souls = day("2001-11-02");
        assert!(!banks.seen_from(day("2000-12-29")).is_open(all_souls));
        assert!(banks.seen_from(day("2001-01-02")).is_open(all_souls));
    }

    #[test]
    fn nothing_lies_between_a_day_and_an_earlier_one() {
        let later = day("2026-03-17");
        assert_eq!(Calendar::Target.distance(later, day("2026-03-01")), 0);
        assert_eq!(Calendar::Target.distance(later, later), 0);
    }

    #[test]
    fn the_end_of_time_is_reached_without_a_panic() {
        assert_eq!(Calendar::Target.advance(NaiveDate::MAX, 3), NaiveDate::MAX);
        assert_eq!(Calendar::MexicanBanks.next_open(NaiveDate::MAX), NaiveDate::MAX);
        assert_eq!(Calendar::MexicanBanks.retreat(NaiveDate::MIN, 3), NaiveDate::MIN);
    }

    #[test]
    fn a_calendar_is_written_by_name() {
        let text = serde_json::to_string(&Calendar::MexicanBanks).unwrap();
        assert_eq!(text, "\"mexican_banks\"");
    }
}
