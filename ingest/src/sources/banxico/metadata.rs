//! Reading how the SIE describes its series.

use super::data::day;
use crate::catalogue::{Described, Frequency};
use crate::feed::parse::{self, ParseError};
use chrono::NaiveDate;
use serde::Deserialize;

/// How the SIE describes one series, in its own words; runs of blanks are one blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metadata {
    /// Its id (`idSerie`).
    pub key: String,
    /// Its title (`titulo`).
    pub title: String,
    /// The first period that has a value (`fechaInicio`). It moves: the source has dropped history before.
    pub first: Option<NaiveDate>,
    /// The last period that has a value (`fechaFin`).
    pub last: Option<NaiveDate>,
    /// The frequency of its label (`periodicidad`); a weekly auction says "Diaria".
    pub frequency: String,
    /// What kind of number it is (`cifra`).
    pub kind: String,
    /// The unit (`unidad`).
    pub unit: String,
    /// Whether the source keeps vintages (`versionada`); nobody has seen a series that does.
    pub is_versioned: bool,
}

#[derive(Deserialize)]
struct Document {
    bmx: Bmx,
}

#[derive(Deserialize)]
struct Bmx {
    series: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    id_serie: String,
    titulo: String,
    fecha_inicio: String,
    fecha_fin: String,
    periodicidad: String,
    cifra: String,
    unidad: String,
    versionada: bool,
}

/// Reads the descriptions in an answer, in its order, which is not that of the request.
pub fn metadata(bytes: &[u8]) -> Result<Vec<Metadata>, ParseError> {
    let document: Document = parse::json(parse::text_of(bytes)?)?;
    Ok(document.bmx.series.into_iter().map(described).collect())
}

fn described(row: Row) -> Metadata {
    Metadata {
        key: row.id_serie,
        title: single_blanks(&row.titulo),
        first: day(&row.fecha_inicio),
        last: day(&row.fecha_fin),
        frequency: row.periodicidad,
        kind: single_blanks(&row.cifra),
        unit: single_blanks(&row.unidad),
        is_versioned: row.versionada,
    }
}

/// `text` without its runs of blanks: titles of the SIE are set in columns.
fn single_blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl From<Metadata> for Described {
    fn from(metadata: Metadata) -> Self {
        let Metadata { key, title, first, last, frequency, unit, .. } = metadata;
        let name = Frequency::from_spanish(&frequency).map(Frequency::name);
        Self {
            key,
            title: Some(title),
            unit: Some(unit),
            unit_code: None,
            frequency: Some(name.map_or(frequency, str::to_owned)),
            first,
            last,
            updated: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recorded;

    /// The descriptions in a recorded answer, or `None` where the recordings are absent.
    fn recorded(name: &str) -> Option<Vec<Metadata>> {
        recorded::bytes(&format!("fixtures/banxico/{name}")).map(|bytes| metadata(&bytes).unwrap())
    }

    const ROW: &str = r#"{"bmx":{"series":[{"idSerie":"SF1","titulo":"Tasa      de    prueba ","fechaInicio":"12/11/1991",
        "fechaFin":"","periodicidad":"Diaria","cifra":"Tasas","unidad":"Por  ciento","versionada":false,"otro":1}]}}"#;

    #[test]
    fn a_description_is_read_without_its_runs_of_blanks() {
        let [row] = metadata(ROW.as_bytes()).unwrap().try_into().unwrap();
        assert_eq!((row.key.as_str(), row.title.as_str()), ("SF1", "Tasa de prueba"));
        assert_eq!((row.first, row.last), ("1991-11-12".parse().ok(), None));
        assert_eq!((row.frequency.as_str(), row.kind.as_str()), ("Diaria", "Tasas"));
        assert_eq!((row.unit.as_str(), row.is_versioned), ("Por ciento", false));
    }

    #[test]
    fn another_shape_and_a_web_page_are_errors() {
        assert_eq!(metadata(br#"{"bmx":{"series":[]}}"#).unwrap(), []);
        let without_unit = ROW.replace("unidad", "unit");
        assert!(matches!(metadata(without_unit.as_bytes()), Err(ParseError::Format { .. })));
        assert!(matches!(metadata(b"<html>x</html>"), Err(ParseError::WebPage { .. })));
        assert!(matches!(metadata(&ROW.as_bytes()[..90]), Err(ParseError::Cut { length: 90 })));
        assert!(matches!(metadata(b"\xff"), Err(ParseError::Encoding { byte: 0 })));
    }

    #[test]
    fn the_recorded_descriptions_are_read() {
        let Some(rows) = recorded("ALUMORA__NEWKAIZEN/sie_metadatos_2026-09-25.json") else { return };
        assert_eq!(rows.len(), 20);
        let Some(more) = recorded("ALUMORA__NEWKAIZEN/sie_metadatos_2026-10-01.json") else { return };
        assert_eq!(more.len(), 27);
        assert!(rows.iter().chain(&more).all(|row| !row.is_versioned && row.first < row.last));
        let udi = rows.iter().find(|row| row.key == "SP68257").unwrap();
        assert_eq!((udi.title.as_str(), udi.unit.as_str()), ("Valor de UDIS", "Unidades de Inversión"));
        let bond = rows.iter().find(|row| row.key == "SF44071").unwrap();
        assert!(bond.title.starts_with("Valores Gubernamentales Resultados de la subasta"), "{}", bond.title);
    }

    #[test]
    fn the_history_of_the_euro_shrank_between_two_recordings() {
        let name = "norse-blue__laravel-banxico/GetSeriesMetadataTest.body0.json";
        let Some(in_2023) = recorded(name) else { return };
        let Some(in_2026) = recorded("ALUMORA__NEWKAIZEN/sie_metadatos_2026-10-01.json") else { return };
        let first = |rows: &[Metadata]| rows.iter().find(|row| row.key == "SF46410").unwrap().first;
        assert_eq!(first(&in_2023), "1999-01-04".parse().ok());
        assert_eq!(first(&in_2026), "2018-07-31".parse().ok());
        let Some(fix) = recorded("m-muecke__bbk/banxico-metadata.json") else { return };
        assert_eq!(fix[0].unit, "Pesos por Dólar");
        assert!(fix[0].title.starts_with("Tipo de cambio Pesos por dólar E.U.A."), "{}", fix[0].title);
    }
}
