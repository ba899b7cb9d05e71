//! Runs: each pull in steps of which every one is durable before the next, so that one cut short goes on where it was.

use super::fold::fingerprint;
use super::news::Believed;
use super::take::{Brought, count};
use super::{Conductor, ConductorError};
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use paridad_engine::series::{Observation, SeriesId};
use paridad_ingest::review;
use paridad_ingest::source::{self, Payload};
use paridad_store::{OpenRun, PushKey, RawRow, Reader, RunRow, RunStep, StoreError, Writer};
use paridad_wire::Pulled;
use std::collections::BTreeSet;

/// The part of a run that is being worked on.
pub(super) struct Step<'a> {
    pub(super) run: u64,
    pub(super) actor: &'a str,
    pub(super) now: DateTime<Utc>,
    /// The key under which it came: it is durable together with what came.
    pub(super) key: Option<PushKey<'a>>,
}

impl Conductor {
    /// Puts on record that a source gave nothing.
    pub(crate) fn failed(
        &mut self,
        brought: &Brought,
        error: &ConductorError,
        now: DateTime<Utc>,
    ) -> Result<(), ConductorError> {
        let now = now.trunc_subsecs(0);
        let run = self.begin(brought, now)?;
        let reason = super::chain(error);
        self.end(
            &Step { run, actor: &brought.actor, now, key: None },
            &brought.source,
            RunStep::Failed { reason },
        )
    }

    /// Learns what runs had kept when the program ended before they were done.
    pub(super) fn complete_runs(&mut self) -> Result<(), ConductorError> {
        let open = self.archive.read()?.open_runs()?;
        open.into_iter().try_for_each(|OpenRun { started, batches }| self.complete_run(&started, &batches))
    }

    /// Learns of the batches that a run has kept what is not learned yet, and ends it.
    pub(super) fn complete_run(&mut self, started: &RunRow, batches: &[u64]) -> Result<(), ConductorError> {
        let mut pulled = self.nothing_of(&started.source);
        for number in batches {
            self.complete_batch(*number, started, &mut pulled)?;
        }
        let now = Utc::now().trunc_subsecs(0);
        let step = Step { run: started.run, actor: &started.actor, now, key: None };
        // Of what had not been kept yet nobody knows what it would have been.
        let nothing = || RunStep::Failed { reason: "the program ended before anything was kept".to_owned() };
        self.end(&step, &started.source, if batches.is_empty() { nothing() } else { done(&pulled) })
    }

    /// Completes what an earlier run has kept and could not learn, when the disk was full or a refit gave nothing. What still
    /// cannot be learned keeps nothing new out.
    pub(super) fn complete_what_is_open(&mut self) {
        if let Err(error) = self.complete_runs() {
            tracing::error!(error = super::chain(&error), "what was kept before cannot be learned yet");
        }
    }

    /// Reads a batch again that was kept, and learns of it what is not learned yet, as of the moment when it came.
    fn complete_batch(
        &mut self,
        number: u64,
        started: &RunRow,
        pulled: &mut Pulled,
    ) -> Result<(), ConductorError> {
        let reader = self.archive.read()?;
        let Some(batch) = reader.batch(number)? else { return Ok(()) };
        let Some(raw) = reader.raw(&batch.raw)? else { return Ok(()) };
        let RawRow { source, origin, media_type, .. } = raw.row;
        let payload =
            Payload { source, origin, media_type, bytes: raw.bytes, received_at: batch.received_at };
        let now = batch.received_at.trunc_subsecs(0);
        let step = Step { run: started.run, actor: &started.actor, now, key: None };
        // What could not be read when it came has been said then.
        let Ok(parsed) = source::parse(&payload) else { return Ok(()) };
        let believed = Believed { reader: &reader, taken_out: &self.taken_out };
        let (mut admitted, _) = believed.sift(&payload, parsed.observations)?;
        if payload.source != review::NAME {
            // What was held then is held; all else was let in. To judge again could come out otherwise, and lose a value.
            // One that came twice was let in once; of several vintages one may have the value of another.
            let mut seen = BTreeSet::new();
            admitted.retain(|value| seen.insert(fingerprint(value)));
            // A value may have been held in an earlier batch and let in with this one: then all the rest was let in.
            let here = held_in(&reader, Some(number))?;
            let entered = reader.observations_of_batch(number)?.len();
            let let_in = |value: &&Observation| !here.contains(&value_of(value));
            let is_all = admitted.iter().filter(let_in).count() + entered == batch.observed as usize;
            let held = if is_all { here } else { held_in(&reader, None)? };
            admitted.retain(|value| !held.contains(&value_of(value)));
        }
        pulled.observed += admitted.len();
        self.learn_all(admitted, number, &step, pulled)
    }

    /// A run that has brought nothing yet.
    pub(super) fn nothing_of(&self, source: &str) -> Pulled {
        Pulled {
            source: source.to_owned(),
            observed: 0,
            known: 0,
            held: 0,
            learned: 0,
            last_day: self.learned.day,
            version: self.learned.number,
            findings: Vec::new(),
        }
    }

    /// Puts on record that a run begins, and gives its number.
    pub(super) fn begin(&mut self, brought: &Brought, now: DateTime<Utc>) -> Result<u64, ConductorError> {
        let Brought { source, actor, trigger, since, .. } = brought;
        let (source, actor) = (source.clone(), actor.clone());
        let step = RunStep::Started { trigger: *trigger, since: *since };
        self.write(|writer| {
            let run = writer.next_run()?;
            writer.append_run(&RunRow { run, source, actor, at: now, step })
        })
    }

    /// Puts on record how a run ended.
    pub(super) fn end(&mut self, step: &Step<'_>, source: &str, end: RunStep) -> Result<(), ConductorError> {
        self.write(|writer| append_step(writer, step, source, end))
    }
}

/// Appends a step of a run.
pub(super) fn append_step(
    writer: &mut Writer<'_>,
    step: &Step<'_>,
    source: &str,
    made: RunStep,
) -> Result<(), StoreError> {
    writer.append_run(&RunRow {
        run: step.run,
        source: source.to_owned(),
        actor: step.actor.to_owned(),
        at: step.now,
        step: made,
    })?;
    Ok(())
}

/// A value for a period of a series, whichever vintage brings it.
pub(super) type HeldValue = (SeriesId, NaiveDate, u64);

pub(super) fn value_of(observation: &Observation) -> HeldValue {
    (observation.series.clone(), observation.period, observation.value.to_bits())
}

/// All values that were ever held, or those of one batch.
pub(super) fn held_in(reader: &Reader, batch: Option<u64>) -> Result<BTreeSet<HeldValue>, ConductorError> {
    let mut held = BTreeSet::new();
    for row in reader.held_from(1)? {
        let (_, row) = row?;
        if batch.is_none_or(|batch| row.batch == batch) {
            held.insert(value_of(&row.observation));
        }
    }
    Ok(held)
}

/// How a run ended that brought this.
pub(super) fn done(pulled: &Pulled) -> RunStep {
    RunStep::Done {
        observed: count(pulled.observed),
        known: count(pulled.known),
        held: count(pulled.held),
        learned: count(pulled.learned),
        version: pulled.version,
    }
}
