//! The catalogue: every series of a public source, with what it must look like and when its values are known.
//!
//! Names of series are wrong very often, in public code and after a source has moved its own. So each is pinned
//! with words of its title, its unit, its frequency and a plausible range, and [`check`] compares these with what the
//! source says of itself. The text of each source is in its folder.

mod availability;
mod check;
mod entry;
mod frequency;
mod new_york;
mod text;

pub use availability::{Availability, Hour, HourError};
pub use check::{Described, Difference, Mismatch, check};
pub use entry::{Bank, Entry, Evidence, OpenDays, Revision};
pub use frequency::Frequency;
pub use new_york::is_federal_holiday;
pub use text::CatalogueError;

use crate::feed::payload::Known;
use chrono::NaiveDate;
use paridad_engine::data::series::SeriesId;

/// The series that Paridad reads from public sources. No id comes twice, and no key of a source.
#[derive(Debug, Clone, PartialEq)]
pub struct Catalogue {
    entries: Vec<Entry>,
}

impl Catalogue {
    /// Reads the series of a source, or says what is wrong with the text, and where.
    ///
    /// Each is a table `[[series]]`:
    ///
    /// - `id`, which begins with the source's name, and `key`, what the source calls it;
    /// - `title`: words that tell it from its neighbours, each in one piece; `unit`, in the words of the source;
    /// - `frequency`, in the source's terms: Banxico calls a weekly auction daily;
    /// - `first`: the first period that the source had when it was looked at; should it become later, the past has shrunk;
    /// - `range`: what values lie in unless something is wrong: wide on purpose, for a crisis is no mistake;
    /// - `availability`: when a value is known, by the clock of Mexico City. Where nobody has verified the hour it is 14, which is
    ///   after that day's FIX; where the day is uncertain it is the last that is believable;
    /// - `days`: the days that have a value, of a daily series: `mexican_banks` unless it says `target`, `new_york` or `scheduled`;
    /// - `revision`: `never`, `monthly`, or `rebased`: all at once, every few years;
    /// - `evidence`: `metadata` where title and unit were read in the source's own metadata, `answer` where the source answered
    ///   under this key with the values of what we say it is, `third_party` where others say so who checked it there.
    ///
    /// ```
    /// use paridad_ingest::sources::catalogue;
    ///
    /// let fix = catalogue().by_key("banxico", "SF43718").unwrap();
    /// assert_eq!(fix.id.as_str(), "banxico.sf43718");
    /// let known_at = fix.known_at("2026-03-17".parse().unwrap());
    /// assert_eq!(known_at.to_rfc3339(), "2026-03-17T18:00:00+00:00");
    /// ```
    pub fn parse(source: &str, text: &str) -> Result<Self, CatalogueError> {
        text::parse(source, text).map(|entries| Self { entries })
    }

    /// The series of several sources.
    pub(crate) fn of_all<'a>(catalogues: impl Iterator<Item = &'a Self>) -> Self {
        Self { entries: catalogues.flat_map(|catalogue| catalogue.entries.iter().cloned()).collect() }
    }

    /// All series, in the order of the text.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The day until which all its series are known; nothing where one of them is not known at all.
    pub(crate) fn known_until(&self, known: &Known) -> Option<NaiveDate> {
        let days: Option<Vec<NaiveDate>> =
            self.entries.iter().map(|entry| known.get(&entry.id).copied()).collect();
        days?.into_iter().min()
    }

    /// The series of one source.
    pub fn of(&self, source: &str) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.source == source)
    }

    /// The series that a source calls `key`.
    pub fn by_key(&self, source: &str, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.source == source && entry.key == key)
    }

    /// The series that Paridad calls `id`.
    pub fn by_id(&self, id: &SeriesId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == *id)
    }
}

#[cfg(test)]
mod tests;
