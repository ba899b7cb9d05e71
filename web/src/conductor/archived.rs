//! A version as the archive has it: by its number, or as the one that spoke at a moment.

use super::ConductorError;
use super::publish::{state_of, view_of};
use crate::view::forecast_record::ForecastRecord;
use crate::view::{Answers, OWN_REVISION, View};
use chrono::{DateTime, Utc};
use paridad_engine::forecast::model::Origin;
use paridad_engine::forecast::record::OriginForecasts;
use paridad_engine::snapshot::DecodeError;
use paridad_store::{Reader, VersionKind, VersionRow};

/// Which version is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    /// The one that speaks.
    Speaking,
    /// The one of a number.
    Number(u64),
    /// The one that spoke at a moment.
    AsOf(DateTime<Utc>),
}

impl Which {
    /// Its row; of the one that speaks, that of what is `shown`.
    pub(crate) fn row(self, reader: &Reader, shown: &View) -> Result<VersionRow, ConductorError> {
        match self {
            Self::Speaking => Ok(shown.speaking.clone()),
            Self::Number(wanted) => numbered(reader, wanted),
            Self::AsOf(as_of) => spoke_at(reader, as_of),
        }
    }
}

fn numbered(reader: &Reader, wanted: u64) -> Result<VersionRow, ConductorError> {
    if let Some(row) = reader.version(wanted)? {
        return Ok(row);
    }
    let newest = reader.versions()?.next().transpose()?;
    Err(ConductorError::NoSuchVersion { wanted, last: newest.map_or(0, |row| row.number) })
}

fn spoke_at(reader: &Reader, as_of: DateTime<Utc>) -> Result<VersionRow, ConductorError> {
    if let Some(row) = reader.speaking_at(as_of)? {
        return Ok(row);
    }
    let first = reader.versions()?.next_back().transpose()?.ok_or(ConductorError::Empty)?;
    Err(ConductorError::NoVersionYet { as_of, first: first.created_at })
}

/// The view of a version that does not speak now, beside the one that is shown.
pub(crate) fn archived(reader: &Reader, row: VersionRow, shown: &View) -> Result<View, ConductorError> {
    let answers = answers(reader, &row)?;
    let view = view_of(reader, row, &shown.learned, None)?;
    let (concerns, calendars) = (shown.concerns.clone(), shown.calendars.clone());
    Ok(View { speaks: false, answers, synthetic: shown.synthetic, concerns, calendars, ..view })
}

/// Of a version of another engine this one would say something else: what it said is on record, or nowhere.
fn answers(reader: &Reader, row: &VersionRow) -> Result<Answers, ConductorError> {
    if row.engine_revision == OWN_REVISION {
        return Ok(Answers::Computed);
    }
    Ok(on_record(reader, row)?.map_or(Answers::Unrecorded, |said| Answers::Recorded(Box::new(said))))
}

/// What a version said of its last day when it was learned. One that was learned anew, beside what was on record by then, has left
/// nothing there.
fn on_record(reader: &Reader, row: &VersionRow) -> Result<Option<OriginForecasts>, ConductorError> {
    let mut learned = row.clone();
    while learned.is_choice()
        && let Some(parent) = learned.parent
        && let Some(row) = reader.version(parent)?
    {
        learned = row;
    }
    let as_it_came = |kind| matches!(kind, VersionKind::Bundled | VersionKind::Learned);
    if !as_it_came(learned.kind) {
        return Ok(None);
    }
    let mut begun = 0;
    for earlier in reader.versions()? {
        let earlier = earlier?;
        if earlier.number < learned.number && earlier.is_learned() && !as_it_came(earlier.kind) {
            begun = earlier.event;
            break;
        }
    }
    for event in (begun + 1..=learned.event).rev() {
        // What an engine of long ago said is in a form that is no longer read.
        let Ok(said) = reader.forecasts::<ForecastRecord>(event) else { return Ok(None) };
        let Some(last) = said.and_then(|said| said.forecasts.into_iter().next_back()) else { continue };
        return Ok(Some(last).filter(|last| last.origin.day == learned.day));
    }
    Ok(None)
}

/// The origin of an earlier version by what a later one knows; none where they are of two recipes, or the later one was written by an
/// engine of old, of which only the model can be read.
pub(crate) fn as_known(
    reader: &Reader,
    (earlier, later): (&View, &View),
) -> Result<Option<Origin>, ConductorError> {
    if earlier.model.recipe != later.model.recipe {
        return Ok(None);
    }
    match state_of(reader, &later.speaking) {
        Ok(state) => Ok(Some(state.as_known_now(&earlier.model.origin))),
        Err(ConductorError::Snapshot { source: DecodeError::SpeaksOnly(_), .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
