//! Reading what INEGI sends.

use super::{period, value};
use crate::catalogue::{Catalogue, Described, Entry, Frequency};
use crate::feed::finding::{Finding, Rule};
use crate::feed::parse::{self, ParseError};
use crate::feed::payload::{Parsed, Payload};
use chrono::NaiveDate;
use paridad_engine::data::series::Observation;
use serde::Deserialize;

/// An answer with data.
#[derive(Deserialize)]
struct Document {
    #[serde(rename = "Series")]
    series: Vec<Series>,
}

/// The description of an error, in the form that version 1 had.
#[derive(Deserialize)]
struct Refusal {
    #[serde(rename = "ErrorInfo")]
    message: String,
}

/// A series with all that is needed to read it; a field that may be null must be there all the same, for a renamed one
/// must not pass as empty.
#[derive(Deserialize)]
struct Series {
    #[serde(rename = "INDICADOR")]
    key: String,
    #[serde(rename = "FREQ", deserialize_with = "Option::deserialize")]
    frequency: Option<String>,
    #[serde(rename = "UNIT")]
    unit: Option<String>,
    #[serde(rename = "LASTUPDATE")]
    updated: Option<String>,
    #[serde(rename = "OBSERVATIONS", deserialize_with = "Option::deserialize")]
    rows: Option<Vec<Row>>,
}

#[derive(Deserialize)]
struct Row {
    #[serde(rename = "TIME_PERIOD")]
    period: String,
    #[serde(rename = "OBS_VALUE", deserialize_with = "Option::deserialize")]
    value: Option<String>,
}

/// Reads the values of the series that `catalogue` knows, oldest first; the source sends the newest first.
///
/// A series whose frequency is not the one of the catalogue gives a finding and no values, for its periods would be
/// misread. Missing values, values that cannot be read and unknown series are findings too, one for each series.
pub fn parse(payload: &Payload, catalogue: &Catalogue) -> Result<Parsed, ParseError> {
    let mut parsed = Parsed::default();
    for series in document(payload)? {
        match catalogue.by_key("inegi", &series.key) {
            Some(entry) => read(entry, &series, &mut parsed),
            None => parsed.findings.push(unknown(&series)),
        }
    }
    Ok(parsed)
}

/// What the answer tells of the series that `catalogue` knows, without a call to the source's own catalogue.
pub fn described(payload: &Payload, catalogue: &Catalogue) -> Result<Vec<Described>, ParseError> {
    let describe = |series: &Series| {
        let entry = catalogue.by_key("inegi", &series.key)?;
        let frequency = series.frequency_in(entry);
        let periods = || {
            let rows = series.rows().iter();
            rows.filter_map(|row| period::first_day(&row.period, frequency?))
        };
        let name = frequency.map(|frequency| frequency.name().to_owned());
        Some(Described {
            key: series.key.clone(),
            unit_code: series.unit.clone(),
            frequency: name.or_else(|| series.frequency.clone()),
            first: periods().min(),
            last: periods().max(),
            updated: series.updated.as_deref().and_then(period::release_day),
            ..Described::default()
        })
    };
    Ok(document(payload)?.iter().filter_map(describe).collect())
}

/// The series of a payload.
fn document(payload: &Payload) -> Result<Vec<Series>, ParseError> {
    let text = parse::text(payload)?;
    if let Some(found) = refusal(text) {
        return Err(ParseError::Root { expected: "an object with Series", found });
    }
    parse::json::<Document>(text).map(|document| document.series)
}

/// What INEGI says when it gives no data: a list such as `["ErrorInfo:No se encontraron resultados"]`, or the
/// object that version 1 sent.
pub(super) fn refusal(text: &str) -> Option<String> {
    let message = if text.trim_start().starts_with('[') {
        let lines: Vec<String> = serde_json::from_str(text).ok()?;
        lines.iter().find_map(|line| line.strip_prefix("ErrorInfo:").map(str::to_owned))
    } else {
        serde_json::from_str::<Refusal>(text).ok().map(|refusal| refusal.message)
    };
    message.map(|message| parse::excerpt(message.trim()))
}

impl Series {
    fn rows(&self) -> &[Row] {
        self.rows.as_deref().unwrap_or_default()
    }

    /// The frequency that the answer says, in the bank of data that was asked.
    fn frequency_in(&self, entry: &Entry) -> Option<Frequency> {
        period::frequency(entry.bank?, self.frequency.as_deref()?)
    }
}

fn read(entry: &Entry, series: &Series, parsed: &mut Parsed) {
    let frequency = series.frequency_in(entry);
    if frequency != Some(entry.frequency) {
        parsed.findings.push(changed_frequency(entry, series, frequency));
        return;
    }
    let (mut missing, mut malformed) = (0_usize, Vec::new());
    for row in series.rows().iter().rev() {
        match observation(entry, row) {
            Ok(Some(observation)) => parsed.observations.push(observation),
            Ok(None) => missing += 1,
            Err(fault) => malformed.push(fault),
        }
    }
    let rows = series.rows().len();
    if missing > 0 {
        let detail = format!("{missing} of {rows} values are null or empty");
        parsed.findings.push(finding(entry, Rule::Missing, None, detail));
    }
    if let Some((period, detail)) = malformed.first() {
        let detail = format!("{} of {rows} values cannot be read; the oldest: {detail}", malformed.len());
        parsed.findings.push(finding(entry, Rule::Malformed, *period, detail));
    }
}

/// The value of one row, `None` where the source has none, or what is wrong and of which period.
fn observation(entry: &Entry, row: &Row) -> Result<Option<Observation>, (Option<NaiveDate>, String)> {
    let Some(period) = period::first_day(&row.period, entry.frequency) else {
        let (found, frequency) = (parse::excerpt(&row.period), entry.frequency.name());
        return Err((
            None,
            format!("a {frequency} period must be written like {}, got {found:?}", example(entry)),
        ));
    };
    let Some(text) = row.value.as_deref().map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let Some(value) = value::number(text) else {
        let found = parse::excerpt(text);
        return Err((Some(period), format!("a value must be a number like 145.462, got {found:?}")));
    };
    let (series, known_at) = (entry.id.clone(), entry.known_at(period));
    Ok(Some(Observation { series, period, value, known_at }))
}

/// A period as it should be written.
fn example(entry: &Entry) -> &'static str {
    match entry.frequency {
        Frequency::Yearly => "2026",
        Frequency::Fortnightly => "2026/02/01",
        _ => "2026/02",
    }
}

fn changed_frequency(entry: &Entry, series: &Series, found: Option<Frequency>) -> Finding {
    let code = parse::excerpt(series.frequency.as_deref().unwrap_or_default());
    let bank = entry.bank.map_or("no bank", crate::catalogue::Bank::name);
    let found = found.map_or("nothing known", Frequency::name);
    let expected = entry.frequency.name();
    let detail = format!("changed frequency: must be {expected}, got {code:?}, in {bank} {found}");
    finding(entry, Rule::Malformed, None, detail)
}

fn unknown(series: &Series) -> Finding {
    let (key, count) = (parse::excerpt(&series.key), series.rows().len());
    let detail = format!("the catalogue of inegi has no series {key:?} ({count} values)");
    Finding { rule: Rule::UnknownSeries, series: None, period: None, detail }
}

fn finding(entry: &Entry, rule: Rule, period: Option<NaiveDate>, detail: String) -> Finding {
    Finding { rule, series: Some(entry.id.clone()), period, detail }
}

#[cfg(test)]
mod tests;
