//! Banxico's bodies: `{"bmx":{"series":[…]}}`, with values as text and days as dd/MM/yyyy.

use crate::look::{Look, Shown};
use crate::world::Series;
use chrono::NaiveDate;
use paridad_ingest::catalogue::Frequency;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// What every body says of itself.
pub(super) const JSON: &str = "application/json;charset=UTF-8";

/// The language of an answer, on which the form of dates in metadata depends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Locale {
    #[default]
    Es,
    En,
}

impl Locale {
    pub(super) fn language(self) -> &'static str {
        match self {
            Self::Es => "es",
            Self::En => "en",
        }
    }

    fn date(self, day: NaiveDate) -> String {
        let form = match self {
            Self::Es => DAY,
            Self::En => "%m/%d/%Y",
        };
        day.format(form).to_string()
    }
}

/// The form of the days of observations, in either language.
const DAY: &str = "%d/%m/%Y";

#[derive(Serialize)]
struct Body<S> {
    bmx: Bmx<S>,
}

#[derive(Serialize)]
struct Bmx<S> {
    series: Vec<S>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Observed<'a> {
    id_serie: &'a str,
    titulo: String,
    /// Left out when there is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    datos: Vec<Datum>,
}

#[derive(Serialize)]
struct Datum {
    fecha: String,
    dato: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Metadata<'a> {
    id_serie: &'a str,
    titulo: String,
    fecha_inicio: String,
    fecha_fin: String,
    periodicidad: &'static str,
    cifra: &'static str,
    unidad: String,
    versionada: bool,
}

/// The values of a range of periods.
pub(super) fn observations(
    series: &[&Series],
    look: &Look<'_>,
    range: &RangeInclusive<NaiveDate>,
) -> Vec<u8> {
    body(series, |series| observed(series, look, look.observations(series, range)))
}

/// The last value of each.
pub(super) fn latest(series: &[&Series], look: &Look<'_>) -> Vec<u8> {
    body(series, |series| observed(series, look, look.latest(series).into_iter().collect()))
}

/// What the series are.
pub(super) fn metadata(series: &[&Series], look: &Look<'_>, locale: Locale) -> Vec<u8> {
    body(series, |series| {
        let (first, last) = look.span(series).unzip();
        let date = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| locale.date(day));
        Metadata {
            id_serie: &series.entry.key,
            titulo: look.title(series),
            fecha_inicio: date(first),
            fecha_fin: date(last),
            periodicidad: periodicity(series.entry.frequency),
            cifra: "Sin tipo de Cifra",
            unidad: look.unit(series),
            versionada: false,
        }
    })
}

fn body<'a, S: Serialize>(series: &[&'a Series], describe: impl Fn(&'a Series) -> S) -> Vec<u8> {
    let series = series.iter().map(|series| describe(series)).collect();
    // Text and flags always have a form in JSON.
    serde_json::to_vec(&Body { bmx: Bmx { series } }).unwrap_or_default()
}

fn observed<'a>(series: &'a Series, look: &Look<'_>, shown: Vec<Shown>) -> Observed<'a> {
    let datum = |shown: Shown| Datum {
        fecha: shown.period.format(DAY).to_string(),
        dato: shown.value.map_or_else(|| "N/E".to_owned(), |value| with_commas(value, series.decimals)),
    };
    Observed {
        id_serie: &series.entry.key,
        titulo: look.title(series),
        datos: shown.into_iter().map(datum).collect(),
    }
}

fn periodicity(frequency: Frequency) -> &'static str {
    match frequency {
        Frequency::Daily => "Diaria",
        Frequency::Weekly => "Semanal",
        Frequency::Fortnightly => "Quincenal",
        Frequency::Monthly => "Mensual",
        Frequency::Bimonthly => "Bimestral",
        Frequency::Quarterly => "Trimestral",
        Frequency::HalfYearly => "Semestral",
        Frequency::Yearly => "Anual",
    }
}

/// A value with a comma between thousands.
fn with_commas(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let end = text.find('.').unwrap_or(text.len());
    let start = usize::from(text.starts_with('-'));
    let mut written = String::with_capacity(text.len() + 4);
    for (index, letter) in text.char_indices() {
        if index > start && index < end && (end - index) % 3 == 0 {
            written.push(',');
        }
        written.push(letter);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_have_commas() {
        for (value, decimals, text) in [
            (256_542.8, 1, "256,542.8"),
            (5_452.336_7, 4, "5,452.3367"),
            (17.348_5, 4, "17.3485"),
            (999.0, 2, "999.00"),
            (-1_234_567.0, 0, "-1,234,567"),
            (-123.0, 0, "-123"),
        ] {
            assert_eq!(with_commas(value, decimals), text);
        }
    }
}
