//! A recipe beside the one that speaks: replayed over the whole log, and kept until a person makes it speak.

use super::ahead::Ahead;
use super::fold::{Fold, Line, TakenOut};
use super::learn::{Encoded, Making};
use super::stop::Watch;
use super::{Conductor, ConductorError};
use crate::view::OWN_REVISION;
use chrono::{DateTime, Utc};
use paridad_engine::forecaster::{Event, Forecaster};
use paridad_engine::recipe::Recipe;
use paridad_engine::time::horizon::READY_AFTER;
use paridad_store::{Archive, Reader, VersionKind, VersionRow};
use std::collections::BTreeSet;

/// A recipe that has learned all that the archive knew.
#[derive(Debug)]
pub(crate) struct Challenger {
    /// The name of the recipe.
    name: String,
    state: Encoded,
    event: u64,
    /// The batches that it has not learned because they were taken out of history.
    taken_out: BTreeSet<u64>,
}

impl Challenger {
    /// Learns all values of the archive by the moment at which each became known, while the archive goes on being written.
    ///
    /// What was backfilled is learned as if it had come at its time: its moments are those that the catalogue's rules give.
    pub(crate) fn learn(archive: &Archive, recipe: Recipe, watch: Watch<'_>) -> Result<Self, ConductorError> {
        let reader = archive.read()?;
        let (event, taken_out) = (last_event(&reader)?, batches_taken_out(&reader)?);
        let line = Line { recipe, backfilled: event, ahead: Ahead::default() };
        let mut fold = Fold::new(&line, TakenOut::now(&reader)?);
        fold.go_on(&reader, event, watch)?;
        check_ready(fold.state())?;
        let state = Encoded::of(fold.state()).ok_or(ConductorError::Empty)?;
        Ok(Self { name: fold.state().recipe().name.clone(), state, event, taken_out })
    }
}

impl Conductor {
    /// Keeps a challenger as a version that does not speak.
    pub(crate) fn keep_challenger(
        &mut self,
        challenger: &Challenger,
        reason: &str,
        (actor, now): (&str, DateTime<Utc>),
    ) -> Result<VersionRow, ConductorError> {
        self.catch_up()?;
        if challenger.taken_out != self.taken_out {
            return Err(ConductorError::HistoryChanged);
        }
        let kind = VersionKind::Challenger;
        let making = Making { kind, at: now, actor, reason, speaks: false, parent: None };
        self.write(|writer| {
            let row = challenger.state.append(writer, challenger.event, &making)?;
            let detail = format!("recipe {} as version {}; reason: {reason}", challenger.name, row.number);
            writer.append_audit(now, actor, "challenger", &detail)?;
            Ok(row)
        })
    }
}

/// The challenger of that number, if it can be promoted.
pub(super) fn challenger(reader: &Reader, number: u64) -> Result<VersionRow, ConductorError> {
    let row = reader.version(number)?.filter(VersionRow::is_challenger);
    let row = row.ok_or(ConductorError::NoChallenger { wanted: number })?;
    if row.engine_revision != OWN_REVISION {
        let revision = row.engine_revision;
        return Err(ConductorError::ForeignChallenger { wanted: number, revision });
    }
    Ok(row)
}

/// Refuses a state that has seen too little to speak.
pub(super) fn check_ready(forecaster: &Forecaster) -> Result<(), ConductorError> {
    if forecaster.is_ready() {
        return Ok(());
    }
    let target = forecaster.recipe().target_name.clone();
    Err(ConductorError::TooFewDays { target, needed: READY_AFTER, got: forecaster.days() })
}

/// The batches that were taken out of history.
pub(super) fn batches_taken_out(reader: &Reader) -> Result<BTreeSet<u64>, ConductorError> {
    Ok(reader.exclusions()?.batches())
}

/// The number of the last event.
pub(super) fn last_event(reader: &Reader) -> Result<u64, ConductorError> {
    let last = reader.events_from::<Event>(1)?.next_back().transpose()?;
    Ok(last.map_or(0, |(number, _)| number))
}
