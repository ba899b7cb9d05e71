//! A daily panel from a CSV file: a date, then a column of numbers for each series.

use chrono::NaiveDate;
use csv::{ReaderBuilder, StringRecord, Trim};
use paridad_engine::data::series::{SeriesId, SeriesIdError};
use std::collections::BTreeMap;

/// How the series of a column is told from its name.
pub(super) type Name = fn(&str) -> Result<SeriesId, SeriesIdError>;

/// All columns of a file, oldest day first.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Panel {
    /// The days of the rows.
    pub(super) days: Vec<NaiveDate>,
    /// The columns after the date, in their order.
    pub(super) columns: Vec<Column>,
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    /// Its name in the file.
    pub(super) name: String,
    /// What the engine calls it.
    pub(super) series: SeriesId,
    /// One value a row, none where nothing was published.
    pub(super) values: Vec<Option<f64>>,
}

/// Why a panel cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum PanelError {
    /// It is no CSV, or a row has more or fewer fields than the header.
    #[error("the file is no table")]
    Csv(#[from] csv::Error),
    /// There is nothing beside the date.
    #[error("the header must name a date and one column or more, got {0} fields")]
    Header(usize),
    /// A column has a name that no series can have.
    #[error("column {column} cannot be the name of a series")]
    Name {
        /// The place of the column, from 1.
        column: usize,
        /// Why.
        source: SeriesIdError,
    },
    /// Two columns are called the same.
    #[error("columns must have different names, got {first:?} and {second:?}")]
    SameName {
        /// The one.
        first: String,
        /// The other.
        second: String,
    },
    /// A row does not begin with a date.
    #[error("line {line}: the date must be written YYYY-MM-DD, got {text:?}")]
    Date {
        /// The line of the file, from 1.
        line: u64,
        /// What stands there.
        text: String,
    },
    /// A day has two rows.
    #[error("line {line}: {day} must have one row, and line {first} is one already")]
    Repeated {
        /// The line of the second row.
        line: u64,
        /// The day.
        day: NaiveDate,
        /// The line of the first row.
        first: u64,
    },
    /// A field is neither a number nor empty.
    #[error("line {line}, column {column}: must be a finite number or empty, got {text:?}")]
    Number {
        /// The line of the file, from 1.
        line: u64,
        /// The column's name.
        column: String,
        /// What stands there.
        text: String,
    },
    /// A column is asked for that is not there.
    #[error("column {name:?} must be one of {known}")]
    Unknown {
        /// What was asked for.
        name: String,
        /// The columns that are there.
        known: String,
    },
    /// The target has no logarithm on some day.
    #[error("the target {column} must be above 0, got {value} on {day}")]
    NotPositive {
        /// The column's name.
        column: String,
        /// The value.
        value: f64,
        /// Its day.
        day: NaiveDate,
    },
}

/// The prefix of the series of a panel.
const PREFIX: &str = "panel.";

/// The most characters of a field that a message repeats.
const SHOWN: usize = 40;

impl Panel {
    /// Reads a panel; its rows may come in any order.
    pub(super) fn parse(text: &str) -> Result<Self, PanelError> {
        Self::named(text, series)
    }

    /// The same, of columns whose series `name` tells from what the header calls them.
    pub(super) fn named(text: &str, name: Name) -> Result<Self, PanelError> {
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = ReaderBuilder::new().trim(Trim::All).from_reader(text.as_bytes());
        let mut columns = columns(reader.headers()?, name)?;
        let mut rows: BTreeMap<NaiveDate, (u64, Vec<Option<f64>>)> = BTreeMap::new();
        for record in reader.records() {
            let record = record?;
            let line = record.position().map_or(0, csv::Position::line);
            let (day, values) = row(&record, line, &columns)?;
            if let Some((first, _)) = rows.insert(day, (line, values)) {
                return Err(PanelError::Repeated { line, day, first });
            }
        }
        for (_, values) in rows.values() {
            for (column, value) in columns.iter_mut().zip(values) {
                column.values.push(*value);
            }
        }
        Ok(Self { days: rows.into_keys().collect(), columns })
    }

    /// The column called so, in the file or by the engine.
    pub(super) fn column(&self, name: &str) -> Result<&Column, PanelError> {
        let called = |column: &&Column| column.name == name || column.series.as_str() == name;
        self.columns.iter().find(called).ok_or_else(|| {
            let known: Vec<&str> = self.columns.iter().map(|column| column.name.as_str()).collect();
            PanelError::Unknown { name: shortened(name), known: known.join(", ") }
        })
    }

    /// The column that is to be forecast, which must have a logarithm wherever it has a value.
    pub(super) fn target(&self, name: &str) -> Result<&Column, PanelError> {
        let target = self.column(name)?;
        for (day, value) in self.known(target) {
            if value <= 0.0 {
                return Err(PanelError::NotPositive { column: target.name.clone(), value, day });
            }
        }
        Ok(target)
    }

    /// The values of a column with their days, oldest first.
    pub(super) fn known<'a>(&'a self, column: &'a Column) -> impl Iterator<Item = (NaiveDate, f64)> + 'a {
        self.days.iter().zip(&column.values).filter_map(|(day, value)| Some((*day, (*value)?)))
    }
}

impl Column {
    /// Whether every value has a logarithm.
    pub(super) fn is_positive(&self) -> bool {
        self.values.iter().flatten().all(|value| *value > 0.0)
    }

    /// Its name as names of features begin: that of the series without the panel's prefix.
    pub(super) fn short_name(&self) -> &str {
        self.series.as_str().trim_start_matches(PREFIX)
    }
}

/// The columns of a header, without values.
fn columns(header: &StringRecord, series: Name) -> Result<Vec<Column>, PanelError> {
    if header.len() < 2 {
        return Err(PanelError::Header(header.len()));
    }
    let mut columns: Vec<Column> = Vec::new();
    for (index, name) in header.iter().enumerate().skip(1) {
        let series = series(name).map_err(|source| PanelError::Name { column: index + 1, source })?;
        if let Some(same) = columns.iter().find(|column| column.series == series) {
            return Err(PanelError::SameName { first: same.name.clone(), second: name.to_owned() });
        }
        columns.push(Column { name: name.to_owned(), series, values: Vec::new() });
    }
    Ok(columns)
}

/// The series of a column: its name in small letters, with `_` for what a series cannot be called.
fn series(name: &str) -> Result<SeriesId, SeriesIdError> {
    if name.is_empty() {
        return SeriesId::try_from("");
    }
    let small = name.to_lowercase();
    let letter = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' };
    SeriesId::try_from(format!("{PREFIX}{}", small.chars().map(letter).collect::<String>()))
}

/// The day and the values of a row.
fn row(
    record: &StringRecord,
    line: u64,
    columns: &[Column],
) -> Result<(NaiveDate, Vec<Option<f64>>), PanelError> {
    let first = record.get(0).unwrap_or_default();
    let day = first.parse().map_err(|_| PanelError::Date { line, text: shortened(first) })?;
    let value = |(text, column): (&str, &Column)| match text.parse::<f64>() {
        _ if text.is_empty() => Ok(None),
        Ok(value) if value.is_finite() => Ok(Some(value)),
        _ => Err(PanelError::Number { line, column: column.name.clone(), text: shortened(text) }),
    };
    let values = record.iter().skip(1).zip(columns).map(value).collect::<Result<_, _>>()?;
    Ok((day, values))
}

fn shortened(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}

#[cfg(test)]
mod tests;
