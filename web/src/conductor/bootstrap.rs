//! The first start: a history learned day by day, kept in one transaction.

use super::ConductorError;
use super::brought::bounded;
use super::keep::{append_batch, place};
use super::learn::{Lesson, Making, append_version};
use super::stop::Progress;
use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};
use paridad_engine::data::series::Observation;
use paridad_engine::forecaster::{Event, Forecaster};
use paridad_engine::recipe::Recipe;
use paridad_engine::time::horizon::READY_AFTER;
use paridad_ingest::bundle;
use paridad_ingest::feed::payload::Parsed;
use paridad_ingest::quality::{self, Checked};
use paridad_store::{Archive, BatchRow, ObservationRow, RawRow, StoreError, VersionKind, VersionRow, Writer};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Where an empty archive begins.
#[derive(Debug, Clone)]
pub(crate) enum HistoryFrom {
    /// The ECB's reference rates that come with the binary.
    Bundled,
    /// A file in the same format.
    File(PathBuf),
}

/// For how many months before its end a history gets a version at each month's end.
const MONTHS_MARKED: u32 = 24;

/// Who learns without being told to.
pub(super) const ACTOR: &str = "paridad";

/// Learns the bundled history into the new archive `file`, for a build to add to the program.
pub(crate) fn learn_bundle(file: &Path, progress: &mut dyn FnMut(Progress)) -> Result<(), ConductorError> {
    let archive = Archive::open(file)?;
    let first = (Recipe::ecb_cross("mxn")?, "learned when the program was built");
    learn_history(&archive, &HistoryFrom::Bundled, first, progress).map(drop)
}

/// Learns a history into an empty archive, by a recipe and for a reason.
pub(super) fn learn_history(
    archive: &Archive,
    history: &HistoryFrom,
    (recipe, reason): (Recipe, &str),
    progress: &mut dyn FnMut(Progress),
) -> Result<(Forecaster, VersionRow), ConductorError> {
    let Read { origin, media_type, bytes, observations, checked } = read(history)?;
    let findings = bounded(checked.findings.iter(), &checked);
    let calendar = bundle::calendar()?;
    let mut days = by_moment(&observations);
    let mut forecaster = Forecaster::new(recipe);
    let target_days = target_days(&forecaster, &days);
    let needed = READY_AFTER + 1;
    if target_days.len() < needed as usize {
        let target = forecaster.recipe().target_name.clone();
        return Err(ConductorError::HistoryTooShort { target, needed, got: target_days.len() });
    }
    let marks = version_days(&target_days);
    days.extend(by_moment(&calendar));
    days.sort_by_key(|day| day.first().map(|observation| observation.known_at));
    let row = archive.write(|writer| {
        let received_at = Utc::now();
        let source = "history".to_owned();
        let row = RawRow { source: source.clone(), origin: origin.clone(), media_type, received_at };
        let raw = writer.append_raw(&row, &bytes)?;
        let observed = u32::try_from(observations.len()).unwrap_or(u32::MAX);
        let held = u32::try_from(checked.held.len()).unwrap_or(u32::MAX);
        let batch = BatchRow { source, received_at, raw, observed, held, findings };
        let batch = writer.append_batch(&batch)?;
        append_observations(writer, &observations, batch)?;
        append_calendar(writer, &calendar, received_at)?;
        let mut row = None;
        let of = days.len();
        for (index, day) in days.into_iter().enumerate() {
            row = learn_day(writer, &mut forecaster, day, (&marks, reason), row)?;
            progress(Progress { done: index + 1, of });
        }
        let detail = format!("{} observations from {origin}", observations.len());
        writer.append_audit(Utc::now(), ACTOR, "bootstrap", &detail)?;
        Ok(row)
    })?;
    Ok((forecaster, row.ok_or(ConductorError::Empty)?))
}

/// What became known at each moment.
fn by_moment(observations: &[Observation]) -> Vec<Vec<Observation>> {
    observations.chunk_by(|a, b| a.known_at == b.known_at).map(<[Observation]>::to_vec).collect()
}

/// Keeps the calendar that comes with the program, as a batch of its own.
fn append_calendar(
    writer: &mut Writer<'_>,
    days: &[Observation],
    received_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let payload = super::calendar::payload(received_at);
    let batch = append_batch(writer, &payload, (days.len(), 0), Vec::new())?;
    append_observations(writer, days, batch)?;
    writer.append_file(place(&payload), batch)
}

/// A history, read.
struct Read {
    origin: String,
    media_type: String,
    bytes: Vec<u8>,
    observations: Vec<Observation>,
    /// What was held back, and why.
    checked: Checked,
}

/// The bundle is checked before it is shipped, and the ECB's own jumps are in it; a file is checked like any batch.
fn read(history: &HistoryFrom) -> Result<Read, ConductorError> {
    match history {
        HistoryFrom::Bundled => Ok(Read {
            origin: "the bundled eurofxref-hist.csv.gz".to_owned(),
            media_type: "application/gzip".to_owned(),
            bytes: bundle::PACKED.to_vec(),
            observations: bundle::history()?,
            checked: Checked::default(),
        }),
        HistoryFrom::File(path) => {
            let text = std::fs::read_to_string(path)
                .map_err(|source| ConductorError::HistoryFile { path: path.clone(), source })?;
            let parsed = bundle::from_ecb_csv(&text)
                .map_err(|source| ConductorError::Parse { name: "history".to_owned(), source })?;
            let parsed = Parsed { observations: parsed, findings: Vec::new() };
            let news = parsed.observations.clone();
            let unjudged = |source| ConductorError::Unjudged { name: "history".to_owned(), source };
            let mut checked =
                quality::check(&parsed, news, &BTreeMap::new(), Utc::now()).map_err(unjudged)?;
            let mut observations = std::mem::take(&mut checked.admitted);
            observations.sort_by(|a, b| (a.known_at, &a.series).cmp(&(b.known_at, &b.series)));
            let origin = path.display().to_string();
            let (media_type, bytes) = ("text/csv".to_owned(), text.into_bytes());
            Ok(Read { origin, media_type, bytes, observations, checked })
        }
    }
}

/// The days on which all legs of the target have a value.
fn target_days(forecaster: &Forecaster, days: &[Vec<Observation>]) -> Vec<NaiveDate> {
    let target = &forecaster.recipe().target;
    days.iter()
        .filter(|day| target.series().all(|leg| day.iter().any(|observation| observation.series == *leg)))
        .filter_map(|day| day.first().map(|observation| observation.period))
        .collect()
}

/// The last target day of each month of the last two years, and the last of all.
fn version_days(target_days: &[NaiveDate]) -> Vec<NaiveDate> {
    let Some(last) = target_days.last() else { return Vec::new() };
    let from = *last - Months::new(MONTHS_MARKED);
    let month_ends =
        target_days.windows(2).filter(|pair| pair[0].month() != pair[1].month()).map(|pair| pair[0]);
    month_ends.filter(|day| *day >= from).chain([*last]).collect()
}

/// Appends series by series, in the order of the archive's keys.
pub(super) fn append_observations(
    writer: &mut Writer<'_>,
    observations: &[Observation],
    batch: u64,
) -> Result<(), StoreError> {
    let received_at = Utc::now();
    let mut ordered: Vec<&Observation> = observations.iter().collect();
    ordered.sort_by(|a, b| (&a.series, a.period).cmp(&(&b.series, b.period)));
    for observation in ordered {
        writer.append_observation(&ObservationRow {
            observation: observation.clone(),
            received_at,
            batch,
        })?;
    }
    Ok(())
}

fn learn_day(
    writer: &mut Writer<'_>,
    forecaster: &mut Forecaster,
    day: Vec<Observation>,
    (marks, reason): (&[NaiveDate], &str),
    row: Option<VersionRow>,
) -> Result<Option<VersionRow>, StoreError> {
    let lesson = Lesson::of(forecaster, Event::Observed(day));
    let number = lesson.append(writer)?;
    let Some(number) = number.filter(|_| lesson.days().any(|day| marks.contains(&day))) else {
        return Ok(row);
    };
    let parent = row.map(|row| row.number);
    let making =
        Making { kind: VersionKind::Bundled, at: Utc::now(), actor: ACTOR, reason, speaks: true, parent };
    append_version(writer, forecaster, number, &making)
}
