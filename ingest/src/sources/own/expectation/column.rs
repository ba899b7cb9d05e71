//! A column of a table of text.

use std::collections::BTreeMap;

/// A column of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its cells, nothing where the text is empty.
    pub cells: Vec<Option<String>>,
}

/// How often each text stands in a column, nulls left out.
pub(super) fn counts<'a>(cells: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    for cell in cells {
        *counts.entry(cell).or_default() += 1;
    }
    counts
}
