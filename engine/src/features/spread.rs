//! The features of the spread: what says how far the rate may move, not where.

use crate::data::measure::Measure;
use crate::features::pace::Reading;
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
    /// A reading of the target's pace.
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
