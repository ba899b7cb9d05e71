//! A batch put back into history: all events replayed with it again, as a new version, and what it had left to learn learned.

use super::candidate::{check_ready, last_event};
use super::consent::unnamed;
use super::fold::{Line, TakenOut, fold};
use super::learn::{Making, append_version};
use super::news::Believed;
use super::run::{Step, append_step, unjudged};
use super::{Conductor, ConductorError};
use chrono::{DateTime, Utc};
use paridad_ingest::review;
use paridad_store::{RunRow, RunStep, StoreError, Trigger, VersionKind, VersionRow, Writer};

impl Conductor {
    /// Puts a batch back that was taken out of history: what it brought counts again, in every state to come as in every view.
    pub(crate) fn put_back(
        &mut self,
        batch: u64,
        reason: &str,
        (actor, now): (&str, DateTime<Utc>),
    ) -> Result<VersionRow, ConductorError> {
        self.catch_up()?;
        let reader = self.archive.read()?;
        if !self.taken_out.contains(&batch) {
            return Err(ConductorError::NotTakenOut { batch });
        }
        let event = last_event(&reader)?;
        let mut taken_out = self.taken_out.clone();
        taken_out.remove(&batch);
        let line = Line::of(&reader, &self.learned)?;
        let forecaster = fold(&reader, &line, &TakenOut::of(&reader, &taken_out)?, event)?;
        check_ready(&forecaster)?;
        let kind = VersionKind::PutBack { batch };
        let (speaks, parent) = (!self.is_pinned()?, Some(self.learned.number));
        let making = Making { kind, at: now, actor, reason, speaks, parent };
        let has_rest = has_rest(&Believed { reader: &reader, taken_out: &taken_out }, batch)?;
        let (row, rest) = self.write(|writer| {
            let detail = format!("batch {batch}; reason: {reason}{}", unnamed(actor));
            writer.append_audit(now, actor, "put back", &detail)?;
            let row = append_version(writer, &forecaster, event, &making)?;
            let rest = has_rest.then(|| begin_rest(writer, batch, (actor, now))).transpose()?;
            Ok((row, rest))
        })?;
        self.taken_out = taken_out;
        self.forecaster = forecaster;
        self.learned = row.ok_or(ConductorError::Empty)?;
        self.publish()?;
        let version = self.learned.clone();
        if let Some(run) = rest {
            self.complete_run(&run, &[batch])?;
        }
        Ok(version)
    }
}

/// Whether something that was let in of a batch was not learned before it was taken out, and so not since.
fn has_rest(believed: &Believed<'_>, batch: u64) -> Result<bool, ConductorError> {
    let Some(admitted) = believed.reader.admitted(batch)? else { return Ok(false) };
    let rest = believed.without_known(admitted.observations).map_err(unjudged(review::NAME))?;
    Ok(!rest.is_empty())
}

/// Begins a run that has kept a batch already, so that it is completed at the next start if it is cut short.
fn begin_rest(
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
