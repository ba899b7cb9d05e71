//! The page's language with its words and formats, handed to every part.

use crate::address::Language;
use crate::format::Format;
use crate::words::Words;
use std::rc::Rc;
use yew::prelude::*;

/// A language with its words and formats.
#[derive(Clone)]
pub(crate) struct Locale {
    /// The language.
    pub(crate) language: Language,
    /// Its words.
    pub(crate) words: &'static Words,
    /// Its formats.
    pub(crate) format: Rc<Format>,
}

impl Locale {
    /// Everything that a language brings.
    pub(crate) fn new(language: Language) -> Self {
        Self { language, words: Words::of(language), format: Rc::new(Format::new(language)) }
    }

    /// What people call a horizon: `1 m`, or so many days.
    pub(crate) fn horizon(&self, days: usize) -> String {
        let words = self.words.shell;
        let (count, unit) = match days {
            5 => (1, words.unit_week),
            10 => (2, words.unit_weeks),
            21 => (1, words.unit_month),
            42 => (2, words.unit_month),
            63 => (3, words.unit_month),
            126 => (6, words.unit_month),
            252 => (1, words.unit_year),
            other => (other, words.unit_day),
        };
        format!("{} {unit}", self.format.whole(count))
    }
}

impl PartialEq for Locale {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language
    }
}

/// The page's language, inside any part of it.
#[hook]
pub(crate) fn use_locale() -> Locale {
    use_context::<Locale>().unwrap_or_else(|| Locale::new(Language::Spanish))
}
