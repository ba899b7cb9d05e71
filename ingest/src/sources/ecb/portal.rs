//! The Data Portal's CSV: one row for each currency and day.

use super::rate::reference_rate;
use crate::feed::parse::{self, ParseError};
use ::csv::{ReaderBuilder, StringRecord};
use paridad_engine::data::series::Observation;

const COLUMNS: [&str; 3] = ["CURRENCY", "TIME_PERIOD", "OBS_VALUE"];

/// Reads the rows; the portal's other columns, of which it has up to thirty, are passed over.
pub(super) fn parse(text: &str) -> Result<Vec<Observation>, ParseError> {
    let mut reader = ReaderBuilder::new().from_reader(text.as_bytes());
    let header = reader.headers().map_err(parse::row_error)?.clone();
    let [currency, period, value] = columns(&header)?;
    let mut observations = Vec::new();
    for record in reader.records() {
        let record = record.map_err(parse::row_error)?;
        // A recorded answer ends in a row of commas.
        if record.iter().all(str::is_empty) {
            continue;
        }
        let line = record.position().map_or(0, ::csv::Position::line);
        let place = |index: usize| move || format!("line {line}, column {}", COLUMNS[index]);
        let series = parse::euro_series(&record[currency], place(0))?;
        let period = parse::day(&record[period], place(1))?;
        if let Some(value) = parse::value(&record[value], place(2))? {
            observations.push(reference_rate(series, period, value));
        }
    }
    Ok(observations)
}

/// Where the columns are that are needed.
fn columns(header: &StringRecord) -> Result<[usize; 3], ParseError> {
    let position = |name: &str| header.iter().position(|column| column == name);
    match COLUMNS.map(position) {
        [Some(currency), Some(period), Some(value)] => Ok([currency, period, value]),
        _ => Err(ParseError::Header {
            expected: "CURRENCY, TIME_PERIOD, OBS_VALUE",
            found: parse::excerpt(&header.iter().collect::<Vec<_>>().join(",")),
        }),
    }
}
