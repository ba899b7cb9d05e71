//! A pattern of characters, checked when it is written down.

use regex_lite::Regex;
use serde::{Deserialize, Serialize};

/// A regular expression, found anywhere in a text unless `^` and `$` say otherwise.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Pattern(Regex);

/// A text that is no regular expression.
#[derive(Debug, thiserror::Error)]
#[error("{pattern:?} is no regular expression")]
pub struct PatternError {
    pattern: String,
    #[source]
    source: regex_lite::Error,
}

impl Pattern {
    /// Whether it is found in `text`.
    pub fn is_in(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
}

impl TryFrom<String> for Pattern {
    type Error = PatternError;

    fn try_from(pattern: String) -> Result<Self, PatternError> {
        Regex::new(&pattern).map(Self).map_err(|source| PatternError { pattern, source })
    }
}

impl From<Pattern> for String {
    fn from(pattern: Pattern) -> Self {
        pattern.0.as_str().to_owned()
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}
