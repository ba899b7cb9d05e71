//! A Parquet file as a table of text: its plain columns, in the forms that the CSV reader knows.

use crate::feed::parse::{self, ParseError};
use crate::sources::own::expectation::{Column, Table};
use ::parquet::basic::{LogicalType, TimeUnit};
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::RowGroupMetaData;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::Field;
use ::parquet::schema::types::Type;
use bytes::Bytes;
use chrono::{DateTime, NaiveTime, SecondsFormat, Utc};
use std::panic::catch_unwind;
use std::sync::Arc;

/// The most cells of one file, over all its plain columns.
const CELLS_MAX: usize = 8_000_000;

/// The most bytes that a file may unpack to, by its own account.
const UNPACKED_MAX: i64 = 1 << 30;

/// Reads the plain columns of a file; nested ones are left out.
pub fn read(bytes: Vec<u8>) -> Result<Table, ParseError> {
    let length = bytes.len();
    // The reader is known to panic on some files that are damaged, and a file of others must not end a server.
    let read = catch_unwind(|| read_columns(bytes));
    let gave_up = |_| ParseError::Parquet { length, detail: "the reader gave up".to_owned() };
    read.map_err(gave_up)?
}

fn read_columns(bytes: Vec<u8>) -> Result<Table, ParseError> {
    let length = bytes.len();
    let wrong = |error: ParquetError| {
        let detail = parse::excerpt(&error.to_string());
        ParseError::Parquet { length, detail }
    };
    let reader = SerializedFileReader::new(Bytes::from(bytes)).map_err(wrong)?;
    let metadata = reader.metadata();
    let schema = metadata.file_metadata().schema();
    let fields: Vec<_> = schema.get_fields().iter().filter(|field| field.is_primitive()).cloned().collect();
    let rows = usize::try_from(metadata.file_metadata().num_rows()).unwrap_or(usize::MAX);
    let unpacked =
        metadata.row_groups().iter().map(RowGroupMetaData::total_byte_size).try_fold(0_i64, i64::checked_add);
    if rows.saturating_mul(fields.len()) > CELLS_MAX || unpacked.is_none_or(|bytes| bytes > UNPACKED_MAX) {
        return Err(ParseError::TooManyRows { rows, limit: CELLS_MAX / fields.len().max(1) });
    }
    let mut columns: Vec<Column> =
        fields.iter().map(|field| Column { name: field.name().to_owned(), cells: Vec::new() }).collect();
    let forms: Vec<Form> = fields.iter().map(Form::of).collect();
    let projection = Type::group_type_builder(schema.name()).with_fields(fields).build().map_err(wrong)?;
    for row in reader.get_row_iter(Some(projection)).map_err(wrong)?.take(rows) {
        let row = row.map_err(wrong)?;
        let cells = row.get_column_iter().zip(&forms).zip(&mut columns);
        cells.for_each(|(((_, field), form), column)| column.cells.push(form.cell(field)));
    }
    Ok(Table { columns })
}

/// In which form the cells of a column stand in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As what they are.
    Plain,
    /// As points in time, in this many parts of a second; local ones name no zone.
    Time { parts: i64, is_local: bool },
}

impl Form {
    fn of(field: &Arc<Type>) -> Self {
        let Some(LogicalType::Timestamp(time)) = field.get_basic_info().logical_type_ref() else {
            return Self::Plain;
        };
        let parts = match time.unit {
            TimeUnit::MILLIS => 1_000,
            TimeUnit::MICROS => 1_000_000,
            TimeUnit::NANOS => 1_000_000_000,
        };
        Self::Time { parts, is_local: !time.is_adjusted_to_u_t_c }
    }

    /// The text of a cell; none for what is empty or no text.
    fn cell(self, field: &Field) -> Option<String> {
        match (field, self) {
            (Field::Null, _) => None,
            (Field::Str(text), _) => Some(text.clone()),
            (Field::Bytes(bytes), _) => str::from_utf8(bytes.data()).ok().map(str::to_owned),
            (Field::Double(value), _) => Some(value.to_string()),
            (Field::Float(value), _) => Some(value.to_string()),
            (Field::Date(days), _) => day(i64::from(*days)),
            (Field::Long(at), Self::Time { parts, is_local }) => time(*at, parts, is_local),
            (Field::TimestampMillis(at), form) => time(*at, 1_000, form.is_local()),
            (Field::TimestampMicros(at), form) => time(*at, 1_000_000, form.is_local()),
            (other, _) => Some(other.to_string()),
        }
        .filter(|text| !text.is_empty())
    }

    fn is_local(self) -> bool {
        matches!(self, Self::Time { is_local: true, .. })
    }
}

fn day(days: i64) -> Option<String> {
    let at = DateTime::<Utc>::from_timestamp(days.checked_mul(86_400)?, 0)?;
    Some(at.date_naive().to_string())
}

/// A point in time. One without a zone that is a midnight is how many programs write a day; any other is left without one, and
/// whoever needs a moment will say so.
fn time(at: i64, parts: i64, is_local: bool) -> Option<String> {
    let nanos = u32::try_from(at.rem_euclid(parts) * (1_000_000_000 / parts)).ok()?;
    let moment = DateTime::<Utc>::from_timestamp(at.div_euclid(parts), nanos)?;
    Some(match is_local {
        false => moment.to_rfc3339_opts(SecondsFormat::AutoSi, true),
        true if moment.time() == NaiveTime::MIN => moment.date_naive().to_string(),
        true => moment.naive_utc().format("%Y-%m-%dT%H:%M:%S%.f").to_string(),
    })
}

#[cfg(test)]
mod tests;
