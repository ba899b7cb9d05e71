//! What each fuzz target does with its bytes: it parses them, and asks whether the answer is sane.
//!
//! A parser is one function here, one file of three lines in `fuzz_targets/`, one `[[bin]]` in the manifest and a
//! folder of small examples in `seeds/`. `cargo xtask fuzz` finds it by its file.

mod protected;
mod sane;

pub use protected::{personal, personal_declaration};

use chrono::{DateTime, NaiveDate, Utc};
use paridad_engine::recipe::text as recipe_text;
use paridad_ingest::catalogue::{Catalogue, Entry};
use paridad_ingest::feed::csv;
use paridad_ingest::feed::payload::{Parsed, Payload};
use paridad_ingest::schedule::{Cron, Plan, Schedule};
use paridad_ingest::sources::banxico::{self, Fault};
use paridad_ingest::sources::own::expectation::Table;
use paridad_ingest::sources::own::{Columns, declared, read_parquet, read_records, to_csv};
use paridad_ingest::sources::review::{self, Admission};
use paridad_ingest::sources::{self, PUBLIC};
use paridad_ingest::sources::{events, inegi, push};
use reqwest::header::HeaderMap;
use std::collections::BTreeSet;
use std::sync::{LazyLock, Once};
use std::time::Duration;

/// Parsed once: it takes longer than most inputs do.
static SCHEDULE: LazyLock<Schedule> = LazyLock::new(Schedule::bundled);

/// The moment at which everything is received.
const NOW: DateTime<Utc> = DateTime::from_timestamp(1_767_225_600, 0).unwrap();

/// The media types that the ECB's parser knows, and one that it does not.
const ECB: [&str; 5] =
    ["text/xml", "application/xml", "text/csv", "application/vnd.sdmx.data+csv", "application/pdf"];

/// Statuses of answers without data, one for each way in which they are read.
const STATUSES: [u16; 7] = [200, 400, 401, 404, 413, 429, 503];

/// Banxico refuses until the end of its day at most.
const BAN_MAX: Duration = Duration::from_secs(24 * 60 * 60);

/// The values that Banxico sends.
pub fn banxico(bytes: &[u8]) {
    let payload = payload("banxico", "application/json", bytes);
    let Some(parsed) = sane::twice(|| banxico::parse(&payload, sources::catalogue())) else { return };
    // Beside a hundred and one for the rest, one a series, and `{"idSerie":""}` is the shortest.
    sane::parsed(&parsed, 101 + bytes.len() / 14);
    known_soon(&parsed);
}

/// How Banxico describes its series.
pub fn banxico_metadata(bytes: &[u8]) {
    let Some(rows) = sane::twice(|| banxico::metadata(bytes)) else { return };
    for row in rows {
        let days = [row.first, row.last].into_iter().flatten();
        days.for_each(sane::period);
        for text in [&row.title, &row.kind, &row.unit] {
            assert!(!text.contains("  ") && text.trim() == text, "runs of blanks are one blank: {text:?}");
        }
    }
}

/// What Banxico says when it sends no data.
pub fn banxico_fault(bytes: &[u8]) {
    for status in STATUSES {
        match banxico::fault(status, &HeaderMap::new(), bytes) {
            Fault::Quota { reset_in } => {
                assert!(reset_in.is_none_or(|ban| ban <= BAN_MAX), "a ban ends with the day: {reset_in:?}");
            }
            Fault::BadRequest { message: text }
            | Fault::Outage { start: text, .. }
            | Fault::Changed { start: text, .. } => sane::message(&format!("{text:?}")),
            Fault::Token | Fault::UnknownSeries | Fault::TooMany | Fault::Truncated { .. } => {}
        }
    }
}

/// What INEGI sends: values, descriptions and refusals.
pub fn inegi(bytes: &[u8]) {
    let payload = payload("inegi", "application/json", bytes);
    if let Some(described) = sane::twice(|| inegi::described(&payload, sources::catalogue())) {
        for series in described {
            let days = [series.first, series.last, series.updated].into_iter().flatten();
            days.for_each(sane::period);
            assert!(series.first <= series.last, "the first period comes first: {series:?}");
        }
    }
    let Some(parsed) = sane::twice(|| inegi::parse(&payload, sources::catalogue())) else { return };
    // Two a series at most, and one with all of its members takes 48 bytes.
    sane::parsed(&parsed, bytes.len() / 24);
    known_soon(&parsed);
}

/// What the ECB sends, in each of its forms.
pub fn ecb(bytes: &[u8]) {
    for media_type in ECB {
        let payload = payload("ecb", media_type, bytes);
        let Some(parsed) = sane::twice(|| sources::parse(&payload)) else { continue };
        assert!(!parsed.observations.is_empty(), "an answer without values is an error");
        sane::parsed(&parsed, 0);
        known_soon(&parsed);
    }
}

/// What a public source sends that has nothing to be asked of it alone, in each of its forms and in one that it does not have.
pub fn public(name: &str, media_types: &[&str], bytes: &[u8]) {
    for media_type in media_types.iter().chain(&["application/pdf"]) {
        let payload = payload(name, media_type, bytes);
        let Some(mut parsed) = sane::twice(|| sources::parse(&payload)) else { continue };
        sane::parsed(&parsed, 1 + bytes.len() / 8);
        // What is of the future is known since it was seen, and held by the rules for it.
        parsed.observations.retain(|observation| observation.period <= NOW.date_naive());
        known_soon(&parsed);
    }
}

/// A file with the bank's own series.
pub fn csv_file(bytes: &[u8]) {
    let payload = payload("csv", "text/csv", bytes);
    if let Some(parsed) = sane::twice(|| csv::parse(&payload)) {
        internal(&parsed);
    }
}

/// A calendar of what is scheduled: weekdays that are on or off, each known once it came.
pub fn events(bytes: &[u8]) {
    let payload = events::payload("fuzz".to_owned(), bytes.to_vec(), NOW);
    let Some(parsed) = sane::twice(|| events::parse(&payload)) else { return };
    for day in &parsed.observations {
        assert!(events::catalogue().by_id(&day.series).is_some(), "{day:?}");
        assert!(day.known_at <= NOW && (day.value == 0.0 || day.value == 1.0), "{day:?}");
    }
}

/// What programs push, in both of its forms.
pub fn push(bytes: &[u8]) {
    for media_type in [push::JSON, push::CSV] {
        let payload = push::payload("fuzz".to_owned(), media_type, bytes.to_vec(), NOW);
        if let Some(parsed) = sane::twice(|| push::parse(&payload)) {
            internal(&parsed);
        }
    }
}

/// A decision on a value that was held. What was read comes back from what is written.
pub fn review(bytes: &[u8]) {
    let payload = payload("review", "application/json", bytes);
    let Some(parsed) = sane::twice(|| review::parse(&payload)) else { return };
    assert!(parsed.findings.is_empty(), "a decision leaves nothing to remark");
    for observation in &parsed.observations {
        assert!(observation.value.is_finite(), "a value is finite: {observation:?}");
        let (actors, note, observation) = (Vec::new(), String::new(), observation.clone());
        let admission = Admission { held: 0, actors, note, observation };
        let written = review::payload(&[admission.clone(), admission.clone()], NOW);
        let read = written.and_then(|written| review::parse(&written).ok()).unwrap_or_default();
        assert_eq!(read.observations, [admission.observation.clone(), admission.observation]);
    }
}

/// The records of an endpoint, at the root and below it.
pub fn records(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let pointed = || Some("/series".to_owned());
    let columns = Columns { series: pointed(), period: Some("/a/0".to_owned()), ..Columns::default() };
    for (pointer, columns) in [("", Columns::default()), ("/data", columns)] {
        if let Some((table, _)) = sane::twice(|| read_records(text, pointer, Some("/next"), &columns)) {
            kept(&table);
        }
    }
}

/// A Parquet file that was dropped.
pub fn parquet_file(bytes: &[u8]) {
    // The reader's own panics are caught and are errors. The hook of the fuzzer would take them for ours.
    static QUIET: Once = Once::new();
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| {})));
    if let Some(table) = sane::twice(|| read_parquet(bytes.to_vec())) {
        kept(&table);
    }
}

/// The text that declares the bank's own sources.
pub fn sources(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    match declared(text) {
        Ok(declared) => {
            let names: BTreeSet<&str> = declared.iter().map(|source| source.name.as_str()).collect();
            assert_eq!(names.len(), declared.len(), "a name is given once");
        }
        Err(error) => sane::line(error.line, text),
    }
}

/// The text of a catalogue.
pub fn catalogue(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    for source in PUBLIC {
        match Catalogue::parse(source.name, text) {
            Ok(catalogue) => catalogue.entries().iter().for_each(|entry| sound(&catalogue, entry)),
            Err(error) => sane::line(error.line, text),
        }
    }
}

/// A text that changes the schedule.
pub fn schedule(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    match SCHEDULE.clone().overridden(text) {
        Ok(schedule) => {
            PUBLIC.into_iter().flat_map(|source| schedule.of(source.name)).for_each(due);
        }
        Err(error) => sane::line(error.line, text),
    }
}

/// A cron expression. What it says of itself means the same.
pub fn cron(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let Some(cron) = sane::twice(|| text.parse::<Cron>()) else { return };
    assert_eq!(cron.to_string().parse().as_ref(), Ok(&cron));
    let times: Vec<_> = cron.times().collect();
    assert!(!times.is_empty() && times.is_sorted(), "times are in order: {times:?}");
    assert!(times.iter().all(|(hour, minute)| *hour < 24 && *minute < 60), "times exist: {times:?}");
    for day in NOW.date_naive().iter_days().take(31) {
        cron.is_on(day);
    }
}

/// The text of a recipe. What is written of one that was read reads as the same.
pub fn recipe(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    match recipe_text::parse(text) {
        Ok(recipe) => {
            assert_eq!(recipe_text::parse(&recipe_text::write(&recipe)).as_ref(), Ok(&recipe));
        }
        Err(faults) => {
            assert!(!faults.all().is_empty(), "a refusal says why");
            assert!(faults.all().is_sorted_by_key(|fault| (fault.line, fault.column)), "{faults}");
            faults.all().iter().for_each(|fault| sane::line(fault.line, text));
        }
    }
    if let Ok(with_availability) = recipe_text::parse_with_availability(text) {
        assert_eq!(recipe_text::check(&with_availability.recipe), Ok(()));
    }
}

fn payload(source: &str, media_type: &str, bytes: &[u8]) -> Payload {
    Payload {
        source: source.to_owned(),
        origin: "fuzz".to_owned(),
        media_type: media_type.to_owned(),
        bytes: bytes.to_vec(),
        received_at: NOW,
    }
}

/// What a rule of availability gives is near the period.
fn known_soon(parsed: &Parsed) {
    for observation in &parsed.observations {
        let late = observation.known_at.date_naive().signed_duration_since(observation.period);
        assert!((-100..800).contains(&late.num_days()), "known near its period: {observation:?}");
    }
}

/// Columns are equally long, and what is kept of them reads as values of the bank's own.
fn kept(table: &Table) {
    let rows = table.columns.first().map_or(0, |column| column.cells.len());
    assert!(table.columns.iter().all(|column| column.cells.len() == rows), "{:?}", table.names());
    let Some(bytes) = sane::twice(|| to_csv(table)) else { return };
    let payload = payload("desk", "text/csv", &bytes);
    if let Some(parsed) = sane::twice(|| sources::parse(&payload)) {
        assert!(parsed.observations.len() <= rows, "a row is at most one value");
        internal(&parsed);
    }
}

/// The bank's own series, with findings line by line up to a hundred, and one for the rest.
fn internal(parsed: &Parsed) {
    sane::parsed(parsed, 101);
    let is_internal = |name: &str| name.starts_with("internal.");
    assert!(parsed.observations.iter().all(|observation| is_internal(observation.series.as_str())));
}

/// An entry is found by its names, and its rule has an answer for all days on which there are statistics.
fn sound(catalogue: &Catalogue, entry: &Entry) {
    assert_eq!(catalogue.by_id(&entry.id), Some(entry));
    assert_eq!(catalogue.by_key(&entry.source, &entry.key), Some(entry));
    assert!(entry.range.start() < entry.range.end(), "{entry:?}");
    for (year, month, day) in [(1800, 1, 1), (1991, 11, 16), (2020, 8, 14), (2024, 2, 29), (2199, 12, 31)] {
        if let Some(period) = NaiveDate::from_ymd_opt(year, month, day) {
            entry.known_at(period);
        }
    }
}

/// A plan is due again and again, and was due when it says that it was.
fn due(plan: &Plan) {
    let next = plan.next(NOW);
    assert!(next.is_none_or(|next| next > NOW && plan.latest(next) == Some(next)), "{plan:?}: {next:?}");
    let latest = plan.latest(NOW);
    assert!(latest.is_none_or(|latest| latest <= NOW), "{plan:?}: {latest:?}");
}
