//! An archive that another engine made: all its events learned anew, beside what that engine said.

use super::bootstrap::ACTOR;
use super::challenger::last_event;
use super::fold::{Line, TakenOut, fold};
use super::learn::{Lesson, Making, append_version};
use super::missing_calendar::MissingCalendar;
use super::stop::Progress;
use super::{ConductorError, chain};
use crate::view::OWN_REVISION;
use chrono::Utc;
use paridad_engine::data::series::Observation;
use paridad_engine::forecaster::{Event, Forecaster};
use paridad_store::{Archive, Reader, VersionKind, VersionRow};

/// Learns all events anew after a version that another engine made: an upgrade that changes numbers is a version of its
/// own.
///
/// The program's calendar comes with it in the same transaction, as far as the archive does not have it, and is learned before all
/// else.
///
/// A refit that was answered before serves again if its job has the same hash. The others are answered here, and the
/// answers appended: origins wait for them in the fold over the log, which so remains the whole truth.
pub(super) fn upgrade(
    archive: &Archive,
    last: &VersionRow,
    progress: &mut dyn FnMut(Progress),
) -> Result<(Forecaster, VersionRow), ConductorError> {
    let reader = archive.read()?;
    let (mut line, taken_out) = (Line::of(&reader, last)?, TakenOut::now(&reader)?);
    let event = last_event(&reader)?;
    line.ahead.add_between(&reader, last.event, event)?;
    let (mut lesson, missing) = (Lesson::default(), missing(&reader));
    if let Some(calendar) = &missing {
        line.ahead.put(event + 1, calendar.days.clone());
        lesson.note(Event::Observed(calendar.days.clone()));
    }
    let forecaster = if line.backfilled == 0 && taken_out.is_empty() {
        learn_as_it_came(&reader, &line, &mut lesson, progress)?
    } else {
        fold(&reader, &line, &taken_out, event)?
    };
    let pinned = reader.speaking()?.is_some_and(|row| row.pins());
    let reason = format!("engine revision {OWN_REVISION} follows {}", last.engine_revision);
    let making = Making {
        kind: VersionKind::Upgrade,
        at: Utc::now(),
        actor: ACTOR,
        reason: &reason,
        speaks: !pinned,
        parent: Some(last.number),
    };
    let row = archive.write(|writer| {
        if let Some(calendar) = &missing {
            calendar.append(writer)?;
        }
        writer.append_audit(making.at, ACTOR, "upgrade", &reason)?;
        let number = lesson.append(writer)?.unwrap_or(event);
        append_version(writer, &forecaster, number, &making)
    })?;
    Ok((forecaster, row.ok_or(ConductorError::Empty)?))
}

/// What the archive does not have of the program's calendar, so that what is learned anew counts the events as after a first start.
/// What cannot be told now is tried again behind what speaks.
fn missing(reader: &Reader) -> Option<MissingCalendar> {
    let missing = MissingCalendar::of(reader, Utc::now());
    missing.inspect_err(|error| tracing::error!(error = chain(error), "the calendar comes later")).ok()?
}

/// The state after all events. What they leave unanswered is answered in the lesson.
fn learn_as_it_came(
    reader: &Reader,
    line: &Line,
    lesson: &mut Lesson,
    progress: &mut dyn FnMut(Progress),
) -> Result<Forecaster, ConductorError> {
    let mut forecaster = Forecaster::new(line.recipe.clone());
    forecaster.apply(&line.ahead.event());
    let mut moments = Vec::new();
    for event in reader.events_from::<Event>(1)? {
        let (number, event) = event?;
        if line.ahead.has(number) {
            continue;
        }
        forecaster.apply(&event);
        if let Event::Observed(observations) = event {
            let target = &forecaster.recipe().target;
            let is_target =
                |observation: &&Observation| target.series().any(|leg| *leg == observation.series);
            moments.extend(observations.iter().find(is_target).map(|observation| observation.known_at));
        }
    }
    moments.sort_unstable();
    lesson.answer(&mut forecaster, &mut |state| {
        let at = state.origin().map(|origin| origin.at);
        let done = moments.partition_point(|moment| at.is_some_and(|at| *moment <= at));
        progress(Progress { done, of: moments.len() });
    });
    Ok(forecaster)
}
