//! On which days a series has values.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use paridad_engine::time::calendar::Calendar;
use paridad_ingest::catalogue::{Entry, Frequency, OpenDays, is_federal_holiday};

/// The first and the last day for which anything is generated, whatever is shown of it. The first is a Monday, so that
/// the days of a week are counted together.
pub(super) const SPAN: (NaiveDate, NaiveDate) =
    (NaiveDate::from_ymd_opt(1968, 12, 30).unwrap(), NaiveDate::from_ymd_opt(2040, 3, 31).unwrap());

/// The days that label values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dates {
    /// All days.
    Every,
    /// The bank days in Mexico.
    Banks,
    /// The days on which the ECB publishes.
    Target,
    /// The weekdays that are no holiday of the United States.
    NewYork,
    /// A weekday, every so many weeks; the last bank day before it where it is closed.
    Weekly(Weekday, u32),
    /// The 1st and the 16th.
    Fortnights,
    /// The first day of every so many months, counted from January.
    Months(u32),
}

impl Dates {
    /// What a series has whose dates nothing better is known of.
    pub(super) fn of(entry: &Entry) -> Self {
        match entry.frequency {
            Frequency::Daily => match entry.days {
                OpenDays::MexicanBanks => Self::Banks,
                OpenDays::Target => Self::Target,
                // Calendars of what is scheduled are not generated; their days are weekdays too.
                OpenDays::NewYork | OpenDays::Scheduled => Self::NewYork,
            },
            Frequency::Weekly => Self::Weekly(Weekday::Fri, 1),
            Frequency::Fortnightly => Self::Fortnights,
            Frequency::Monthly => Self::Months(1),
            Frequency::Bimonthly => Self::Months(2),
            Frequency::Quarterly => Self::Months(3),
            Frequency::HalfYearly => Self::Months(6),
            Frequency::Yearly => Self::Months(12),
        }
    }

    /// All of them, in order. Where weeks are left out, that of `first` is not.
    pub(super) fn all(self, first: NaiveDate) -> Vec<NaiveDate> {
        every_day().filter_map(|day| self.label(day, first)).collect()
    }

    /// The label of the value that belongs to `day`, if one does.
    fn label(self, day: NaiveDate, first: NaiveDate) -> Option<NaiveDate> {
        let labels = match self {
            Self::Every => true,
            Self::Banks => Calendar::MexicanBanks.is_open(day),
            Self::Target => Calendar::Target.is_open(day),
            Self::NewYork => {
                !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !is_federal_holiday(day)
            }
            Self::Weekly(weekday, weeks) => {
                let is_its_week = (week(day) - week(first)) % i64::from(weeks) == 0;
                return (day.weekday() == weekday && is_its_week).then(|| bank_day_up_to(day));
            }
            Self::Fortnights => day.day() == 1 || day.day() == 16,
            Self::Months(months) => day.day() == 1 && day.month0().is_multiple_of(months),
        };
        labels.then_some(day)
    }
}

/// The number of the week of `day`, which begins on a Monday.
fn week(day: NaiveDate) -> i64 {
    (day - SPAN.0).num_days().div_euclid(7)
}

/// Every day of the span.
pub(super) fn every_day() -> impl Iterator<Item = NaiveDate> {
    SPAN.0.iter_days().take_while(|day| *day <= SPAN.1)
}

/// `day` itself if the banks are open, else the last day before it on which they were.
pub(super) fn bank_day_up_to(day: NaiveDate) -> NaiveDate {
    let mut last = day;
    while !Calendar::MexicanBanks.is_open(last) && last > SPAN.0 {
        last = last - Days::new(1);
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_2026(dates: Dates) -> Vec<String> {
        dates.all(SPAN.0).into_iter().filter(|day| day.year() == 2026).map(|day| day.to_string()).collect()
    }

    #[test]
    fn each_kind_of_dates_has_its_days() {
        assert_eq!(in_2026(Dates::Every).len(), 365);
        assert_eq!(in_2026(Dates::Months(3)), ["2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01"]);
        assert_eq!(in_2026(Dates::Fortnights)[..3], ["2026-01-01", "2026-01-16", "2026-02-01"]);
        assert!(!in_2026(Dates::Banks).contains(&"2026-09-16".to_owned()));
        assert!(in_2026(Dates::Target).contains(&"2026-09-16".to_owned()));
    }

    #[test]
    fn where_weeks_are_left_out_the_first_is_not() {
        let first = "1990-11-15".parse().unwrap();
        let days = Dates::Weekly(Weekday::Thu, 2).all(first);
        assert!(days.contains(&first) && !days.contains(&"1990-11-22".parse().unwrap()));
        assert!(days.contains(&"1990-11-01".parse().unwrap()), "before it too");
    }

    #[test]
    fn an_auction_that_falls_on_a_holiday_is_labelled_with_the_bank_day_before() {
        let thursdays = in_2026(Dates::Weekly(Weekday::Thu, 1));
        assert!(thursdays.contains(&"2026-04-01".to_owned()), "Wednesday before Maundy Thursday");
        assert_eq!(thursdays.len(), 52 + 1 - 1, "1 January belongs to the last day of 2025");
    }
}
