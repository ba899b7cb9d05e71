//! What a source brought: kept, read, checked, learned, published, in steps of which each is durable before the next.

use super::brought::{Brought, bounded, put_in_order};
use super::dedupe::{Believed, Judging};
use super::keep::place;
use super::learn::{Encoded, Lesson, Making};
use super::run::{Once, Step, done, unjudged};
use super::targets::roles;
use super::{Conductor, ConductorError};
use crate::secrets::personal::Protected;
use chrono::{DateTime, SubsecRound, Utc};
use paridad_engine::data::scheduled::Scheduled;
use paridad_engine::data::series::Observation;
use paridad_engine::forecaster::{Event, Forecaster};
use paridad_ingest::feed::csv::Csv;
use paridad_ingest::feed::payload::{Delivery, Parsed, Payload};
use paridad_ingest::quality::{self, Checked, Roles};
use paridad_ingest::sources::{self, events, review};
use paridad_store::{ObservationRow, PushKey, RunStep, VersionKind};
use paridad_wire::Pulled;

/// The most values that nothing is learned from that go on record in one transaction: who chooses which version speaks waits
/// for one of them.
pub(super) const PUT_BY_AT_ONCE: usize = 5_000;

impl Conductor {
    /// Takes in what a source brought at `now`, and says what came of it.
    ///
    /// A payload is durable before anything is learned from it, even if it cannot be read, unless a person hands it over; each day is one transaction; what was
    /// cut short is completed when the archive is opened again.
    pub(crate) fn take(&mut self, brought: &Brought, now: DateTime<Utc>) -> Result<Pulled, ConductorError> {
        self.take_under(brought, None, now)
    }

    /// The same, of a push that came under a key: one payload.
    pub(super) fn take_under(
        &mut self,
        brought: &Brought,
        key: Option<PushKey<'_>>,
        now: DateTime<Utc>,
    ) -> Result<Pulled, ConductorError> {
        self.catch_up()?;
        self.complete_what_is_open();
        // Moments are kept to the second; a finer one would not survive a replay.
        let now = now.trunc_subsecs(0);
        let (fresh, before) = self.fresh(brought)?;
        if fresh.is_empty() && !before.is_empty() {
            return Ok(Pulled { findings: before, ..self.nothing_of(&brought.source) });
        }
        if brought.source == Csv::NAME || brought.source == events::NAME {
            // A person hands it over, whose it is to mend: of what is no file of values, or brings too much, nothing is kept.
            fresh.iter().try_for_each(|delivery| self.check_caps(&delivery.payload))?;
        }
        let run = self.begin(brought, now)?;
        let mut pulled = Pulled { findings: before, ..self.nothing_of(&brought.source) };
        let mut failed = None;
        for delivery in fresh {
            // Its own moment, which a run that is completed later knows too.
            let now = delivery.payload.received_at.trunc_subsecs(0);
            let file = delivery.once.then(|| Once::File(place(&delivery.payload)));
            let step = Step { run, actor: &brought.actor, now, key: key.map(Once::Push).or(file) };
            failed = self.take_one(delivery, &step, &mut pulled).err();
            if failed.is_some() {
                break;
            }
        }
        let step = Step { run, actor: &brought.actor, now, key: None };
        let end = match &failed {
            None => done(&pulled),
            Some(error @ (ConductorError::Parse { .. } | ConductorError::Unjudged { .. })) => {
                RunStep::Failed { reason: super::chain(error) }
            }
            // What is kept and not learned is learned by whoever comes next: the run stays open.
            Some(_) => return failed.map_or(Ok(pulled), Err),
        };
        self.end(&step, &brought.source, end)?;
        if pulled.held > 0 {
            self.decide_by_precedents(now, &mut pulled)?;
        }
        failed.map_or(Ok(pulled), Err)
    }

    /// Lets precedents decide what they can of what is held now.
    fn decide_by_precedents(
        &mut self,
        now: DateTime<Utc>,
        pulled: &mut Pulled,
    ) -> Result<(), ConductorError> {
        let decided = self.apply_precedents(now)?;
        if decided > 0 {
            pulled.findings.push(format!("precedents decided on {decided} of the values that are held"));
            (pulled.last_day, pulled.version) = (self.learned.day, self.learned.number);
        }
        Ok(())
    }

    /// What would come of it, with nothing kept and nothing learned.
    pub(crate) fn preview(&self, brought: &Brought) -> Result<Pulled, ConductorError> {
        let (fresh, before) = self.fresh(brought)?;
        let mut pulled = Pulled { findings: before, ..self.nothing_of(&brought.source) };
        for delivery in fresh {
            let (checked, known) = self.check(&delivery.payload, &read(delivery)?)?;
            pulled.observed += checked.admitted.len();
            pulled.known += known;
            pulled.held += checked.held.len();
            pulled.findings.extend(bounded(checked.findings.iter(), &checked));
        }
        Ok(pulled)
    }

    fn take_one(
        &mut self,
        delivery: &Protected,
        step: &Step<'_>,
        pulled: &mut Pulled,
    ) -> Result<(), ConductorError> {
        let payload = &delivery.payload;
        let parsed = match read(delivery) {
            Ok(parsed) => parsed,
            Err(failed) => {
                self.keep(delivery, &Checked::default(), &[super::chain(&failed)], step)?;
                return Err(failed);
            }
        };
        let (checked, known) = self.check(payload, &parsed)?;
        let findings = bounded(checked.findings.iter(), &checked);
        let batch = self.keep(delivery, &checked, &findings, step)?;
        pulled.observed += checked.admitted.len();
        pulled.known += known;
        pulled.held += checked.held.len();
        pulled.findings.extend(findings);
        self.learn_all(checked.admitted, batch, step, pulled)
    }

    /// What of a payload is new and sound, what is held, and how many values are known already. What people let in is not judged
    /// again.
    pub(super) fn check(
        &self,
        payload: &Payload,
        parsed: &Parsed,
    ) -> Result<(Checked, usize), ConductorError> {
        let reader = self.archive.read()?;
        let believed = Believed { reader: &reader, taken_out: &self.taken_out };
        let now = payload.received_at.trunc_subsecs(0);
        let unjudged = unjudged(&payload.source);
        let (news, known) = believed.sift(payload, parsed.observations.clone()).map_err(&unjudged)?;
        if payload.source == review::NAME {
            return Ok((Checked { admitted: news, ..Checked::default() }, known));
        }
        // No public source brings a series of the bank's own.
        let is_public = sources::public(&payload.source).is_some();
        let roles = if is_public { Roles::default() } else { roles(&reader, self.forecaster.recipe()) };
        let judging = Judging { believed, roles: &roles };
        Ok((quality::check(parsed, news, &judging, now).map_err(unjudged)?, known))
    }

    /// Learns what was admitted, by the moment at which each value became known. What the recipe does not read goes on record
    /// first, many moments at once: it changes no state.
    pub(super) fn learn_all(
        &mut self,
        mut admitted: Vec<Observation>,
        batch: u64,
        step: &Step<'_>,
        pulled: &mut Pulled,
    ) -> Result<(), ConductorError> {
        put_in_order(&mut admitted);
        let moments = admitted.chunk_by(|a, b| a.known_at == b.known_at);
        let is_read =
            |moment: &&[Observation]| moment.iter().any(|value| self.forecaster.reads(&value.series));
        let (read, unread): (Vec<_>, Vec<_>) = moments.partition(is_read);
        for part in unread.concat().chunks(PUT_BY_AT_ONCE) {
            self.put_by(part, batch, step)?;
        }
        let is_scheduled = admitted.iter().any(|value| Scheduled::of(&value.series).is_some());
        for moment in read {
            let remarks = self.learn(moment.to_vec(), batch, step)?;
            pulled.findings.extend(remarks);
            pulled.learned += usize::from(self.learned.number != pulled.version);
            (pulled.last_day, pulled.version) = (self.learned.day, self.learned.number);
        }
        // How far calendars reach is shown beside whatever speaks.
        if is_scheduled { self.publish() } else { Ok(()) }
    }

    /// Puts values on record that nothing is learned from, for a recipe to come: one transaction.
    fn put_by(&mut self, values: &[Observation], batch: u64, step: &Step<'_>) -> Result<(), ConductorError> {
        let mut rows: Vec<&Observation> = values.iter().collect();
        rows.sort_by(|a, b| (&a.series, a.period).cmp(&(&b.series, b.period)));
        self.write(|writer| {
            for observation in rows {
                let observation = observation.clone();
                writer.append_observation(&ObservationRow { observation, received_at: step.now, batch })?;
            }
            for moment in values.chunk_by(|a, b| a.known_at == b.known_at) {
                writer.append_event(&Event::Observed(moment.to_vec()))?;
            }
            Ok(())
        })
    }

    /// Learns what became known at one moment: one transaction, and one version if it was spoken anew. Refits that the next
    /// origin would wait for are answered in it, unless they came from behind the scenes before.
    fn learn(
        &mut self,
        observations: Vec<Observation>,
        batch: u64,
        step: &Step<'_>,
    ) -> Result<Vec<String>, ConductorError> {
        let mut next: Forecaster = self.forecaster.clone();
        let lesson = Lesson::of(&mut next, Event::Observed(observations.clone()));
        let row = |observation| ObservationRow { observation, received_at: step.now, batch };
        let rows: Vec<ObservationRow> = observations.into_iter().map(row).collect();
        self.record(next, &lesson, &rows, (step.actor, step.now))?;
        Ok(lesson.remarks().cloned().collect())
    }

    /// Puts on record, in one transaction, what led to the state `next`; it is a version if it was spoken anew.
    pub(super) fn record(
        &mut self,
        next: Forecaster,
        lesson: &Lesson,
        observations: &[ObservationRow],
        (actor, now): (&str, DateTime<Utc>),
    ) -> Result<(), ConductorError> {
        // Nobody who chooses who speaks is to wait for it.
        let encoded = if lesson.days().next().is_some() { Encoded::of(&next) } else { None };
        let parent = Some(self.learned.number);
        let row = self.write(|writer| {
            for observation in observations {
                writer.append_observation(observation)?;
            }
            let number = lesson.append(writer)?;
            let Some((number, encoded)) = number.zip(encoded) else { return Ok(None) };
            let speaks = !writer.speaking()?.is_some_and(|row| row.pins());
            let kind = VersionKind::Learned;
            let row = encoded.append(
                writer,
                number,
                &Making { kind, at: now, actor, reason: "", speaks, parent },
            )?;
            let detail = format!("version {} of {}", row.number, row.day);
            writer.append_audit(now, actor, "learn", &detail)?;
            Ok(Some(row))
        })?;
        self.forecaster = next;
        self.note_refits(lesson.events());
        if let Some(row) = row {
            self.learned = row;
            self.publish()?;
        }
        Ok(())
    }
}

/// What a delivery says, with what was found in the whole of it.
fn read(delivery: &Delivery) -> Result<Parsed, ConductorError> {
    let Delivery { payload, findings, .. } = delivery;
    let named = |source| ConductorError::Parse { name: payload.source.clone(), source };
    let mut parsed = sources::parse(payload).map_err(named)?;
    parsed.findings.extend(findings.iter().cloned());
    Ok(parsed)
}
