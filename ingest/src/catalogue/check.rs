//! What the catalogue says of a series against what its source says.

use super::Entry;
use chrono::NaiveDate;
use paridad_engine::data::series::SeriesId;
use serde::Serialize;
use std::fmt;

/// What a source says of a series; nothing where it does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Described {
    /// What the source calls the series.
    pub key: String,
    /// Its title.
    pub title: Option<String>,
    /// Its unit, in words.
    pub unit: Option<String>,
    /// The number of its unit, at INEGI.
    pub unit_code: Option<String>,
    /// Its frequency by the catalogue's name for it, or in the source's word where that means none of those.
    pub frequency: Option<String>,
    /// The first period that it has.
    pub first: Option<NaiveDate>,
    /// The last one.
    pub last: Option<NaiveDate>,
    /// The day on which the source last changed it.
    pub updated: Option<NaiveDate>,
}

/// Something that does not fit between the catalogue and the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mismatch {
    /// The series.
    pub series: SeriesId,
    /// What differs.
    pub what: Difference,
    /// What the catalogue says.
    pub expected: String,
    /// What the source says; empty when it says nothing.
    pub found: String,
}

/// In what a source and the catalogue differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    /// The source said nothing of the series.
    Unanswered,
    /// The source describes it and has no periods of it any longer.
    Gone,
    /// Words are missing in the title.
    Title,
    /// The unit is another one.
    Unit,
    /// The frequency is another one.
    Frequency,
    /// The first period is later than it was: the source has dropped a part of the past.
    Start,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unanswered => "unanswered",
            Self::Gone => "gone",
            Self::Title => "title",
            Self::Unit => "unit",
            Self::Frequency => "frequency",
            Self::Start => "start",
        })
    }
}

/// What does not fit between `entries` and what their sources say, in the order of the entries.
pub fn check<'a>(entries: impl IntoIterator<Item = &'a Entry>, described: &[Described]) -> Vec<Mismatch> {
    let of_entry = |entry: &'a Entry| match described.iter().find(|described| described.key == entry.key) {
        Some(described) => compare(entry, described),
        None => vec![mismatch(entry, Difference::Unanswered, &entry.key, "")],
    };
    entries.into_iter().flat_map(of_entry).collect()
}

fn compare(entry: &Entry, described: &Described) -> Vec<Mismatch> {
    let Described { title, unit, unit_code, frequency, first, last, .. } = described;
    let mut mismatches = Vec::new();
    let mut differ = |what, expected: &str, found: &str| {
        mismatches.push(mismatch(entry, what, expected, found));
    };
    if let Some(title) = title {
        let missing: Vec<&str> =
            entry.title.iter().map(String::as_str).filter(|words| !stand_in(words, title)).collect();
        if !missing.is_empty() {
            differ(Difference::Title, &missing.join(", "), title);
        }
    }
    for (expected, found) in [(Some(&entry.unit), unit), (entry.unit_code.as_ref(), unit_code)] {
        if let (Some(expected), Some(found)) = (expected, found)
            && words(expected) != words(found)
        {
            differ(Difference::Unit, expected, found);
        }
    }
    if let Some(frequency) = frequency.as_deref().filter(|found| *found != entry.frequency.name()) {
        differ(Difference::Frequency, entry.frequency.name(), frequency);
    }
    match (entry.first, first) {
        (_, None) if last.is_none() => differ(Difference::Gone, "periods", ""),
        (Some(expected), Some(found)) if *found > expected => {
            differ(Difference::Start, &expected.to_string(), &found.to_string());
        }
        _ => {}
    }
    mismatches
}

fn mismatch(entry: &Entry, what: Difference, expected: &str, found: &str) -> Mismatch {
    Mismatch { series: entry.id.clone(), what, expected: expected.to_owned(), found: found.to_owned() }
}

/// Whether `phrase` stands in `title` in one piece, word by word: "Media" does not stand in "Mediana".
fn stand_in(phrase: &str, title: &str) -> bool {
    words(title).contains(&words(phrase))
}

/// The words of `text` in small letters, each between spaces. Punctuation and runs of spaces do not count; a plus
/// does, for "t+1" is not "t".
fn words(text: &str) -> String {
    let text = text.to_lowercase();
    let words =
        text.split(|char: char| !char.is_alphanumeric() && char != '+').filter(|word| !word.is_empty());
    words.fold(" ".to_owned(), |text, word| text + word + " ")
}

#[cfg(test)]
mod tests;
