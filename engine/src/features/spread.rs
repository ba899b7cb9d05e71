//! The features of the spread: what says how far the rate may move, not where.

use crate::data::measure::Measure;
use crate::features::driver::Driver;
use crate::features::running_scale::{Reading, RunningScale};
use crate::time::calendar::Calendar;
use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// A named feature of the spread. All are logarithms or marks without a unit, and zero where nothing is unusual.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpreadFeature {
    /// Its name, such as `usdmxn.pace.5`.
    pub name: String,
    /// How it is computed.
    pub kind: SpreadFeatureKind,
}

/// How a feature of the spread is computed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum SpreadFeatureKind {
    /// A reading of the running scale of the target.
    Own(Reading),
    /// The mean of a reading over other rates.
    Peers {
        /// Which rates.
        of: Vec<Measure>,
        /// What is read.
        reading: Reading,
    },
    /// What the calendar says of the origin and of the days after it.
    Calendar(CalendarMark),
    /// What a driver says.
    Driver(Driver),
}

/// A mark in the calendar, known at the origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CalendarMark {
    /// The origin is on this day of the week: 0 is Monday. One in five days is, so a fifth is taken off.
    Weekday(u8),
    /// The next publication is this many calendar days away, both bounds included.
    Gap {
        /// At least.
        from: u8,
        /// At most.
        to: u8,
    },
    /// The origin is in the last days of the year, from 20 December on.
    YearEnd,
    /// The origin is the first Friday of a month: the employment report of the United States comes after the fixing.
    FirstFriday,
}

impl CalendarMark {
    /// The end of the name of its feature.
    pub fn word(self) -> String {
        match self {
            Self::Weekday(day) => format!("weekday.{}", u16::from(day) + 1),
            Self::Gap { from, .. } => format!("gap.{from}"),
            Self::YearEnd => "year_end".to_owned(),
            Self::FirstFriday => "first_friday".to_owned(),
        }
    }
}

/// What the features of the spread are read from at an origin.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SpreadMoment<'a> {
    /// The measures of which a running scale is kept, the target's first.
    pub(crate) measures: &'a [&'a Measure],
    /// Their scales, in the same order.
    pub(crate) scales: &'a [RunningScale],
    /// The days on which the target is published.
    pub(crate) calendar: &'a Calendar,
    /// The day of the origin.
    pub(crate) day: NaiveDate,
    /// What the drivers say, in the order of the features.
    pub(crate) drivers: &'a [Option<f64>],
}

impl SpreadMoment<'_> {
    /// The values of features; what cannot be computed is zero, as where nothing is unusual.
    pub(crate) fn row(&self, features: &[SpreadFeature]) -> Vec<f64> {
        let mut drivers = self.drivers.iter().copied();
        let values = features.iter().map(|feature| match &feature.kind {
            SpreadFeatureKind::Driver(_) => drivers.next().flatten(),
            kind => self.read(kind),
        });
        values.map(|value| value.filter(|value| value.is_finite()).unwrap_or(0.0)).collect()
    }

    fn read(&self, kind: &SpreadFeatureKind) -> Option<f64> {
        match kind {
            SpreadFeatureKind::Own(reading) => self.scales.first()?.read(*reading),
            SpreadFeatureKind::Peers { of, reading } => {
                let places =
                    of.iter().filter_map(|peer| self.measures.iter().position(|other| *other == peer));
                mean(places.filter_map(|place| self.scales[place].read(*reading)))
            }
            SpreadFeatureKind::Calendar(mark) => Some(read_calendar(*mark, self.calendar, self.day)),
            SpreadFeatureKind::Driver(_) => None,
        }
    }
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (count, sum) = values.fold((0.0, 0.0), |(count, sum), value| (count + 1.0, sum + value));
    (count > 0.0).then_some(sum / count)
}

/// The share of days on which a weekday's mark is set.
const WEEKDAY_SHARE: f64 = 0.2;

fn read_calendar(mark: CalendarMark, calendar: &Calendar, day: NaiveDate) -> f64 {
    let set = |is_set: bool| f64::from(u8::from(is_set));
    match mark {
        CalendarMark::Weekday(weekday) => {
            set(day.weekday().num_days_from_monday() == u32::from(weekday)) - WEEKDAY_SHARE
        }
        CalendarMark::Gap { from, to } => {
            let days = (calendar.seen_from(day).advance(day, 1) - day).num_days();
            set((i64::from(from)..=i64::from(to)).contains(&days))
        }
        CalendarMark::YearEnd => set(day.month() == 12 && day.day() >= 20),
        CalendarMark::FirstFriday => set(day.weekday() == Weekday::Fri && day.day() <= 7),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(mark: CalendarMark, day: &str) -> f64 {
        read_calendar(mark, &Calendar::Target, day.parse().unwrap())
    }

    #[test]
    fn the_calendar_is_read_at_the_origin() {
        assert_eq!(read(CalendarMark::FirstFriday, "2026-11-06"), 1.0);
        assert_eq!(read(CalendarMark::FirstFriday, "2026-11-13"), 0.0);
        assert_eq!(read(CalendarMark::YearEnd, "2026-12-20"), 1.0);
        let long_weekend = CalendarMark::Gap { from: 4, to: u8::MAX };
        assert_eq!(read(long_weekend, "2026-04-02"), 1.0, "Easter");
        assert_eq!(read(long_weekend, "2026-11-06"), 0.0);
        assert_eq!(read(CalendarMark::Weekday(4), "2026-11-06"), 0.8);
    }
}
