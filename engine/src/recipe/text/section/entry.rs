//! A value of the text, with its place and path.

use super::super::fault::Notes;
use super::super::nearest::hint;
use crate::data::series::SeriesId;
use crate::maths::domain::Domain;
use chrono::NaiveDate;
use std::ops::{Range, RangeInclusive};
use toml::Spanned;
use toml::de::{DeInteger, DeValue};

/// A value, where it stands and what it is called. Each reader notes what is wrong and then gives nothing.
#[derive(Debug)]
pub(in super::super) struct Entry<'t> {
    pub(super) path: String,
    pub(super) value: &'t DeValue<'t>,
    pub(super) notes: &'t Notes<'t>,
    span: Range<usize>,
}

/// The most characters of a value that a message repeats.
const SHOWN: usize = 40;

/// The most members of a list.
pub(in super::super) const LONGEST_LIST: u16 = 256;

impl<'t> Entry<'t> {
    /// The value at a path.
    pub(super) fn new(path: String, value: &'t Spanned<DeValue<'t>>, notes: &'t Notes<'t>) -> Self {
        Self { path, value: value.get_ref(), notes, span: value.span() }
    }

    /// What it is called, such as `location[3]`.
    pub(in super::super) fn path(&self) -> &str {
        &self.path
    }

    /// The byte at which it begins.
    pub(super) fn at(&self) -> usize {
        self.span.start
    }

    /// Notes that the value will not do.
    pub(in super::super) fn refuse<T>(&self, message: impl Into<String>) -> Option<T> {
        self.notes.note(self.at(), &self.path, message.into());
        None
    }

    /// Notes that it is a value of another type.
    pub(super) fn refuse_type<T>(&self, wanted: &str) -> Option<T> {
        let got = match self.value {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.refuse(format!("must be {wanted}, got {got}"))
    }

    /// Whether it is a table.
    pub(in super::super) fn is_table(&self) -> bool {
        matches!(self.value, DeValue::Table(_))
    }

    /// A string.
    pub(in super::super) fn text(&self) -> Option<&'t str> {
        match self.value {
            DeValue::String(text) => Some(text),
            _ => self.refuse_type("a string"),
        }
    }

    /// A day, without an hour.
    pub(in super::super) fn day(&self) -> Option<NaiveDate> {
        let DeValue::Datetime(moment) = self.value else {
            return self.refuse_type("a date such as 1994-12-22");
        };
        let day = moment.to_string().parse().ok();
        day.or_else(|| self.refuse(format!("must be a date such as 1994-12-22, got {moment}")))
    }

    /// A number within a domain.
    pub(in super::super) fn number(&self, domain: Domain) -> Option<f64> {
        let number = match self.value {
            DeValue::Float(float) => float.as_str().parse().ok(),
            DeValue::Integer(integer) => whole(integer),
            _ => return self.refuse_type("a number"),
        };
        let held = number.filter(|number| domain.holds(*number));
        held.or_else(|| self.refuse(format!("must be {domain}, got {}", self.excerpt())))
    }

    /// A whole number within a range.
    pub(in super::super) fn whole(&self, range: RangeInclusive<u16>) -> Option<u16> {
        let wanted = format!("a whole number between {} and {}", range.start(), range.end());
        let whole = match self.value {
            DeValue::Integer(integer) => u16::from_str_radix(integer.as_str(), integer.radix()).ok(),
            DeValue::Float(_) => None,
            _ => return self.refuse_type(&wanted),
        };
        let held = whole.filter(|whole| range.contains(whole));
        held.or_else(|| self.refuse(format!("must be {wanted}, got {}", self.excerpt())))
    }

    /// One of several whole numbers.
    pub(in super::super) fn among(&self, numbers: &[u16]) -> Option<u16> {
        let wanted = one_of_numbers(numbers);
        let DeValue::Integer(integer) = self.value else { return self.refuse_type(&wanted) };
        let whole = u16::from_str_radix(integer.as_str(), integer.radix()).ok();
        let held = whole.filter(|whole| numbers.contains(whole));
        held.or_else(|| self.refuse(format!("must be {wanted}, got {}", self.excerpt())))
    }

    /// A name: what a series may be called, a feature, a rate and a recipe may be called too.
    pub(in super::super) fn name(&self) -> Option<&'t str> {
        let text = self.text()?;
        if is_name(text) { Some(text) } else { self.refuse(format!("{NAME_RULE}, got {}", quoted(text))) }
    }

    /// One of several words.
    pub(in super::super) fn word<T: Clone>(&self, words: &[(&'static str, T)]) -> Option<T> {
        let text = self.text()?;
        let found = words.iter().find(|(word, _)| *word == text);
        found.map(|(_, meaning)| meaning.clone()).or_else(|| {
            let hint = hint(text, words.iter().map(|(word, _)| *word));
            self.refuse(format!("must be {}, got {}{hint}", one_of(words), quoted(text)))
        })
    }

    /// The members of a list of one or more.
    pub(in super::super) fn list(&self) -> Option<Vec<Self>> {
        let DeValue::Array(members) = self.value else { return self.refuse_type("a list") };
        if members.is_empty() {
            return self.refuse("must hold one or more, got none");
        }
        if members.len() > usize::from(LONGEST_LIST) {
            return self.refuse(format!("must hold at most {LONGEST_LIST}, got {}", members.len()));
        }
        let member = |(index, value)| Self::new(format!("{}[{index}]", self.path), value, self.notes);
        Some(members.iter().enumerate().map(member).collect())
    }

    /// The members of a list of one or more; what is no list is its only member.
    pub(in super::super) fn one_or_more(self) -> Option<Vec<Self>> {
        if matches!(self.value, DeValue::Array(_)) { self.list() } else { Some(vec![self]) }
    }

    /// The value as it is written, for messages.
    fn excerpt(&self) -> String {
        let text = self.notes.text().get(self.span.clone()).unwrap_or_default();
        text.chars().take(SHOWN).collect()
    }
}

/// Whether a text can be a name: series follow the same rule.
pub(in super::super) fn is_name(text: &str) -> bool {
    SeriesId::try_from(text).is_ok()
}

/// What a name is, as a message says it.
pub(in super::super) const NAME_RULE: &str = "must have 1 to 64 characters of a-z, 0-9, '.', '_', '-'";

/// A text as messages repeat it.
pub(in super::super) fn quoted(text: &str) -> String {
    let short: String = text.chars().take(SHOWN).collect();
    format!("{short:?}")
}

/// The words that are allowed, as a message says them.
pub(super) fn one_of<T>(words: &[(&'static str, T)]) -> String {
    let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    format!("one of {}", words.join(", "))
}

/// The numbers that are allowed, as a message says them.
pub(super) fn one_of_numbers(numbers: &[u16]) -> String {
    let numbers: Vec<String> = numbers.iter().map(u16::to_string).collect();
    format!("one of {}", numbers.join(", "))
}

/// A whole number of any radix as a real one.
fn whole(integer: &DeInteger<'_>) -> Option<f64> {
    let (digits, radix) = (integer.as_str(), integer.radix());
    if radix == 10 {
        digits.parse().ok()
    } else {
        i64::from_str_radix(digits, radix).ok().map(|whole| whole as f64)
    }
}
