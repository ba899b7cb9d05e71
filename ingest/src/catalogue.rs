//! The catalogue: every series of a public source, with what it must look like and when its values are known.
//!
//! Names of series are wrong very often, in public code and after a source has moved its own. So each is pinned
//! with words of its title, its unit, its frequency and a plausible range, and [`check`] compares these with what the
//! source says of itself. The text is `catalogue.toml` beside this crate's manifest.

mod availability;
mod check;
mod entry;
mod frequency;
mod text;

pub use availability::{Availability, Hour, HourError};
pub use check::{Described, Difference, Mismatch, check};
pub use entry::{Bank, Entry, Evidence, Provider, Revision};
pub use frequency::Frequency;
pub use text::CatalogueError;

use paridad_engine::series::SeriesId;
use std::sync::LazyLock;

/// The text that comes with the binary.
const BUNDLED: &str = include_str!("../catalogue.toml");

/// The series that Paridad reads from public sources. No id comes twice, and no key of a provider.
#[derive(Debug, Clone, PartialEq)]
pub struct Catalogue {
    entries: Vec<Entry>,
}

impl Catalogue {
    /// The catalogue that comes with the binary.
    #[expect(clippy::expect_used, reason = "the text is part of the binary, and a test parses it")]
    pub fn bundled() -> &'static Self {
        static PARSED: LazyLock<Catalogue> =
            LazyLock::new(|| Catalogue::parse(BUNDLED).expect("the bundled catalogue is sound"));
        &PARSED
    }

    /// Reads a catalogue, or says what is wrong with its text, and where.
    ///
    /// ```
    /// use paridad_ingest::catalogue::{Catalogue, Provider};
    ///
    /// let catalogue = Catalogue::bundled();
    /// let fix = catalogue.by_key(Provider::Banxico, "SF43718").unwrap();
    /// assert_eq!(fix.id.as_str(), "banxico.sf43718");
    /// let known_at = fix.known_at("2026-03-17".parse().unwrap());
    /// assert_eq!(known_at.to_rfc3339(), "2026-03-17T18:00:00+00:00");
    /// ```
    pub fn parse(text: &str) -> Result<Self, CatalogueError> {
        text::parse(text).map(|entries| Self { entries })
    }

    /// All series, in the order of the text.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The series of one source.
    pub fn of(&self, provider: Provider) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.provider == provider)
    }

    /// The series that a source calls `key`.
    pub fn by_key(&self, provider: Provider, key: &str) -> Option<&Entry> {
        self.of(provider).find(|entry| entry.key == key)
    }

    /// The series that Paridad calls `id`.
    pub fn by_id(&self, id: &SeriesId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == *id)
    }
}

#[cfg(test)]
mod tests;
