//! A table of the text, read field by field; what was never asked for is unknown.

use super::fault::Notes;
use super::nearest::hint;
use crate::maths::domain::Domain;
use std::fmt::Display;
use std::ops::RangeInclusive;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

mod entry;

#[cfg(test)]
pub(super) use entry::LONGEST_LIST;
pub(super) use entry::{Entry, NAME_RULE, is_name, quoted};

/// A table, and which of its fields were asked for.
#[derive(Debug)]
pub(super) struct Section<'t> {
    path: String,
    at: usize,
    table: &'t DeTable<'t>,
    notes: &'t Notes<'t>,
    asked: Vec<&'static str>,
    of_unknown_kind: bool,
}

impl<'t> Section<'t> {
    /// The whole text.
    pub(super) fn root(root: &'t Spanned<DeTable<'t>>, notes: &'t Notes<'t>) -> Self {
        Self::new(String::new(), root.span().start, root.get_ref(), notes)
    }

    fn new(path: String, at: usize, table: &'t DeTable<'t>, notes: &'t Notes<'t>) -> Self {
        Self { path, at, table, notes, asked: Vec::new(), of_unknown_kind: false }
    }

    /// The field's value, if it is there.
    pub(super) fn ask(&mut self, field: &'static str) -> Option<Entry<'t>> {
        self.asked.push(field);
        let value = self.table.get(field)?;
        Some(Entry::new(self.path_of(field), value, self.notes))
    }

    /// The field's value, which must be there.
    pub(super) fn need(&mut self, field: &'static str, wanted: impl Display) -> Option<Entry<'t>> {
        let entry = self.ask(field);
        entry.or_else(|| self.refuse(field, format!("is missing, must be {wanted}")))
    }

    /// A number within a domain.
    pub(super) fn number(&mut self, field: &'static str, domain: Domain) -> Option<f64> {
        self.need(field, domain)?.number(domain)
    }

    /// A whole number within a range.
    pub(super) fn whole(&mut self, field: &'static str, range: RangeInclusive<u16>) -> Option<u16> {
        let wanted = format!("a whole number between {} and {}", range.start(), range.end());
        self.need(field, wanted)?.whole(range)
    }

    /// One of several whole numbers.
    pub(super) fn among(&mut self, field: &'static str, numbers: &[u16]) -> Option<u16> {
        self.need(field, entry::one_of_numbers(numbers))?.among(numbers)
    }

    /// A name.
    pub(super) fn name(&mut self, field: &'static str) -> Option<&'t str> {
        self.need(field, "a name")?.name()
    }

    /// One of several words.
    pub(super) fn word<T: Clone>(&mut self, field: &'static str, words: &[(&'static str, T)]) -> Option<T> {
        self.need(field, entry::one_of(words))?.word(words)
    }

    /// The field `kind` with its meaning. It decides what other fields there are: where it is wrong, none is unknown.
    pub(super) fn kind<T: Copy>(&mut self, kinds: &[(&'static str, T)]) -> Option<(&'static str, T)> {
        let kinds: Vec<_> = kinds.iter().map(|kind| (kind.0, *kind)).collect();
        let kind = self.word("kind", &kinds);
        self.of_unknown_kind = kind.is_none();
        kind
    }

    /// Notes that a field's value will not do beside the others.
    pub(super) fn refuse<T>(&self, field: &str, message: impl Into<String>) -> Option<T> {
        let at = self.table.get(field).map_or(self.at, |value| value.span().start);
        self.notes.note(at, &self.path_of(field), message.into());
        None
    }

    /// Everything in the table, in the order of the text.
    fn entries(&self) -> Vec<(&'t str, Entry<'t>)> {
        let mut fields: Vec<_> = self.table.iter().collect();
        fields.sort_by_key(|(key, _)| key.span().start);
        let entry = |(key, value): (&'t Spanned<DeString<'t>>, &'t Spanned<DeValue<'t>>)| {
            let key = key.get_ref().as_ref();
            (key, Entry::new(self.path_of(&shown(key)), value, self.notes))
        };
        fields.into_iter().map(entry).collect()
    }

    /// Notes every field that was never asked for.
    fn refuse_unknown(self) {
        if self.of_unknown_kind {
            return;
        }
        for (key, entry) in self.entries() {
            if !self.asked.contains(&key) {
                let hint = hint(key, self.asked.iter().copied());
                entry.refuse::<()>(format!("is unknown here, known are {}{hint}", self.asked.join(", ")));
            }
        }
    }

    /// Reads the table to its end, unknown fields included.
    pub(super) fn read<T>(mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let value = read(&mut self);
        self.refuse_unknown();
        value
    }

    fn path_of(&self, field: &str) -> String {
        if self.path.is_empty() { field.to_owned() } else { format!("{}.{field}", self.path) }
    }
}

impl<'t> Entry<'t> {
    /// Reads a table to its end, unknown fields included.
    pub(super) fn table<T>(&self, read: impl FnOnce(&mut Section<'t>) -> Option<T>) -> Option<T> {
        self.section()?.read(read)
    }

    /// The members of a table whose fields are names of the author's, in the order of the text.
    pub(super) fn entries(&self) -> Option<Vec<(&'t str, Self)>> {
        Some(self.section()?.entries())
    }

    fn section(&self) -> Option<Section<'t>> {
        match self.value {
            DeValue::Table(table) => Some(Section::new(self.path.clone(), self.at(), table, self.notes)),
            _ => self.refuse_type("a table"),
        }
    }
}

/// A key as it is written in a path: quoted where it is no bare one.
fn shown(key: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !key.is_empty() && key.len() <= 64 && key.chars().all(bare) { key.to_owned() } else { quoted(key) }
}
