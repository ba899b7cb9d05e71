//! What a table of text may be expected to satisfy, column by column: for files and tables whose makers we do not know.
//!
//! Empty cells are nulls. Expectations of values skip them, and `mostly` is the share of the other cells that must do: two
//! bad ones of 199 fail 0.99. The results are those of Great Expectations 1.24 on the same data.
//! A type is told by parsing and not by a pattern: `2023-13-40` has the shape of a day and is none.

mod aggregate;
mod bounds;
mod cell;
mod column;
mod examine;
mod pattern;
mod verdict;
mod words;

pub use aggregate::{Aggregate, Statistic};
pub use bounds::Bounds;
pub use cell::{Cell, Kind};
pub use column::Column;
pub use pattern::{Pattern, PatternError};
pub use verdict::{ROWS_MAX, Verdict};

use serde::{Deserialize, Serialize};

/// A table of text; its columns are equally long.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The columns in their order.
    pub columns: Vec<Column>,
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

#[cfg(test)]
mod tests;
