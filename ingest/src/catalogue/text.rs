//! The catalogue as text: TOML, checked with an error that names the line.

use super::{Availability, Bank, Entry, Evidence, Frequency, OpenDays, Revision};
use chrono::NaiveDate;
use paridad_engine::data::series::SeriesId;
use serde::Deserialize;
use std::collections::BTreeSet;
use toml::Spanned;

/// What is wrong with the text of a catalogue, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {detail}")]
pub struct CatalogueError {
    /// The line, counted from 1.
    pub line: usize,
    /// What must be there, and what is.
    pub detail: String,
}

/// What may stand in a key beside letters and digits.
const KEY_MARKS: [u8; 3] = *b"._$";

/// The whole text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    series: Vec<Spanned<Draft>>,
}

/// A table `series`, before it is checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Draft {
    id: SeriesId,
    key: String,
    bank: Option<Bank>,
    #[serde(default)]
    title: Vec<String>,
    #[serde(default)]
    unit: String,
    unit_code: Option<String>,
    frequency: Frequency,
    first: Option<NaiveDate>,
    range: [f64; 2],
    availability: Availability,
    #[serde(default)]
    days: OpenDays,
    revision: Revision,
    evidence: Evidence,
}

/// Reads the tables `series` of a source, in their order.
pub(super) fn parse(source: &str, text: &str) -> Result<Vec<Entry>, CatalogueError> {
    let error_at = |at: usize, detail: String| CatalogueError { line: line(text, at), detail };
    let document: Document = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        error_at(at, error.message().to_owned())
    })?;
    let mut taken = BTreeSet::new();
    let entry = |draft: Spanned<Draft>| {
        let at = draft.span().start;
        let draft = draft.into_inner();
        match draft.object(source, &mut taken) {
            None => Ok(draft.into_entry(source)),
            Some(detail) => Err(error_at(at, detail)),
        }
    };
    document.series.into_iter().map(entry).collect()
}

impl Draft {
    /// What is wrong with it by itself, or beside the names that are `taken`.
    fn object(&self, source: &str, taken: &mut BTreeSet<String>) -> Option<String> {
        let Self { id, key, range: [low, high], .. } = self;
        if !id.as_str().starts_with(&format!("{source}.")) {
            return Some(format!("id must begin with \"{source}.\", got {:?}", id.as_str()));
        }
        if key.is_empty()
            || !key.bytes().all(|byte| byte.is_ascii_alphanumeric() || KEY_MARKS.contains(&byte))
        {
            return Some(format!("key of {id} must be letters, digits and . _ $, got {key:?}"));
        }
        if !(low.is_finite() && high.is_finite() && low < high) {
            return Some(format!(
                "range of {id} must be two finite numbers, the lower first, got {low}, {high}"
            ));
        }
        let names = [id.as_str().to_owned(), format!("{source} {key}")];
        let twice = names.into_iter().find(|name| !taken.insert(name.clone()))?;
        Some(format!("{twice:?} must be named once, came twice"))
    }

    fn into_entry(self, source: &str) -> Entry {
        let [low, high] = self.range;
        Entry {
            id: self.id,
            source: source.to_owned(),
            key: self.key,
            bank: self.bank,
            title: self.title,
            unit: self.unit,
            unit_code: self.unit_code,
            frequency: self.frequency,
            first: self.first,
            range: low..=high,
            availability: self.availability,
            days: self.days,
            revision: self.revision,
            evidence: self.evidence,
        }
    }
}

/// The line of a byte of the text, counted from 1.
fn line(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = r#"
[[series]]
id = "banxico.sf43718"
key = "SF43718"
title = ["FIX"]
unit = "Pesos por Dólar"
frequency = "daily"
range = [1.0, 100.0]
availability = { same_day = { hour = 12 } }
revision = "never"
evidence = "metadata"
"#;

    fn error(from: &str, to: &str) -> String {
        assert!(SOUND.contains(from), "{from}");
        parse("banxico", &SOUND.replace(from, to)).unwrap_err().to_string()
    }

    #[test]
    fn a_sound_table_is_an_entry() {
        let entries = parse("banxico", SOUND).unwrap();
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].range, 1.0..=100.0);
        assert_eq!((entries[0].first, entries[0].bank), (None, None));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        assert!(error("unit =", "units =").starts_with("line 6: unknown field `units`"));
        assert!(error("\"daily\"", "\"dayly\"").starts_with("line 7: unknown variant `dayly`"));
        assert!(error("hour = 12", "hour = 24").contains("an hour must be between 3 and 23, got 24"));
        assert!(error("revision = \"never\"\n", "").contains("missing field `revision`"));
        assert!(error("[1.0, 100.0]", "[1.0").starts_with("line 9: missing comma"));
        assert!(error("banxico.sf43718", "BANXICO").starts_with("line 3: a series id has"));
    }

    #[test]
    fn what_does_not_fit_together_is_refused() {
        assert_eq!(
            error("id = \"banxico", "id = \"inegi"),
            "line 2: id must begin with \"banxico.\", got \"inegi.sf43718\""
        );
        assert!(error("[1.0, 100.0]", "[100.0, 1.0]").contains("the lower first, got 100, 1"));
        assert!(error("[1.0, 100.0]", "[1.0, inf]").contains("two finite numbers"));
        assert!(error("\"SF43718\"", "\"SF43718/datos\"").contains("must be letters, digits and . _ $"));
    }

    #[test]
    fn a_name_comes_once() {
        let message = parse("banxico", &format!("{SOUND}{SOUND}")).unwrap_err().to_string();
        assert_eq!(message, "line 13: \"banxico.sf43718\" must be named once, came twice");
        let second = SOUND.replace("banxico.sf43718", "banxico.fix");
        let message = parse("banxico", &format!("{SOUND}{second}")).unwrap_err().to_string();
        assert!(message.contains("\"banxico SF43718\" must be named once"), "{message}");
    }
}
