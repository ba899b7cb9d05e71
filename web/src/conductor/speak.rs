//! A person's choice of who speaks: rollback and resume, each a new entry in the history.

use super::{Conductor, ConductorError};
use chrono::{DateTime, Utc};
use paridad_store::{Reader, VersionKind, VersionRow};
use paridad_wire::{Resume, Rollback};

impl Conductor {
    /// Lets an earlier version speak again, until somebody resumes. Learning goes on behind it.
    pub(crate) fn rollback(
        &mut self,
        wanted: &Rollback,
        actor: &str,
        now: DateTime<Utc>,
    ) -> Result<VersionRow, ConductorError> {
        self.catch_up()?;
        let reader = self.archive.read()?;
        let speaking = speaking(&reader)?;
        if let Some(thought) = wanted.speaking.filter(|thought| *thought != speaking.number) {
            return Err(ConductorError::OtherSpeaker { speaking: speaking.number, thought });
        }
        let Some(target) = reader.version(wanted.version)? else {
            let last = reader.versions()?.next().transpose()?.map_or(0, |row| row.number);
            return Err(ConductorError::NoSuchVersion { wanted: wanted.version, last });
        };
        if !reader.may_return(&target)? {
            return Err(ConductorError::NeverSpoke { wanted: target.number });
        }
        let kind = VersionKind::Rollback { to: target.number };
        self.append_choice(kind, &target, &wanted.reason, (actor, now))
    }

    /// Lets the newest learned version speak again.
    pub(crate) fn resume(
        &mut self,
        wanted: &Resume,
        actor: &str,
        now: DateTime<Utc>,
    ) -> Result<VersionRow, ConductorError> {
        self.catch_up()?;
        let speaking = speaking(&self.archive.read()?)?;
        if !speaking.pins() {
            return Err(ConductorError::NotPinned { speaking: speaking.number });
        }
        let learned = self.learned.clone();
        self.append_choice(VersionKind::Resume, &learned, &wanted.reason, (actor, now))
    }

    fn append_choice(
        &mut self,
        kind: VersionKind,
        target: &VersionRow,
        reason: &str,
        (actor, now): (&str, DateTime<Utc>),
    ) -> Result<VersionRow, ConductorError> {
        let action = match kind {
            VersionKind::Rollback { .. } => "rollback",
            _ => "resume",
        };
        let row = self.write(|writer| {
            let row = VersionRow {
                number: writer.next_version()?,
                parent: Some(target.number),
                kind,
                created_at: now,
                speaks: true,
                actor: actor.to_owned(),
                reason: reason.to_owned(),
                ..target.clone()
            };
            writer.append_version(&row)?;
            let detail =
                format!("version {} speaks as version {}; reason: {reason}", target.number, row.number);
            writer.append_audit(now, actor, action, &detail)?;
            Ok(row)
        })?;
        self.publish()?;
        Ok(row)
    }
}

fn speaking(reader: &Reader) -> Result<VersionRow, ConductorError> {
    reader.speaking()?.ok_or(ConductorError::Empty)
}
