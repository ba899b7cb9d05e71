//! What a source brought: kept, read, checked, learned day by day, published.

use super::learn::{Learned, Making, append_version};
use super::{Conductor, ConductorError};
use crate::wording::remark;
use chrono::{DateTime, Utc};
use paridad_engine::forecaster::{Event, Forecaster};
use paridad_engine::series::{Observation, SeriesId};
use paridad_ingest::quality::{self, Checked};
use paridad_ingest::source::{Parsed, Payload, Source};
use paridad_store::{BatchRow, ObservationRow, RawRow, Reader, VersionKind};
use paridad_wire::Pulled;

impl Conductor {
    /// Takes in what a source brought at `now`, and says what came of it.
    ///
    /// The payload is durable before anything is learned from it, each day is one transaction, and a pull that
    /// was cut short is completed by the next one.
    pub(crate) fn take(
        &mut self,
        source: &Source,
        payload: &Payload,
        actor: &str,
        now: DateTime<Utc>,
    ) -> Result<Pulled, ConductorError> {
        let name = source.name();
        let parsed = source.parse(payload).map_err(|error| ConductorError::Parse { name, source: error })?;
        let (news, known) = self.news(parsed, now)?;
        let checked = quality::check(news.observations, |series| self.last_known(series), now);
        let mut findings: Vec<String> = news.findings.iter().chain(&checked.findings).map(remark).collect();
        findings.extend(checked.held.iter().map(|held| remark(&held.finding)));
        let batch = self.keep(name, payload, &checked, &findings)?;
        let mut pulled = Pulled {
            source: name.to_owned(),
            observed: checked.admitted.len(),
            known,
            held: checked.held.len(),
            learned: 0,
            last_day: self.learned.day,
            version: self.learned.number,
            findings,
        };
        let mut admitted = checked.admitted;
        admitted.sort_by(|a, b| (a.known_at, &a.series, a.period).cmp(&(b.known_at, &b.series, b.period)));
        for day in admitted.chunk_by(|a, b| a.known_at == b.known_at) {
            let remarks = self.learn(day.to_vec(), batch, actor, now)?;
            pulled.findings.extend(remarks);
            pulled.learned += usize::from(self.learned.number != pulled.version);
            pulled.version = self.learned.number;
        }
        pulled.last_day = self.learned.day;
        Ok(pulled)
    }

    /// The last day that the target has a value for, from which a source is asked.
    pub(crate) fn known_until(&self) -> chrono::NaiveDate {
        self.learned.day
    }

    /// What is not known yet. A value that differs from a known one is a revision, and known from now on only.
    fn news(&self, parsed: Parsed, now: DateTime<Utc>) -> Result<(Parsed, usize), ConductorError> {
        let reader = self.archive.read()?;
        let mut known = 0;
        let mut news = Vec::new();
        for mut observation in parsed.observations {
            match latest(&reader, &observation)? {
                Some(value) if value.to_bits() == observation.value.to_bits() => known += 1,
                Some(_) => {
                    observation.known_at = now;
                    news.push(observation);
                }
                None => news.push(observation),
            }
        }
        Ok((Parsed { observations: news, findings: parsed.findings }, known))
    }

    fn last_known(&self, series: &SeriesId) -> Option<(chrono::NaiveDate, f64)> {
        self.forecaster.last_known(series)
    }

    /// Makes the payload durable, with what was found in it.
    fn keep(
        &self,
        source: &str,
        payload: &Payload,
        checked: &Checked,
        findings: &[String],
    ) -> Result<u64, ConductorError> {
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let row = RawRow {
            source: source.to_owned(),
            origin: payload.origin.clone(),
            media_type: payload.media_type.clone(),
            received_at: payload.received_at,
        };
        Ok(self.archive.write(|writer| {
            let raw = writer.append_raw(&row, &payload.bytes)?;
            writer.append_batch(&BatchRow {
                source: source.to_owned(),
                received_at: payload.received_at,
                raw,
                observed: count(checked.admitted.len()),
                held: count(checked.held.len()),
                findings: findings.to_vec(),
            })
        })?)
    }

    /// Learns what became known at one moment: one transaction, and one version if there is a new origin.
    fn learn(
        &mut self,
        observations: Vec<Observation>,
        batch: u64,
        actor: &str,
        now: DateTime<Utc>,
    ) -> Result<Vec<String>, ConductorError> {
        let mut next: Forecaster = self.forecaster.clone();
        let before = next.origin().map(|origin| origin.day);
        let event = Event::Observed(observations.clone());
        let learned = Learned::from(&mut next, &event);
        let is_origin = next.origin().map(|origin| origin.day) != before;
        let pinned = self.archive.read()?.speaking()?.is_some_and(|row| row.pins());
        let making = Making {
            kind: VersionKind::Learned,
            at: now,
            actor,
            reason: "",
            speaks: !pinned,
            parent: Some(self.learned.number),
        };
        let row = self.archive.write(|writer| {
            for observation in observations {
                writer.append_observation(&ObservationRow { observation, received_at: now, batch })?;
            }
            let number = learned.append(&event, writer)?;
            if !is_origin {
                return Ok(None);
            }
            let row = append_version(writer, &next, number, &making)?;
            if let Some(row) = &row {
                writer.append_audit(
                    now,
                    actor,
                    "learn",
                    &format!("version {} of {}", row.number, row.day),
                )?;
            }
            Ok(row)
        })?;
        self.forecaster = next;
        if let Some(row) = row {
            self.learned = row;
            self.publish()?;
        }
        Ok(learned.remarks)
    }
}

/// The value last known for the observation's period.
fn latest(reader: &Reader, observation: &Observation) -> Result<Option<f64>, ConductorError> {
    let mut latest: Option<Observation> = None;
    for row in reader.observations(&observation.series, observation.period..=observation.period)? {
        let (_, row) = row?;
        if latest.as_ref().is_none_or(|before| before.known_at <= row.observation.known_at) {
            latest = Some(row.observation);
        }
    }
    Ok(latest.map(|observation| observation.value))
}
