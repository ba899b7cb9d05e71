//! Records in JSON as a table: what stands in each, by name or by a pointer.

use crate::feed::csv::READ;
use crate::feed::parse::{self, ParseError};
use crate::sources::own::expectation::{Column, Table};
use serde::Deserialize;
use serde_json::{Map, Value};

/// The most records of one answer.
pub(super) const ROWS_MAX: usize = 1_000_000;

/// The most columns of one table: members that are called otherwise in each record are no columns.
const COLUMNS_MAX: usize = 256;

/// The most bytes that the cells of one table may have in memory.
const CELLS_MAX_BYTES: usize = 256 << 20;

/// Where the columns that are read stand in a record.
///
/// A text that begins with a slash is a JSON Pointer (RFC 6901) into the record; any other is the same for all records.
/// A column that is not given here is the member of its own name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Columns {
    /// The name of the series.
    pub series: Option<String>,
    /// The period.
    pub period: Option<String>,
    /// The value.
    pub value: Option<String>,
    /// When the value became known.
    pub known_at: Option<String>,
}

impl Columns {
    /// The names of those that are given, and where they stand.
    fn given(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let all = [
            ("series", &self.series),
            ("period", &self.period),
            ("value", &self.value),
            ("known_at", &self.known_at),
        ];
        all.into_iter().filter_map(|(name, place)| Some((name, place.as_deref()?)))
    }
}

/// The records at `pointer` in `text`, as a table, and the text at `next`, if there is one.
///
/// ```
/// use paridad_ingest::sources::own::{Columns, read_records};
///
/// let text = r#"{"data": [{"id": "flow", "at": {"day": "2026-11-20"}, "value": 1.5}]}"#;
/// let columns = Columns { series: Some("/id".into()), period: Some("/at/day".into()), ..Columns::default() };
/// let (table, _) = read_records(text, "/data", None, &columns).unwrap();
/// assert_eq!(table.names(), ["series", "period", "id", "value"]);
/// ```
pub fn read(
    text: &str,
    pointer: &str,
    next: Option<&str>,
    columns: &Columns,
) -> Result<(Table, Option<String>), ParseError> {
    let document: Value = parse::json(text)?;
    let wrong = |detail: String| ParseError::Format { line: 1, column: 1, detail };
    let Some(Value::Array(records)) = document.pointer(pointer) else {
        return Err(wrong(format!("expected a list of records at {:?}", parse::excerpt(pointer))));
    };
    let mut rows = Rows::default();
    for (place, record) in records.iter().enumerate() {
        let Value::Object(record) = record else {
            return Err(wrong(format!("record {} is no object", place + 1)));
        };
        rows.push(record, columns)?;
    }
    let next = next.and_then(|next| document.pointer(next)).and_then(Value::as_str);
    Ok((rows.into_table(), next.filter(|next| !next.is_empty()).map(str::to_owned)))
}

/// A table that grows by records.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// The rows so far; a column is as long as the table, or filled up once it is.
    table: Table,
    count: usize,
    /// The bytes of all cells so far.
    bytes: usize,
}

impl Rows {
    /// Adds a record.
    pub(super) fn push(&mut self, record: &Map<String, Value>, columns: &Columns) -> Result<(), ParseError> {
        if self.count == ROWS_MAX {
            return Err(ParseError::TooManyRows { rows: self.count + 1, limit: ROWS_MAX });
        }
        let mut given = Vec::new();
        if self.bytes > CELLS_MAX_BYTES {
            return Err(ParseError::TooLong { limit: CELLS_MAX_BYTES });
        }
        if self.table.columns.len() > COLUMNS_MAX {
            return Err(ParseError::TooManyColumns { limit: COLUMNS_MAX });
        }
        for (name, place) in columns.given() {
            given.push(name);
            let cell = match place.strip_prefix('/') {
                None => Some(place.to_owned()),
                Some(_) => pointed(record, place).and_then(cell),
            };
            self.put(name, cell);
        }
        for (name, value) in record {
            let is_taken = given.iter().any(|given| given.eq_ignore_ascii_case(name));
            if !is_taken && !matches!(value, Value::Array(_) | Value::Object(_)) {
                self.put(name, cell(value));
            }
        }
        self.count += 1;
        Ok(())
    }

    /// The table of all records; of none, one that lacks no column that is read.
    pub(super) fn into_table(mut self) -> Table {
        if self.count == 0 {
            let empty = |name: &&str| Column { name: (*name).to_owned(), cells: Vec::new() };
            self.table.columns = READ.iter().map(empty).collect();
        }
        for column in &mut self.table.columns {
            column.cells.resize(self.count, None);
        }
        self.table
    }

    fn put(&mut self, name: &str, cell: Option<String>) {
        self.bytes += size_of::<Option<String>>() + cell.as_ref().map_or(0, String::len);
        let columns = &mut self.table.columns;
        let place = columns.iter().position(|column| column.name == name).unwrap_or_else(|| {
            columns.push(Column { name: name.to_owned(), cells: Vec::new() });
            columns.len() - 1
        });
        let cells = &mut columns[place].cells;
        cells.resize(self.count, None);
        cells.push(cell);
    }
}

/// What a pointer finds in a record.
fn pointed<'a>(record: &'a Map<String, Value>, pointer: &str) -> Option<&'a Value> {
    let mut tokens = pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~"));
    let first = record.get(&tokens.next()?)?;
    tokens.try_fold(first, |value, token| match value {
        Value::Object(members) => members.get(&token),
        Value::Array(items) => items.get(token.parse::<usize>().ok()?),
        _ => None,
    })
}

/// The text of a plain value; none for what is empty or no plain value.
fn cell(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(table: &Table, name: &str) -> Vec<Option<String>> {
        table.columns.iter().find(|column| column.name == name).map(|column| column.cells.clone()).unwrap()
    }

    #[test]
    fn a_column_is_a_constant_a_pointer_or_the_member_of_its_name() {
        let answer = r#"{"items": [{"d": ["2026-11-20"], "value": 1.50, "x~/y": true}, {"value": null}]}"#;
        let columns = Columns {
            series: Some("flow".to_owned()),
            period: Some("/d/0".to_owned()),
            known_at: Some("/x~0~1y".to_owned()),
            ..Columns::default()
        };
        let (table, next) = read(answer, "/items", Some("/next"), &columns).unwrap();
        assert_eq!(cells(&table, "series"), [Some("flow".to_owned()), Some("flow".to_owned())]);
        assert_eq!(cells(&table, "period"), [Some("2026-11-20".to_owned()), None]);
        assert_eq!(cells(&table, "value"), [Some("1.5".to_owned()), None]);
        assert_eq!(cells(&table, "known_at"), [Some("true".to_owned()), None]);
        assert_eq!(next, None);
    }

    #[test]
    fn a_member_that_comes_late_or_goes_missing_leaves_no_row_shorter() {
        let (table, next) = read(
            r#"{"r": [{"a": "1"}, {"b": 2}, {"a": 3}], "n": "?page=2"}"#,
            "/r",
            Some("/n"),
            &Columns::default(),
        )
        .unwrap();
        assert_eq!(cells(&table, "a"), [Some("1".to_owned()), None, Some("3".to_owned())]);
        assert_eq!(cells(&table, "b"), [None, Some("2".to_owned()), None]);
        assert_eq!(next.as_deref(), Some("?page=2"));
    }

    #[test]
    fn what_is_no_list_of_records_is_said() {
        let error = |answer: &str| read(answer, "/r", None, &Columns::default()).unwrap_err().to_string();
        assert!(error(r#"{"s": []}"#).contains("a list of records at"), "{}", error(r#"{"s": []}"#));
        assert!(error(r#"{"r": [1]}"#).contains("record 1 is no object"));
        assert!(error(r#"{"r": ["#).contains("before it is complete"));
    }
}
