//! The words of the page: what there is to say, and in a folder each how a language says it.

mod english;
pub(crate) mod feature;
mod fill;
mod names;
pub(crate) mod shape;
mod spanish;
mod titles;

use crate::address::Language;
pub(crate) use fill::fill;
pub(crate) use shape::Words;

impl Words {
    /// The words of a language.
    pub(crate) fn of(language: Language) -> &'static Self {
        match language {
            Language::Spanish => &spanish::WORDS,
            Language::English => &english::WORDS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        let mut names: Vec<&str> =
            text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn both_languages_say_something_with_the_same_values() {
        let rows = Words::of(Language::Spanish).rows().into_iter().zip(Words::of(Language::English).rows());
        for ((row, spanish), (_, english)) in rows {
            assert!(!spanish.trim().is_empty() && !english.trim().is_empty(), "{row}");
            assert_eq!(names(spanish), names(english), "{row}");
        }
    }
}
