//! What a source brought: kept, read, checked, learned day by day, published.

use super::learn::{Lesson, Making, append_version};
use super::{Conductor, ConductorError, news};
use crate::wording::remark;
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use paridad_engine::forecaster::{Event, Forecaster};
use paridad_engine::series::Observation;
use paridad_ingest::finding::Finding;
use paridad_ingest::quality::{self, Checked};
use paridad_ingest::source::{Payload, Source};
use paridad_store::{BatchRow, ObservationRow, RawRow, VersionKind};
use paridad_wire::Pulled;

/// How many findings of a batch are kept and shown; the payload has the rest.
const FINDINGS_KEPT: usize = 100;

impl Conductor {
    /// Takes in what a source brought at `now`, and says what came of it.
    ///
    /// The payload is durable before anything is learned from it, even if it cannot be read; each day is one
    /// transaction; a pull that was cut short is completed by the next one.
    pub(crate) fn take(
        &mut self,
        source: &Source,
        payload: &Payload,
        actor: &str,
        now: DateTime<Utc>,
    ) -> Result<Pulled, ConductorError> {
        self.catch_up()?;
        // Moments are kept to the second; a finer one would not survive a replay.
        let now = now.trunc_subsecs(0);
        let name = source.name();
        let parsed = match source.parse(payload) {
            Ok(parsed) => parsed,
            Err(error) => {
                let failed = ConductorError::Parse { name, source: error };
                self.keep(payload, &Checked::default(), &[super::chain(&failed)])?;
                return Err(failed);
            }
        };
        let reader = self.archive.read()?;
        let (news, known) = news::sift(&reader, parsed.observations, now)?;
        let checked = quality::check(news, |observation| news::known(&reader, observation), now);
        let findings = bounded(parsed.findings.iter().chain(&checked.findings), &checked);
        let batch = self.keep(payload, &checked, &findings)?;
        let (observed, held) = (checked.admitted.len(), checked.held.len());
        let (last_day, version) = (self.learned.day, self.learned.number);
        let source = name.to_owned();
        let mut pulled = Pulled { source, observed, known, held, learned: 0, last_day, version, findings };
        let mut admitted = checked.admitted;
        admitted.sort_by(|a, b| (a.known_at, &a.series, a.period).cmp(&(b.known_at, &b.series, b.period)));
        for day in admitted.chunk_by(|a, b| a.known_at == b.known_at) {
            let remarks = self.learn(day.to_vec(), batch, actor, now)?;
            pulled.findings.extend(remarks);
            pulled.learned += usize::from(self.learned.number != pulled.version);
            (pulled.last_day, pulled.version) = (self.learned.day, self.learned.number);
        }
        Ok(pulled)
    }

    /// The last day that the target has a value for, from which a source is asked.
    pub(crate) fn known_until(&self) -> NaiveDate {
        self.learned.day
    }

    /// Makes the payload durable, with what was found in it.
    fn keep(
        &mut self,
        payload: &Payload,
        checked: &Checked,
        findings: &[String],
    ) -> Result<u64, ConductorError> {
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let row = RawRow {
            source: payload.source.clone(),
            origin: payload.origin.clone(),
            media_type: payload.media_type.clone(),
            received_at: payload.received_at,
        };
        self.write(|writer| {
            let raw = writer.append_raw(&row, &payload.bytes)?;
            writer.append_batch(&BatchRow {
                source: payload.source.clone(),
                received_at: payload.received_at,
                raw,
                observed: count(checked.admitted.len()),
                held: count(checked.held.len()),
                findings: findings.to_vec(),
            })
        })
    }

    /// Learns what became known at one moment: one transaction, and one version if it was spoken anew. Refits that the next
    /// origin would wait for are answered in it, unless they came from behind the scenes before.
    fn learn(
        &mut self,
        observations: Vec<Observation>,
        batch: u64,
        actor: &str,
        now: DateTime<Utc>,
    ) -> Result<Vec<String>, ConductorError> {
        let mut next: Forecaster = self.forecaster.clone();
        let lesson = Lesson::of(&mut next, Event::Observed(observations.clone()))?;
        let row = |observation| ObservationRow { observation, received_at: now, batch };
        let rows: Vec<ObservationRow> = observations.into_iter().map(row).collect();
        self.record(next, &lesson, &rows, (actor, now))?;
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
        let making = Making {
            kind: VersionKind::Learned,
            at: now,
            actor,
            reason: "",
            speaks: !self.is_pinned()?,
            parent: Some(self.learned.number),
        };
        let row = self.write(|writer| {
            for observation in observations {
                writer.append_observation(observation)?;
            }
            let number = lesson.append(writer)?;
            let Some(number) = number.filter(|_| lesson.days().next().is_some()) else { return Ok(None) };
            let row = append_version(writer, &next, number, &making)?;
            if let Some(row) = &row {
                let detail = format!("version {} of {}", row.number, row.day);
                writer.append_audit(now, actor, "learn", &detail)?;
            }
            Ok(row)
        })?;
        self.forecaster = next;
        if let Some(row) = row {
            self.learned = row;
            self.publish()?;
        }
        Ok(())
    }
}

/// The first findings in words, those on held values first, and how many more there are.
pub(super) fn bounded<'a>(findings: impl Iterator<Item = &'a Finding>, checked: &'a Checked) -> Vec<String> {
    let held = checked.held.iter().map(|held| &held.finding);
    let mut all = held.chain(findings);
    let mut kept: Vec<String> = all.by_ref().take(FINDINGS_KEPT).map(remark).collect();
    let more = all.count();
    if more > 0 {
        kept.push(format!("and {more} more"));
    }
    kept
}
