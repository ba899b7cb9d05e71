//! INEGI's bodies: a header, then for each indicator its codes and its values with twenty decimals.

use crate::look::{Look, Shown};
use crate::world::Series;
use chrono::{Datelike, NaiveDate, TimeDelta};
use paridad_ingest::catalogue::{Bank, Frequency, Revision};
use serde::Serialize;
use serde_json::json;

/// Which values are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    All,
    Latest,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Body<'a> {
    header: Header,
    series: Vec<Indicator<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Header {
    name: &'static str,
    email: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "UPPERCASE")]
struct Indicator<'a> {
    indicador: &'a str,
    freq: &'static str,
    topic: &'static str,
    unit: String,
    unit_mult: &'static str,
    /// Data come without titles, so it is here that they are named synthetic.
    note: String,
    source: &'static str,
    lastupdate: String,
    status: Option<&'static str>,
    observations: Vec<Observation>,
}

#[derive(Serialize)]
#[serde(rename_all = "UPPERCASE")]
struct Observation {
    time_period: String,
    obs_value: String,
    obs_exception: Option<&'static str>,
    obs_status: &'static str,
    obs_source: &'static str,
    obs_note: &'static str,
    cober_geo: &'static str,
}

/// The values of indicators, newest first.
pub(super) fn data(series: &[&Series], look: &Look<'_>, part: Part) -> Vec<u8> {
    let is_bise = series.iter().any(|series| series.entry.bank == Some(Bank::Bise));
    let name = if is_bise { "Datos compactos BISE" } else { "Datos compactos BIE" };
    let header = Header { name, email: "atencion.usuarios@inegi.org.mx" };
    let series = series.iter().map(|series| indicator(series, look, part)).collect();
    // Text always has a form in JSON.
    serde_json::to_vec(&Body { header, series }).unwrap_or_default()
}

/// What indicators are called.
pub(super) fn list(series: &[&Series], look: &Look<'_>) -> Vec<u8> {
    let code = |series: &&Series| json!({"value": series.entry.key, "Description": look.title(series)});
    json!({"CODE": series.iter().map(code).collect::<Vec<_>>()}).to_string().into_bytes()
}

fn indicator<'a>(series: &'a Series, look: &Look<'_>, part: Part) -> Indicator<'a> {
    let shown: Vec<_> = match part {
        Part::All => look.all(series).into_iter().rev().collect(),
        Part::Latest => look.latest(series).into_iter().collect(),
    };
    let has_changed_unit = look.unit_factor(series) != 1.0;
    let code = series.entry.unit_code.as_deref().unwrap_or_default();
    Indicator {
        indicador: &series.entry.key,
        freq: frequency(series.entry.frequency),
        topic: "189115",
        unit: if has_changed_unit { "9999".to_owned() } else { code.to_owned() },
        unit_mult: if has_changed_unit { "-3" } else { "" },
        note: look.title(series),
        source: "3371",
        lastupdate: look.latest(series).map_or_else(String::new, |newest| last_update(series, newest.period)),
        status: None,
        observations: shown.into_iter().map(|shown| observation(series, shown)).collect(),
    }
}

fn observation(series: &Series, shown: Shown) -> Observation {
    Observation {
        time_period: time_period(series.entry.frequency, shown.period),
        obs_value: shown.value.map_or_else(String::new, twenty_decimals),
        obs_exception: None,
        obs_status: match (series.entry.revision, shown.age) {
            (Revision::Monthly, 0) => "1",
            (Revision::Monthly, 1..=2) => "2",
            _ => "3",
        },
        obs_source: "",
        obs_note: "",
        cober_geo: "0",
    }
}

/// The codes of the banks BIE-BISE and BISE, which agree in what the catalogue has.
fn frequency(frequency: Frequency) -> &'static str {
    match frequency {
        Frequency::Yearly => "3",
        Frequency::Quarterly => "4",
        Frequency::Monthly => "8",
        Frequency::Fortnightly => "15",
        // No code is known for the others, and the catalogue has none of them.
        Frequency::Daily | Frequency::Weekly | Frequency::Bimonthly | Frequency::HalfYearly => "",
    }
}

/// 2026, 2026/02 for a quarter, 2026/08 for a month, 2026/08/02 for its second fortnight.
fn time_period(frequency: Frequency, period: NaiveDate) -> String {
    let (year, month) = (period.year(), period.month());
    match frequency {
        Frequency::Yearly => year.to_string(),
        Frequency::Quarterly => format!("{year}/{:02}", period.quarter()),
        Frequency::Fortnightly => format!("{year}/{month:02}/{:02}", if period.day() < 16 { 1 } else { 2 }),
        _ => format!("{year}/{month:02}"),
    }
}

/// The binary value to fourteen decimals and six zeros: 145.462 is `145.46199999999999000000`.
fn twenty_decimals(value: f64) -> String {
    format!("{value:.14}000000")
}

/// The day of the newest release, with the midnight that always goes with it.
fn last_update(series: &Series, newest: NaiveDate) -> String {
    // Releases come out in the morning or at noon in Mexico City, six hours behind.
    let day = (series.entry.known_at(newest) - TimeDelta::hours(6)).date_naive();
    format!("{} 12:00:00 a. m.", day.format("%d/%m/%Y"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_shows_its_binary_noise() {
        assert_eq!(twenty_decimals(145.462), "145.46199999999999000000");
        assert_eq!(twenty_decimals(145.131), "145.13100000000000000000");
    }

    #[test]
    fn a_period_is_written_by_its_frequency() {
        let written = |frequency, day: &str| time_period(frequency, day.parse().unwrap());
        assert_eq!(written(Frequency::Yearly, "2024-01-01"), "2024");
        assert_eq!(written(Frequency::Quarterly, "2026-04-01"), "2026/02");
        assert_eq!(written(Frequency::Monthly, "2026-08-01"), "2026/08");
        assert_eq!(written(Frequency::Fortnightly, "2026-08-01"), "2026/08/01");
        assert_eq!(written(Frequency::Fortnightly, "2026-08-16"), "2026/08/02");
    }
}
