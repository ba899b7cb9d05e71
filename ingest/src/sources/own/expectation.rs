//! What a table of text may be expected to satisfy, column by column: for files and tables whose makers we do not know.
//!
//! Empty cells are nulls. Expectations of values skip them, and `mostly` is the share of the other cells that must do: two
//! bad ones of 199 fail 0.99. The results are those of Great Expectations 1.24 on the same data.
//! A type is told by parsing and not by a pattern: `2023-13-40` has the shape of a day and is none.

mod aggregate;
mod cell;
mod examine;
mod pattern;
mod words;

pub use aggregate::{Aggregate, Statistic};
pub use cell::{Cell, Kind};
pub use pattern::{Pattern, PatternError};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A table of text; its columns are equally long.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The columns in their order.
    pub columns: Vec<Column>,
}

/// A column of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its cells, nothing where the text is empty.
    pub cells: Vec<Option<String>>,
}

/// What may be expected of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "expect", rename_all = "snake_case")]
pub enum Expectation {
    /// The number of rows lies in bounds.
    Rows {
        /// The bounds.
        #[serde(flatten)]
        bounds: Bounds,
    },
    /// The columns have these names, in this order.
    Columns {
        /// The names.
        names: Vec<String>,
    },
    /// The cells of a column satisfy a condition.
    Cells {
        /// The column.
        column: String,
        /// The condition.
        each: Cell,
        /// The share of the cells that must satisfy it.
        #[serde(default = "all")]
        mostly: f64,
    },
    /// A figure of a column as a whole lies in bounds.
    Figure {
        /// The column.
        column: String,
        /// The figure.
        of: Aggregate,
        /// The bounds.
        #[serde(flatten)]
        bounds: Bounds,
    },
}

fn all() -> f64 {
    1.0
}

/// What a figure must lie in, both ends included unless a bound is strict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Bounds {
    /// The least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// The most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// A figure that it must be above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub above: Option<f64>,
}

impl Bounds {
    /// From `min` to `max`.
    pub fn between(min: f64, max: f64) -> Self {
        Self { min: Some(min), max: Some(max), above: None }
    }

    /// Whether `figure` lies in them.
    pub fn contain(self, figure: f64) -> bool {
        self.min.is_none_or(|min| figure >= min)
            && self.max.is_none_or(|max| figure <= max)
            && self.above.is_none_or(|bound| figure > bound)
    }
}

/// Whether an expectation is satisfied, and what was found.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// Whether it is.
    pub success: bool,
    /// The figure that was found; none where cells are looked at one by one, or where it cannot be computed.
    pub observed: Option<f64>,
    /// The cells that were looked at, nulls included.
    pub cells: usize,
    /// The nulls among them.
    pub nulls: usize,
    /// How many cells, or different values, are not as expected.
    pub unexpected: usize,
    /// The rows of the first unexpected cells, counted from 0.
    pub rows: Vec<usize>,
}

/// The most rows of a verdict that are named one by one.
pub const ROWS_MAX: usize = 20;

/// Why an expectation says nothing of a table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the table must have a column {column:?}, got {found:?}")]
pub struct ColumnError {
    /// The column that is spoken of.
    pub column: String,
    /// Those that there are.
    pub found: Vec<String>,
}

impl Table {
    /// The names of the columns.
    pub fn names(&self) -> Vec<&str> {
        self.columns.iter().map(|column| column.name.as_str()).collect()
    }

    /// Whether the table satisfies `expectation`.
    ///
    /// ```
    /// use paridad_ingest::sources::own::expectation::{Cell, Column, Expectation, Kind, Table};
    ///
    /// let cells = ["2023-01-02", "2023-13-40"].map(|text| Some(text.to_owned())).to_vec();
    /// let table = Table { columns: vec![Column { name: "fecha".to_owned(), cells }] };
    /// let each = Cell::Parses { kind: Kind::Day };
    /// let expectation = Expectation::Cells { column: "fecha".to_owned(), each, mostly: 1.0 };
    /// let verdict = table.examine(&expectation).unwrap();
    /// assert_eq!((verdict.success, verdict.rows), (false, vec![1]));
    /// ```
    pub fn examine(&self, expectation: &Expectation) -> Result<Verdict, ColumnError> {
        Ok(match expectation {
            Expectation::Rows { bounds } => {
                let rows = self.columns.first().map_or(0, |column| column.cells.len()) as f64;
                Verdict { success: bounds.contain(rows), observed: Some(rows), ..Verdict::default() }
            }
            Expectation::Columns { names } => {
                Verdict { success: self.names() == *names, ..Verdict::default() }
            }
            Expectation::Cells { column, each, mostly } => self.column(column)?.examine_cells(each, *mostly),
            Expectation::Figure { column, of, bounds } => self.column(column)?.examine_figure(of, *bounds),
        })
    }

    fn column(&self, name: &str) -> Result<&Column, ColumnError> {
        self.columns.iter().find(|column| column.name == name).ok_or_else(|| ColumnError {
            column: name.to_owned(),
            found: self.columns.iter().map(|column| column.name.clone()).collect(),
        })
    }
}

impl Verdict {
    /// The unexpected cells in percent of those that are no nulls.
    pub fn unexpected_percent(&self) -> f64 {
        100.0 * self.unexpected as f64 / (self.cells - self.nulls).max(1) as f64
    }
}

/// How often each text stands in a column, nulls left out.
fn counts<'a>(cells: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    for cell in cells {
        *counts.entry(cell).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests;
