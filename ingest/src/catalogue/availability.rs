//! When the value of a period becomes known: the day on a label is seldom the day on which it may be used.
//!
//! Hours are those of Mexico City. Where the true moment is uncertain a rule takes the latest that is believable: a
//! value that is known too late costs a little, one that is known too early makes every back-test a lie.

use super::Frequency;
use super::new_york::is_federal_holiday;
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc, Weekday};
use paridad_engine::time::calendar::Calendar;
use paridad_engine::time::zone;
use serde::{Deserialize, Serialize};

/// The bank days that all rules count.
const BANKS: Calendar = Calendar::MexicanBanks;

/// When Banxico announces its decisions; the hour is kept for all years.
const DECISION: u8 = 13;

/// From this day on the target rate is labelled with the day after its announcement, before it with the day itself.
const DECISION_NEXT_DAY: NaiveDate = NaiveDate::from_ymd_opt(2020, 8, 14).unwrap();

/// A rule that tells from a period when its value is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Availability {
    /// The ECB's reference rates: on their day at 16:00 in Frankfurt.
    Ecb,
    /// On the day of the label: the FIX by its day of determination, an auction by its day.
    SameDay {
        /// When on that day.
        hour: Hour,
    },
    /// Some bank days before the label, which may be a closed day: the TIIE is one ahead, the FIX by its day of
    /// settlement two. Saturday 16 November 1991 has the FIX of the Thursday before.
    BankDaysBefore {
        /// How many.
        days: u8,
        /// When on that day.
        hour: Hour,
    },
    /// Some calendar days before the label at the latest: a day of an event that is scheduled. Each of its values says itself when it
    /// became known.
    Ahead {
        /// How many.
        days: u8,
        /// When on that day.
        hour: Hour,
    },
    /// Some bank days after the label: the rate for overnight funding, which is computed from the day's deals.
    BankDaysAfter {
        /// How many.
        days: u8,
        /// When on that day.
        hour: Hour,
    },
    /// Banxico's target rate: at 13:00 on the calendar day before the label, but on the label's own day until
    /// 13 August 2020. A Monday's could be known on Friday; the source writes it down on Sunday.
    TargetRate,
    /// A weekly auction, labelled with the Thursday on which it is settled: on the Tuesday before, or on the bank day
    /// after that Tuesday if it was closed. In weeks with another label: on the last bank day before it.
    Auction {
        /// When on that day.
        hour: Hour,
    },
    /// The unit of investment, published ahead: by the 10th of the month for the 11th to the 25th, and by the 25th
    /// for the 26th to the 10th of the month after.
    Udi {
        /// When on that day.
        hour: Hour,
    },
    /// A weekly statement: on the Tuesday after the label, or on the next bank day if it is closed.
    NextTuesday {
        /// When on that day.
        hour: Hour,
    },
    /// A weekly release in the United States: on the Monday after the week of the label, or on Tuesday where that is a holiday.
    NextMonday {
        /// When on that day.
        hour: Hour,
    },
    /// On a day of a later month, or on the next bank day if it is closed.
    LaterMonth {
        /// How many months after the period's first.
        months: u8,
        /// The day of that month.
        day: u8,
        /// When on that day.
        hour: Hour,
    },
    /// Fortnightly prices: by the 25th of the month for its first half, by the 10th of the next for its second, or on
    /// the next bank day if that is closed.
    Fortnight {
        /// When on that day.
        hour: Hour,
    },
    /// Some calendar days after the last of the period, or on the next bank day if that is closed.
    DaysAfterEnd {
        /// How many.
        days: u8,
        /// When on that day.
        hour: Hour,
    },
}

impl Availability {
    /// The moment from which the value of the period that begins on `period` may be used.
    pub fn known_at(self, period: NaiveDate, frequency: Frequency) -> DateTime<Utc> {
        let (day, hour) = match self {
            Self::Ecb => return zone::ecb_publication(period),
            Self::TargetRate => return zone::mexico_hour(decision(period), DECISION),
            Self::SameDay { hour } => (period, hour),
            Self::BankDaysBefore { days, hour } => (BANKS.retreat(period, days.into()), hour),
            Self::Ahead { days, hour } => (earlier(period, days.into()), hour),
            Self::BankDaysAfter { days, hour } => (BANKS.advance(period, days.into()), hour),
            Self::Auction { hour } => (auction(period), hour),
            Self::Udi { hour } => (udi(period), hour),
            Self::NextTuesday { hour } => (BANKS.next_open(next(Weekday::Tue, period)), hour),
            Self::NextMonday { hour } => (next_release(period), hour),
            Self::LaterMonth { months, day, hour } => (later_month(period, months, day), hour),
            Self::Fortnight { hour } if period.day() <= 15 => (later_month(period, 0, 25), hour),
            Self::Fortnight { hour } => (later_month(period, 1, 10), hour),
            Self::DaysAfterEnd { days, hour } => {
                (BANKS.next_open(later(frequency.last_day(period), days.into())), hour)
            }
        };
        zone::mexico_hour(day, hour.0)
    }
}

/// The day by which the target rate of `label` was announced.
fn decision(label: NaiveDate) -> NaiveDate {
    if label < DECISION_NEXT_DAY { label } else { label - Days::new(1) }
}

/// The day of the auction that is settled on `label`.
fn auction(label: NaiveDate) -> NaiveDate {
    if label.weekday() == Weekday::Thu {
        let tuesday = label.checked_sub_days(Days::new(2)).unwrap_or(NaiveDate::MIN);
        BANKS.next_open(tuesday)
    } else {
        BANKS.retreat(label, 1)
    }
}

/// The day by which the value of the unit of investment for `label` is published.
fn udi(label: NaiveDate) -> NaiveDate {
    let of_month = |months_back: u32, day: u32| {
        let month = label.checked_sub_months(Months::new(months_back));
        month.and_then(|month| month.with_day(day)).unwrap_or(label)
    };
    match label.day() {
        ..=10 => of_month(1, 25),
        11..=25 => of_month(0, 10),
        _ => of_month(0, 25),
    }
}

/// The Monday after the week of `label`, or the day after it where that is a holiday in the United States.
fn next_release(label: NaiveDate) -> NaiveDate {
    let monday = next(Weekday::Mon, label);
    if is_federal_holiday(monday) { later(monday, 1) } else { monday }
}

/// The first `weekday` after `day`.
fn next(weekday: Weekday, day: NaiveDate) -> NaiveDate {
    day.iter_days().skip(1).find(|day| day.weekday() == weekday).unwrap_or(NaiveDate::MAX)
}

/// The bank day on or after the `day`-th of the month that is `months` after that of `period`.
fn later_month(period: NaiveDate, months: u8, day: u8) -> NaiveDate {
    let first = period.with_day(1).and_then(|first| first.checked_add_months(Months::new(months.into())));
    let before_first = first.and_then(|first| first.pred_opt());
    BANKS.next_open(before_first.map_or(NaiveDate::MAX, |before| later(before, day.into())))
}

fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

fn earlier(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(NaiveDate::MIN)
}

/// An hour of the clock at which something may be published: from 3, when clocks have changed, to 23.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Hour(u8);

/// No hour at which anything is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an hour must be between 3 and 23, got {0}")]
pub struct HourError(u8);

impl TryFrom<u8> for Hour {
    type Error = HourError;

    fn try_from(hour: u8) -> Result<Self, HourError> {
        if (3..=23).contains(&hour) { Ok(Self(hour)) } else { Err(HourError(hour)) }
    }
}

impl From<Hour> for u8 {
    fn from(hour: Hour) -> Self {
        hour.0
    }
}

#[cfg(test)]
mod tests;
