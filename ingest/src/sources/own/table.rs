//! Tables of text, and the CSV of four columns that is kept of them.

use crate::feed::csv::{KNOWN_AT, MEDIA_TYPE, READ};
use crate::feed::parse::{self, ParseError};
use crate::feed::payload::Payload;
use crate::sources::own::expectation::{Column, Table};
use ::csv::{ReaderBuilder, Trim, WriterBuilder};
use chrono::{DateTime, Utc};

/// The bytes of a CSV file as the payload of a source.
pub(super) fn payload(name: &str, origin: String, bytes: Vec<u8>, received_at: DateTime<Utc>) -> Payload {
    Payload { source: name.to_owned(), origin, media_type: MEDIA_TYPE.to_owned(), bytes, received_at }
}

/// The table that a CSV file holds, all its columns.
pub(super) fn of_csv(bytes: &[u8]) -> Result<Table, ParseError> {
    let text = parse::text_of(bytes)?;
    let mut reader = ReaderBuilder::new().flexible(true).trim(Trim::All).from_reader(text.as_bytes());
    let header = reader.headers().map_err(parse::row_error)?.clone();
    let mut columns: Vec<Column> =
        header.iter().map(|name| Column { name: name.to_owned(), cells: Vec::new() }).collect();
    for record in reader.records() {
        let record = record.map_err(parse::row_error)?;
        for (place, column) in columns.iter_mut().enumerate() {
            let cell = record.get(place).filter(|cell| !cell.is_empty());
            column.cells.push(cell.map(str::to_owned));
        }
    }
    Ok(Table { columns })
}

/// The columns of a table that are read, as CSV.
pub fn to_csv(table: &Table) -> Result<Vec<u8>, ParseError> {
    let column = |name: &str| table.columns.iter().find(|column| column.name.eq_ignore_ascii_case(name));
    let needed: Option<Vec<&Column>> = READ.iter().map(|name| column(name)).collect();
    let Some(mut columns) = needed else {
        let found = parse::excerpt(&table.names().join(","));
        return Err(ParseError::Header { expected: crate::feed::csv::EXPECTED, found });
    };
    columns.extend(column(KNOWN_AT));
    let rows = columns.iter().map(|column| column.cells.len()).max().unwrap_or(0);
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    let names: Vec<&str> = READ.iter().copied().chain([KNOWN_AT]).take(columns.len()).collect();
    writer.write_record(&names).map_err(parse::row_error)?;
    for row in 0..rows {
        let cells = columns.iter().zip(names.iter()).map(|(column, name)| {
            let text = column.cells.get(row).and_then(Option::as_deref).unwrap_or_default();
            // A midnight without a zone is how many programs write a day.
            if *name == "period" { text.strip_suffix("T00:00:00").unwrap_or(text) } else { text }
        });
        writer.write_record(cells).map_err(parse::row_error)?;
    }
    writer.into_inner().map_err(|error| parse::row_error(error.into_error().into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_table_the_columns_that_are_read_are_kept_and_no_others() {
        let table =
            of_csv(b"rfc,Value,Series,period\nVECJ880326XXX, 1.5 ,flow,2026-11-20T00:00:00\n,,\"a,b\",\n")
                .unwrap();
        assert_eq!(table.columns[0].cells, [Some("VECJ880326XXX".to_owned()), None]);
        let kept = String::from_utf8(to_csv(&table).unwrap()).unwrap();
        assert_eq!(kept, "series,period,value\nflow,2026-11-20,1.5\n\"a,b\",,\n");
    }

    #[test]
    fn a_table_without_a_column_that_is_needed_is_refused_with_those_that_it_has() {
        let table = of_csv(b"series,day,value\n").unwrap();
        let error = to_csv(&table).unwrap_err().to_string();
        assert!(error.contains("series, period, value") && error.contains("series,day,value"), "{error}");
    }
}
