//! A table of TOML in the making, and how its words and numbers are spelled.

use crate::maths::parameter::{Allowed, Figure, Parameter};
use std::fmt::Display;

/// A table in the making.
#[derive(Debug)]
pub(super) struct Table(String);

impl Table {
    /// The table without a header, with which a text begins.
    pub(super) fn root() -> Self {
        Self(String::new())
    }

    /// A table under its header, such as `[[location]]`.
    pub(super) fn new(header: &str) -> Self {
        Self(format!("{header}\n"))
    }

    /// A field with a value that is TOML already.
    pub(super) fn raw(self, field: &str, value: impl Display) -> Self {
        Self(format!("{}{field} = {value}\n", self.0))
    }

    /// A field with a text.
    pub(super) fn string(self, field: &str, value: &str) -> Self {
        self.raw(field, quoted(value))
    }

    /// A field with a number, in the fewest digits that read back as the same bits.
    pub(super) fn number(self, field: &str, value: f64) -> Self {
        self.raw(field, number(value))
    }

    /// The figures of a struct; a place is written as its name.
    pub(super) fn figures(self, parameters: &[Parameter], figures: Vec<Figure>, names: &[String]) -> Self {
        let write = |table: Self, (parameter, figure): (&Parameter, Figure)| match (parameter.allowed, figure)
        {
            (Allowed::Earlier, Figure::Whole(place)) => {
                table.string(parameter.name, names.get(usize::from(place)).map_or("", String::as_str))
            }
            (_, Figure::Whole(whole)) => table.raw(parameter.name, whole),
            (_, Figure::Number(number)) => table.number(parameter.name, number),
        };
        parameters.iter().zip(figures).fold(self, write)
    }

    pub(super) fn text(&self) -> &str {
        &self.0
    }
}

pub(super) fn number(value: f64) -> String {
    // The debug form writes 1e300 where the plain one writes 300 zeros; TOML spells only NaN otherwise.
    if value.is_nan() { "nan".to_owned() } else { format!("{value:?}") }
}

/// A text in quotes.
pub(super) fn quoted(text: &str) -> String {
    let escaped = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}

/// A name on the left of `=`.
pub(super) fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !name.is_empty() && name.chars().all(bare) { name.to_owned() } else { quoted(name) }
}

/// A list of texts.
pub(super) fn list<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let texts: Vec<String> = texts.into_iter().map(quoted).collect();
    format!("[{}]", texts.join(", "))
}
