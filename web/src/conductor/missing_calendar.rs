//! What an archive lacks of the program's calendar of events, brought by an upgrade.

use super::ConductorError;
use super::bootstrap::{ACTOR, append_observations};
use super::brought::{count, put_in_order};
use super::calendar::{is_kept, payload};
use super::challenger::batches_taken_out;
use super::dedupe::Believed;
use super::keep::{append_batch, place};
use super::run::{Step, append_step, unjudged};
use chrono::{DateTime, SubsecRound, Utc};
use paridad_engine::data::series::Observation;
use paridad_ingest::bundle;
use paridad_ingest::feed::payload::Payload;
use paridad_ingest::sources::events;
use paridad_store::{AdmittedRow, Reader, RunRow, RunStep, StoreError, Trigger, Writer};

/// What an archive does not have of the calendar that comes with the program.
#[derive(Debug)]
pub(super) struct MissingCalendar {
    payload: Payload,
    /// The days, each as known as after a first start.
    pub(super) days: Vec<Observation>,
    known: usize,
}

impl MissingCalendar {
    /// What is missing in an archive, if anything is.
    pub(super) fn of(reader: &Reader, now: DateTime<Utc>) -> Result<Option<Self>, ConductorError> {
        let payload = payload(now.trunc_subsecs(0));
        if is_kept(reader, &payload)? {
            return Ok(None);
        }
        let unjudged = unjudged(events::NAME);
        let taken_out = batches_taken_out(reader)?;
        let believed = Believed { reader, taken_out: &taken_out };
        let (new, known) = believed.sift(&payload, bundle::calendar()?).map_err(&unjudged)?;
        let mut days = Vec::new();
        for day in new {
            if believed.taken_out(&day).map_err(&unjudged)?.is_none() {
                days.push(day);
            }
        }
        put_in_order(&mut days);
        Ok((!days.is_empty()).then_some(Self { payload, days, known }))
    }

    /// Puts it on record as a run of its own, all but its event: with the version to come all of it is learned.
    pub(super) fn append(&self, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let Self { payload, days, known } = self;
        let (source, now) = (&payload.source, payload.received_at);
        let run = writer.next_run()?;
        let step = RunStep::Started { trigger: Trigger::CatchUp, since: None };
        writer.append_run(&RunRow { run, source: source.clone(), actor: ACTOR.to_owned(), at: now, step })?;
        let batch = append_batch(writer, payload, (days.len(), 0), Vec::new())?;
        writer.append_admitted(batch, &AdmittedRow { run, observations: days.clone() })?;
        append_observations(writer, days, batch)?;
        writer.append_file(place(payload), batch)?;
        let (observed, known, version) = (count(days.len()), count(*known), writer.next_version()?);
        let step = Step { run, actor: ACTOR, now, key: None };
        append_step(writer, &step, source, RunStep::Kept { batch })?;
        append_step(writer, &step, source, RunStep::Done { observed, known, held: 0, learned: 0, version })
    }
}
