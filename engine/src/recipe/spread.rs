//! The features of the spread: what says how far the rate may move, not where.

use super::Measure;
use crate::pace::DECAYS;
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

/// What is read of a pace, against its scale of the last month or so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reading {
    /// The size of the last return.
    Day,
    /// The root mean square return of a window.
    Root(Window),
    /// The mean absolute return of about two weeks.
    Size,
    /// The mean sign and size of the last week's returns: above zero where the target rose.
    Sign,
}

impl Reading {
    /// All readings, each with its word: the end of its features' names, and what a recipe's text calls it.
    pub(crate) const WORDS: [(&'static str, Self); 9] = [
        ("pace.1", Self::Day),
        ("pace.5", Self::Root(Window::Days5)),
        ("pace.17", Self::Root(Window::Days17)),
        ("pace.33", Self::Root(Window::Days33)),
        ("pace.67", Self::Root(Window::Days67)),
        ("pace.200", Self::Root(Window::Days200)),
        ("pace.1000", Self::Root(Window::Days1000)),
        ("size.10", Self::Size),
        ("sign.5", Self::Sign),
    ];

    /// The word of this reading.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, known)| *known == self).map_or("", |(word, _)| word)
    }
}

/// An exponential window, named by its mean age in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Window {
    /// Decay 0.80.
    Days5,
    /// Decay 0.94.
    Days17,
    /// Decay 0.97, the reference.
    Days33,
    /// Decay 0.985.
    Days67,
    /// Decay 0.995.
    Days200,
    /// Decay 0.999.
    Days1000,
}

impl Window {
    /// All windows, shortest first.
    pub const ALL: [Self; DECAYS.len()] =
        [Self::Days5, Self::Days17, Self::Days33, Self::Days67, Self::Days200, Self::Days1000];

    /// Its place in [`DECAYS`].
    pub(crate) fn index(self) -> usize {
        match self {
            Self::Days5 => 0,
            Self::Days17 => 1,
            Self::Days33 => 2,
            Self::Days67 => 3,
            Self::Days200 => 4,
            Self::Days1000 => 5,
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reading_has_a_word_of_its_own() {
        let readings = Window::ALL.map(Reading::Root).into_iter();
        let words: Vec<&str> =
            readings.chain([Reading::Day, Reading::Size, Reading::Sign]).map(Reading::word).collect();
        assert!(words.iter().all(|word| !word.is_empty()));
        assert_eq!(words.iter().collect::<std::collections::BTreeSet<_>>().len(), Reading::WORDS.len());
    }
}
