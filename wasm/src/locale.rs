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
