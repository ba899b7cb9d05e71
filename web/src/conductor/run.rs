//! Runs: each pull in steps of which every one is durable before the next, so that one cut short goes on where it was.

use super::brought::{Brought, count};
use super::dedupe::Believed;
use super::fold::{Fingerprint, fingerprint};
use super::{Conductor, ConductorError};
use crate::view::concerns::Matter;
use chrono::{DateTime, SubsecRound, Utc};
use paridad_engine::data::series::Observation;
use paridad_ingest::feed::payload::Payload;
use paridad_ingest::quality::PastError;
use paridad_ingest::sources;
use paridad_ingest::sources::review;
use paridad_store::{
    BatchRow, FileKey, HeldRow, HeldState, OpenRun, PushKey, RawRow, Reader, RunRow, RunStep, StoreError,
    Writer,
};
use paridad_wire::{Happening, Pulled};
use std::collections::BTreeSet;

/// The part of a run that is being worked on.
pub(super) struct Step<'a> {
    pub(super) run: u64,
    pub(super) actor: &'a str,
    pub(super) now: DateTime<Utc>,
    /// What keeps it from coming twice: durable together with what came.
    pub(super) key: Option<Once<'a>>,
}

/// What is taken in once, and what it is known by.
#[derive(Debug, Clone, Copy)]
pub(super) enum Once<'a> {
    /// What was pushed, by the key of who pushed.
    Push(PushKey<'a>),
    /// What a file holds, by where it lies.
    File(FileKey<'a>),
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
    ///
    /// One that cannot be completed keeps no other from it.
    pub(super) fn complete_runs(&mut self) -> Result<(), ConductorError> {
        let mut completed = Ok(());
        for OpenRun { started, batches } in self.archive.read()?.open_runs()? {
            let one = self.catch_up().and_then(|()| self.complete_run(&started, &batches));
            completed = completed.and(one);
        }
        completed
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

    /// Completes what an earlier run has kept and could not learn, because the disk was full. What still cannot be learned keeps
    /// nothing new out.
    pub(super) fn complete_what_is_open(&mut self) {
        self.attempt(Matter::Runs, Self::complete_runs);
    }

    /// Learns of a batch that was kept what is not learned yet, as of the moment when it came. A batch that was taken out of
    /// history meanwhile is never learned.
    fn complete_batch(
        &mut self,
        number: u64,
        started: &RunRow,
        pulled: &mut Pulled,
    ) -> Result<(), ConductorError> {
        let reader = self.archive.read()?;
        let Some(batch) = reader.batch(number)?.filter(|_| !self.taken_out.contains(&number)) else {
            return Ok(());
        };
        let now = batch.received_at.trunc_subsecs(0);
        let step = Step { run: started.run, actor: &started.actor, now, key: None };
        let believed = Believed { reader: &reader, taken_out: &self.taken_out };
        let admitted = match reader.admitted(number)? {
            Some(row) => believed.without_known(row.observations).map_err(unjudged(&batch.source))?,
            None => undecided(&believed, (number, &batch))?,
        };
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
        let what = ended(step.run, source, &end);
        self.write(|writer| append_step(writer, step, source, end))?;
        if let Some(what) = what {
            self.happenings.tell(what);
        }
        self.tell_held();
        Ok(())
    }

    /// Tells how many held values wait, if that is another number than it was.
    pub(super) fn tell_held(&self) {
        let waiting = || -> Result<u64, StoreError> {
            let groups = self.archive.read()?.held_groups(HeldState::Waiting, None, usize::MAX)?;
            Ok(groups.iter().map(|group| group.waiting).sum())
        };
        match waiting() {
            Ok(waiting) => self.happenings.tell_standing(Happening::Held { waiting }),
            Err(error) => tracing::error!(error = super::chain(&error), "what waits cannot be counted"),
        }
    }
}

/// What is told of a run that ends so.
fn ended(run: u64, source: &str, end: &RunStep) -> Option<Happening> {
    let (failed, [observed, known, held, learned]) = match end {
        RunStep::Done { observed, known, held, learned, .. } => (false, [*observed, *known, *held, *learned]),
        RunStep::Failed { .. } => (true, [0; 4]),
        RunStep::Started { .. } | RunStep::Kept { .. } => return None,
    };
    Some(Happening::Pull { run, source: source.to_owned(), failed, observed, known, held, learned })
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

/// What is let in of a batch of which nothing was put on record when it was kept, before format 4 of the archive. It is read
/// again. What was held then is held and all else was let in: to judge again could come
/// out otherwise, and lose a value.
fn undecided(
    believed: &Believed<'_>,
    (number, batch): (u64, &BatchRow),
) -> Result<Vec<Observation>, ConductorError> {
    let reader = believed.reader;
    let Some(raw) = reader.raw(&batch.raw)? else { return Ok(Vec::new()) };
    let RawRow { source, origin, media_type, .. } = raw.row;
    let payload = Payload { source, origin, media_type, bytes: raw.bytes, received_at: batch.received_at };
    // What could not be read when it came has been said then.
    let Ok(parsed) = sources::parse(&payload) else { return Ok(Vec::new()) };
    let (mut admitted, _) =
        believed.sift(&payload, parsed.observations).map_err(unjudged(&payload.source))?;
    // One that came twice was let in once; of several vintages one may have the value of another. Of two that were held people may
    // have said that they are the same.
    let mut seen = BTreeSet::new();
    admitted.retain(|value| seen.insert(fingerprint(value)));
    if payload.source == review::NAME {
        return Ok(admitted);
    }
    // A value may have been held in an earlier batch and let in with this one: then all the rest was let in.
    let here = |held: &HeldRow| held.batch == number;
    let held_here = held_values(reader, &admitted, here)?;
    let entered = reader.observations_of_batch(number)?.len();
    let rest = admitted.iter().filter(|value| !held_here.contains(&fingerprint(value))).count();
    let is_all = rest + entered == batch.observed as usize;
    let held = if is_all { held_here } else { held_values(reader, &admitted, |_| true)? };
    admitted.retain(|value| !held.contains(&fingerprint(value)));
    Ok(admitted)
}

/// Which of these values are or were held, in a row that counts.
fn held_values(
    reader: &Reader,
    values: &[Observation],
    counts: impl Fn(&HeldRow) -> bool,
) -> Result<BTreeSet<Fingerprint>, ConductorError> {
    let mut held = BTreeSet::new();
    for value in values {
        for number in reader.held_as(value)? {
            if reader.held(number)?.is_some_and(|row| counts(&row)) {
                held.insert(fingerprint(value));
            }
        }
    }
    Ok(held)
}

/// What a source brought cannot be judged, since what is known cannot be read.
pub(super) fn unjudged(name: &str) -> impl Fn(PastError) -> ConductorError {
    move |source| ConductorError::Unjudged { name: name.to_owned(), source }
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
