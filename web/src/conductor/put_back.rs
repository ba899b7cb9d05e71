//! What a batch had left to learn when it was taken out of history, and learns once it is put back.

use super::ConductorError;
use super::dedupe::Believed;
use super::run::{Step, append_step, unjudged};
use chrono::{DateTime, Utc};
use paridad_ingest::sources::review;
use paridad_store::{RunRow, RunStep, StoreError, Trigger, Writer};

/// Whether something that was let in of a batch was not learned before it was taken out, and so not since.
pub(super) fn has_rest(believed: &Believed<'_>, batch: u64) -> Result<bool, ConductorError> {
    let Some(admitted) = believed.reader.admitted(batch)? else { return Ok(false) };
    let rest = believed.without_known(admitted.observations).map_err(unjudged(review::NAME))?;
    Ok(!rest.is_empty())
}

/// Begins a run that has kept a batch already, so that it is completed at the next start if it is cut short.
pub(super) fn begin_rest(
    writer: &mut Writer<'_>,
    batch: u64,
    (actor, now): (&str, DateTime<Utc>),
) -> Result<RunRow, StoreError> {
    let started = RunRow {
        run: writer.next_run()?,
        source: review::NAME.to_owned(),
        actor: actor.to_owned(),
        at: now,
        step: RunStep::Started { trigger: Trigger::Manual, since: None },
    };
    writer.append_run(&started)?;
    let step = Step { run: started.run, actor, now, key: None };
    append_step(writer, &step, review::NAME, RunStep::Kept { batch })?;
    Ok(started)
}
