//! A bad batch taken out of history: all events replayed without it, as a new version; nothing else is touched.

use super::candidate::{check_ready, last_event};
use super::consent::unnamed;
use super::fold::{Line, TakenOut, fold};
use super::learn::{Making, append_version};
use super::{Conductor, ConductorError};
use chrono::{DateTime, Utc};
use paridad_store::{ExclusionRow, VersionKind, VersionRow};

impl Conductor {
    /// Takes a batch out of history. Its values stay in the archive, as what was once believed; no state to come knows them.
    pub(crate) fn take_out(
        &mut self,
        batch: u64,
        reason: &str,
        (actor, now): (&str, DateTime<Utc>),
    ) -> Result<VersionRow, ConductorError> {
        self.catch_up()?;
        let reader = self.archive.read()?;
        if reader.batch(batch)?.is_none() {
            return Err(ConductorError::NoSuchBatch { wanted: batch });
        }
        if self.taken_out.contains(&batch) {
            return Err(ConductorError::AlreadyTakenOut { batch });
        }
        let event = last_event(&reader)?;
        let mut taken_out = TakenOut::now(&reader)?;
        taken_out.add(&reader, batch)?;
        let line = Line::of(&reader, &self.learned)?;
        let forecaster = fold(&reader, &line, &taken_out, event)?;
        check_ready(&forecaster)?;
        let making = Making {
            kind: VersionKind::Without { batch },
            at: now,
            actor,
            reason,
            speaks: !self.is_pinned()?,
            parent: Some(self.learned.number),
        };
        let row = self.write(|writer| {
            let actor = actor.to_owned();
            writer.append_exclusion(&ExclusionRow {
                batch,
                event,
                at: now,
                actor,
                reason: reason.to_owned(),
            })?;
            let detail = format!("batch {batch}; reason: {reason}{}", unnamed(making.actor));
            writer.append_audit(now, making.actor, "take out", &detail)?;
            append_version(writer, &forecaster, event, &making)
        })?;
        self.taken_out.insert(batch);
        self.forecaster = forecaster;
        self.learned = row.ok_or(ConductorError::Empty)?;
        self.publish()?;
        Ok(self.learned.clone())
    }
}
