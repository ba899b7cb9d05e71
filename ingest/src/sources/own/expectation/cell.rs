//! Conditions on the cells of a column, one by one.

use super::bounds::Bounds;
use super::column::{Column, counts};
use super::pattern::Pattern;
use chrono::{DateTime, NaiveDate};
use serde::{Deserialize, Serialize};

/// A condition on each cell of a column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// It is there.
    Present,
    /// It is a number in bounds.
    Between(Bounds),
    /// It has a number of characters in bounds.
    Length(Bounds),
    /// No other cell has its text.
    Unique,
    /// It is one of these texts.
    InSet {
        /// The texts.
        values: Vec<String>,
    },
    /// It has a shape.
    Matches {
        /// The shape.
        pattern: Pattern,
    },
    /// It is a value of a type, whatever its shape.
    Parses {
        /// The type.
        kind: Kind,
    },
    /// It is a number or a day that is not below the one in the row before that has any.
    Increasing {
        /// The type by which it is compared.
        kind: Kind,
    },
}

/// A type of value that text may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A whole number.
    Integer,
    /// A finite number with a decimal point and no other sign between its digits.
    Number,
    /// A day of the calendar, as in `2026-03-17`.
    Day,
    /// A moment with its zone, as in `2026-03-17T18:00:00Z`.
    Moment,
}

impl Kind {
    /// The value of `text` on an axis on which values of this type are in order; none if it is no such value.
    pub fn place(self, text: &str) -> Option<f64> {
        let text = text.trim();
        match self {
            Self::Integer => text.parse::<i64>().ok().map(|number| number as f64),
            Self::Number => text.parse().ok().filter(|number: &f64| number.is_finite()),
            // chrono would also take `2026-3-7`.
            Self::Day if text.len() != 10 => None,
            Self::Day => {
                text.parse().ok().map(|day: NaiveDate| f64::from(paridad_engine::time::day::number(day)))
            }
            Self::Moment => {
                DateTime::parse_from_rfc3339(text).ok().map(|moment| moment.timestamp_millis() as f64)
            }
        }
    }
}

impl Cell {
    /// The rows of `column` whose cells do not satisfy it.
    pub(super) fn unexpected(&self, column: &Column) -> Vec<usize> {
        let failing = |is_expected: &dyn Fn(&str) -> bool| -> Vec<usize> {
            column.present().filter(|(_, text)| !is_expected(text)).map(|(row, _)| row).collect()
        };
        match self {
            Self::Present => (0..column.cells.len()).filter(|row| column.cells[*row].is_none()).collect(),
            Self::Between(bounds) => {
                failing(&|text| Kind::Number.place(text).is_some_and(|number| bounds.contain(number)))
            }
            Self::Length(bounds) => failing(&|text| bounds.contain(text.chars().count() as f64)),
            Self::Unique => {
                let counts = counts(column.present().map(|(_, text)| text));
                failing(&|text| counts.get(text) == Some(&1))
            }
            Self::InSet { values } => failing(&|text| values.iter().any(|value| value == text)),
            Self::Matches { pattern } => failing(&|text| pattern.is_in(text)),
            Self::Parses { kind } => failing(&|text| kind.place(text).is_some()),
            Self::Increasing { kind } => falling(column, *kind),
        }
    }
}

/// The rows whose cells are no values of `kind`, or lie below the greatest before them.
fn falling(column: &Column, kind: Kind) -> Vec<usize> {
    let mut highest = f64::NEG_INFINITY;
    let mut rows = Vec::new();
    for (row, text) in column.present() {
        match kind.place(text) {
            Some(place) if place >= highest => highest = place,
            _ => rows.push(row),
        }
    }
    rows
}
