//! An archive that another engine made: all its events learned anew, beside what that engine said.

use super::ConductorError;
use super::bootstrap::ACTOR;
use super::challenger::last_event;
use super::fold::{Line, TakenOut, fold};
use super::learn::{Lesson, Making, append_version};
use super::stop::Progress;
use crate::view::OWN_REVISION;
use chrono::Utc;
use paridad_engine::data::series::Observation;
use paridad_engine::forecaster::{Event, Forecaster};
use paridad_engine::recipe::Recipe;
use paridad_store::{Archive, Reader, VersionKind, VersionRow};

/// Learns all events anew after a version that another engine made: an upgrade that changes numbers is a version of its
/// own.
///
/// A refit that was answered before serves again if its job has the same hash. The others are answered here, and the
/// answers appended: origins wait for them in the fold over the log, which so remains the whole truth.
pub(super) fn upgrade(
    archive: &Archive,
    last: &VersionRow,
    progress: &mut dyn FnMut(Progress),
) -> Result<(Forecaster, VersionRow), ConductorError> {
    let reader = archive.read()?;
    let (line, taken_out) = (Line::of(&reader, last)?, TakenOut::now(&reader)?);
    let mut lesson = Lesson::default();
    let (forecaster, number) = if line.backfilled == 0 && taken_out.is_empty() {
        learn_as_it_came(&reader, line.recipe, &mut lesson, progress)?
    } else {
        let event = last_event(&reader)?;
        (fold(&reader, &line, &taken_out, event)?, event)
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
        writer.append_audit(making.at, ACTOR, "upgrade", &reason)?;
        let number = lesson.append(writer)?.unwrap_or(number);
        append_version(writer, &forecaster, number, &making)
    })?;
    Ok((forecaster, row.ok_or(ConductorError::Empty)?))
}

/// The state after all events, and the number of the last. What they leave unanswered is answered in the lesson.
fn learn_as_it_came(
    reader: &Reader,
    recipe: Recipe,
    lesson: &mut Lesson,
    progress: &mut dyn FnMut(Progress),
) -> Result<(Forecaster, u64), ConductorError> {
    let mut forecaster = Forecaster::new(recipe);
    let (mut number, mut moments) = (0, Vec::new());
    for event in reader.events_from::<Event>(1)? {
        let (seq, event) = event?;
        forecaster.apply(&event);
        number = seq;
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
    Ok((forecaster, number))
}
