//! A person's choice of who speaks: rollback and resume, each a new entry in the history.

use super::publish::Stage;
use super::{Conductor, ConductorError};
use chrono::{DateTime, Utc};
use paridad_store::{Archive, Reader, StoreError, VersionKind, VersionRow, Writer};
use paridad_wire::{Resume, Rollback};
use std::sync::Arc;

/// Lets versions speak. It learns nothing, so it waits for the transaction that is written now, and not for the conductor, which may
/// have many days to learn: each of those asks in its own transaction who speaks.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    archive: Arc<Archive>,
    stage: Stage,
}

/// What is chosen in a transaction: how, and the version whose state speaks; or why it is refused.
type Chosen = Result<(VersionKind, VersionRow), ConductorError>;

impl Choice {
    /// Lets an earlier version speak again, until somebody resumes. Learning goes on behind it.
    pub(crate) fn rollback(
        &self,
        wanted: &Rollback,
        actor: &str,
        now: DateTime<Utc>,
    ) -> Result<VersionRow, ConductorError> {
        let _turn = self.stage.turn();
        let reader = self.archive.read()?;
        let Some(target) = reader.version(wanted.version)? else {
            let last = reader.versions()?.next().transpose()?.map_or(0, |row| row.number);
            return Err(ConductorError::NoSuchVersion { wanted: wanted.version, last });
        };
        check_speaking(speaking(&reader)?.number, wanted)?;
        if !reader.may_return(&target)? {
            return Err(ConductorError::NeverSpoke { wanted: target.number });
        }
        let chosen = |writer: &Writer<'_>| {
            // A day may have been learned since it was looked up.
            let speaking = writer.speaking()?.map_or(0, |row| row.number);
            Ok(check_speaking(speaking, wanted)
                .map(|()| (VersionKind::Rollback { to: target.number }, target)))
        };
        self.append(chosen, &wanted.reason, (actor, now))
    }

    /// Lets the newest learned version speak again.
    pub(crate) fn resume(
        &self,
        wanted: &Resume,
        actor: &str,
        now: DateTime<Utc>,
    ) -> Result<VersionRow, ConductorError> {
        let _turn = self.stage.turn();
        let speaking = speaking(&self.archive.read()?)?;
        if !speaking.pins() {
            return Err(ConductorError::NotPinned { speaking: speaking.number });
        }
        // A day may be learned until then, and is what speaks.
        let chosen = |writer: &Writer<'_>| {
            let learned = writer.last_learned()?.ok_or(ConductorError::Empty);
            Ok(learned.map(|learned| (VersionKind::Resume, learned)))
        };
        self.append(chosen, &wanted.reason, (actor, now))
    }

    /// Puts on record what is chosen in the same transaction, and shows what speaks.
    fn append(
        &self,
        chosen: impl FnOnce(&Writer<'_>) -> Result<Chosen, StoreError>,
        reason: &str,
        (actor, now): (&str, DateTime<Utc>),
    ) -> Result<VersionRow, ConductorError> {
        let written = self.archive.write(|writer| {
            let (kind, target) = match chosen(writer)? {
                Ok(chosen) => chosen,
                Err(refused) => return Ok(Err(refused)),
            };
            append_choice(writer, kind, &target, (reason, actor, now)).map(Ok)
        });
        if let Ok(Err(refused)) = written {
            return Err(refused);
        }
        // After a failure nobody knows whether it was made: what the archive has is shown in any case.
        let shown = self.show();
        let row = written??;
        shown.map(|()| row)
    }

    fn show(&self) -> Result<(), ConductorError> {
        let reader = self.archive.read()?;
        let learned = reader.last_learned()?.ok_or(ConductorError::Empty)?;
        self.stage.publish(&reader, &learned, None)
    }
}

impl Conductor {
    /// Who lets versions speak.
    pub(crate) fn choice(&self) -> Choice {
        Choice { archive: self.archive.clone(), stage: self.stage() }
    }

    /// Lets an earlier version speak again, until somebody resumes.
    pub(crate) fn rollback(
        &mut self,
        wanted: &Rollback,
        actor: &str,
        now: DateTime<Utc>,
    ) -> Result<VersionRow, ConductorError> {
        self.catch_up()?;
        let done = self.choice().rollback(wanted, actor, now);
        self.doubting(done)
    }

    /// Lets the newest learned version speak again.
    pub(crate) fn resume(
        &mut self,
        wanted: &Resume,
        actor: &str,
        now: DateTime<Utc>,
    ) -> Result<VersionRow, ConductorError> {
        self.catch_up()?;
        let done = self.choice().resume(wanted, actor, now);
        self.doubting(done)
    }

    /// Reads the state anew: a choice that failed may have been made.
    pub(crate) fn look_again(&mut self) -> Result<(), ConductorError> {
        self.in_step = false;
        self.catch_up()
    }

    fn doubting(&mut self, done: Result<VersionRow, ConductorError>) -> Result<VersionRow, ConductorError> {
        if matches!(done, Err(ConductorError::Store(_)))
            && let Err(error) = self.look_again()
        {
            tracing::error!(error = super::chain(&error), "the archive cannot be read after a failed write");
        }
        done
    }
}

fn append_choice(
    writer: &mut Writer<'_>,
    kind: VersionKind,
    target: &VersionRow,
    (reason, actor, now): (&str, &str, DateTime<Utc>),
) -> Result<VersionRow, StoreError> {
    let action = match kind {
        VersionKind::Rollback { .. } => "rollback",
        _ => "resume",
    };
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
    let from = row.parent.unwrap_or_default();
    let detail = format!("version {from} speaks as version {}; reason: {reason}", row.number);
    writer.append_audit(now, actor, action, &detail)?;
    Ok(row)
}

fn check_speaking(speaking: u64, wanted: &Rollback) -> Result<(), ConductorError> {
    match wanted.speaking.filter(|thought| *thought != speaking) {
        Some(thought) => Err(ConductorError::OtherSpeaker { speaking, thought }),
        None => Ok(()),
    }
}

fn speaking(reader: &Reader) -> Result<VersionRow, ConductorError> {
    reader.speaking()?.ok_or(ConductorError::Empty)
}
