//! The ECB's wide CSV: a row for each day, a column for each currency that ever was in the list.

use super::rate::reference_rate;
use crate::feed::parse::{self, ParseError};
use ::csv::{ReaderBuilder, StringRecord};
use paridad_engine::data::series::{Observation, SeriesId};
use std::ops::Range;

/// Whether `text` begins like the wide CSV.
pub(super) fn is_history(text: &str) -> bool {
    text.starts_with("Date,")
}

/// Reads the columns whose series is `wanted`, in the order of the rows, which may be any.
pub(crate) fn parse(text: &str, wanted: impl Fn(&SeriesId) -> bool) -> Result<Vec<Observation>, ParseError> {
    let mut reader = ReaderBuilder::new().from_reader(text.as_bytes());
    let header = reader.headers().map_err(parse::row_error)?.clone();
    let mut columns = columns(&header)?;
    columns.retain(|(_, series)| wanted(series));
    let mut observations = Vec::new();
    let mut row = StringRecord::new();
    while reader.read_record(&mut row).map_err(parse::row_error)? {
        let line = row.position().map_or(0, ::csv::Position::line);
        let period = parse::day(&row[0], || format!("line {line}, column Date"))?;
        for (index, series) in &columns {
            let place = || format!("line {line}, column {}", &header[*index]);
            if let Some(value) = parse::value(&row[*index], place)? {
                observations.push(reference_rate(series.clone(), period, value));
            }
        }
    }
    Ok(observations)
}

/// The columns of currencies: all but the first, and but the empty one after the last comma.
fn columns(header: &StringRecord) -> Result<Vec<(usize, SeriesId)>, ParseError> {
    let is_empty = |index: usize| header.get(index).is_none_or(|name| name.trim().is_empty());
    let end =
        if is_empty(header.len().saturating_sub(1)) { header.len().saturating_sub(1) } else { header.len() };
    let currencies: Range<usize> = 1..end;
    if header.get(0) != Some("Date") || currencies.is_empty() {
        let found = parse::excerpt(&header.iter().collect::<Vec<_>>().join(","));
        return Err(ParseError::Header { expected: "Date and one for each currency", found });
    }
    let series = |index: usize| {
        let series = parse::euro_series(header[index].trim(), || format!("line 1, column {}", index + 1))?;
        Ok((index, series))
    };
    currencies.map(series).collect()
}
