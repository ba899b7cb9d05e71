//! The table: a row a day, a column a maturity, whichever there were in its year.

use super::curve::yield_of;
use crate::catalogue::Catalogue;
use crate::feed::parse::{self, ParseError};
use ::csv::{ReaderBuilder, StringRecord};
use paridad_engine::data::series::Observation;

/// What the feed calls the columns of the table.
const COLUMNS: [(&str, &str); 13] = [
    ("1 Mo", "BC_1MONTH"),
    ("2 Mo", "BC_2MONTH"),
    ("3 Mo", "BC_3MONTH"),
    ("4 Mo", "BC_4MONTH"),
    ("6 Mo", "BC_6MONTH"),
    ("1 Yr", "BC_1YEAR"),
    ("2 Yr", "BC_2YEAR"),
    ("3 Yr", "BC_3YEAR"),
    ("5 Yr", "BC_5YEAR"),
    ("7 Yr", "BC_7YEAR"),
    ("10 Yr", "BC_10YEAR"),
    ("20 Yr", "BC_20YEAR"),
    ("30 Yr", "BC_30YEAR"),
];

/// Reads the rows of a table.
pub(super) fn parse(text: &str, catalogue: &Catalogue) -> Result<Vec<Observation>, ParseError> {
    let mut reader = ReaderBuilder::new().from_reader(text.as_bytes());
    let header = reader.headers().map_err(parse::row_error)?.clone();
    let key = |name: &str| COLUMNS.iter().find(|(column, _)| *column == name).map(|(_, key)| *key);
    let keys: Vec<Option<&str>> = header.iter().map(key).collect();
    if header.get(0) != Some("Date") || keys.iter().all(Option::is_none) {
        let found = parse::excerpt(&header.iter().collect::<Vec<_>>().join(","));
        return Err(ParseError::Header { expected: "Date and maturities such as 10 Yr", found });
    }
    let (mut observations, mut row) = (Vec::new(), StringRecord::new());
    while reader.read_record(&mut row).map_err(parse::row_error)? {
        let line = row.position().map_or(0, ::csv::Position::line);
        let period = parse::american_day(&row[0], || format!("line {line}, column Date"))?;
        for (index, key) in keys.iter().enumerate().filter_map(|(index, key)| Some((index, (*key)?))) {
            let place = || format!("line {line}, column {}", &header[index]);
            if let Some(value) = parse::value(&row[index], place)? {
                observations.extend(yield_of(catalogue, key, period, value));
            }
        }
    }
    Ok(observations)
}
