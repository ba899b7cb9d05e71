//! Proof that nothing was lost or changed: every record read, every event replayed from nothing.

use super::learn::Learned;
use super::publish::state_of;
use super::{Conductor, ConductorError};
use crate::view::OWN_REVISION;
use chrono::NaiveDate;
use paridad_engine::forecast::{Outcome, Utterance};
use paridad_engine::forecaster::{Event, Forecaster};
use paridad_engine::series::Observation;
use paridad_engine::snapshot::encode;
use paridad_store::{Archive, Reader, VersionKind, VersionRow};
use paridad_wire::Verified;
use std::collections::BTreeMap;

impl Conductor {
    /// Verifies the archive; it goes on being written meanwhile.
    pub(crate) fn verify(archive: &Archive) -> Result<Verified, ConductorError> {
        let scrub = archive.scrub()?;
        let mut verified = Verified {
            clean: false,
            records: scrub.counts.values().sum(),
            events: 0,
            reproduced: 0,
            foreign: 0,
            faults: scrub.faults.iter().map(ToString::to_string).collect(),
        };
        if verified.faults.is_empty() {
            let reader = archive.read()?;
            let mut versions = reader.versions()?.collect::<Result<Vec<_>, _>>()?;
            versions.reverse();
            check_choices(&versions, &mut verified);
            check_stored_bits(&reader, &versions, &mut verified);
        }
        if verified.faults.is_empty() {
            let reader = archive.read()?;
            Replay::of(&reader)?.run(&reader, &mut verified)?;
        }
        verified.clean = verified.faults.is_empty();
        Ok(verified)
    }
}

/// A rollback or a resume must speak with the very snapshot that it names.
fn check_choices(versions: &[VersionRow], verified: &mut Verified) {
    let by_number: BTreeMap<u64, &VersionRow> = versions.iter().map(|row| (row.number, row)).collect();
    for row in versions.iter().filter(|row| !row.is_learned()) {
        let named = match row.kind {
            VersionKind::Rollback { to } => Some(to),
            _ => row.parent,
        };
        let snapshot = named.and_then(|number| by_number.get(&number)).map(|named| &named.snapshot);
        if snapshot != Some(&row.snapshot) {
            verified.faults.push(format!("version {} does not have the snapshot it names", row.number));
        }
    }
}

/// Every snapshot must be there and be readable, whichever engine made it.
fn check_stored_bits(reader: &Reader, versions: &[VersionRow], verified: &mut Verified) {
    for row in versions.iter().filter(|row| row.is_learned()) {
        if let Err(error) = state_of(reader, row) {
            verified.faults.push(super::chain(&error));
        }
    }
}

/// All events again, beside what was kept of them.
struct Replay {
    forecaster: Forecaster,
    /// The versions that this engine made, by the event after which they were.
    own: BTreeMap<u64, Vec<VersionRow>>,
    /// The last event after which another engine spoke. What it said is reproduced by the binary of its revision.
    foreign_until: u64,
    foreign: u64,
}

impl Replay {
    fn of(reader: &Reader) -> Result<Self, ConductorError> {
        let mut own: BTreeMap<u64, Vec<VersionRow>> = BTreeMap::new();
        let (mut foreign_until, mut foreign) = (0, 0);
        let mut newest = None;
        for row in reader.versions()? {
            let row = row?;
            if !row.is_learned() {
                continue;
            }
            newest = newest.or_else(|| Some(row.clone()));
            if row.engine_revision == OWN_REVISION {
                own.entry(row.event).or_default().push(row);
            } else {
                foreign += 1;
                foreign_until = foreign_until.max(row.event);
            }
        }
        let newest = newest.ok_or(ConductorError::Empty)?;
        let recipe = state_of(reader, &newest)?.recipe().clone();
        Ok(Self { forecaster: Forecaster::new(recipe), own, foreign_until, foreign })
    }

    fn run(mut self, reader: &Reader, verified: &mut Verified) -> Result<(), ConductorError> {
        verified.foreign = self.foreign;
        let mut observed = Vec::new();
        for event in reader.events_from::<Event>(1)? {
            let (number, event) = event?;
            let learned = Learned::from(&mut self.forecaster, &event);
            verified.events += 1;
            if number > self.foreign_until {
                check_said(reader, number, &learned, verified)?;
            }
            for row in self.own.remove(&number).unwrap_or_default() {
                if encode(&self.forecaster).digest() == *row.snapshot.as_bytes() {
                    verified.reproduced += 1;
                } else {
                    verified.faults.push(format!("version {} of {} is not reproduced", row.number, row.day));
                }
            }
            let Event::Observed(observations) = event;
            observed.extend(observations.iter().map(fingerprint));
        }
        for row in self.own.into_values().flatten() {
            verified
                .faults
                .push(format!("version {} names event {}, which is not there", row.number, row.event));
        }
        check_observations(reader, observed, verified)
    }
}

/// What was put on record after an event must be what follows from it.
fn check_said(
    reader: &Reader,
    number: u64,
    learned: &Learned,
    verified: &mut Verified,
) -> Result<(), ConductorError> {
    if reader.forecasts::<Vec<Utterance>>(number)?.unwrap_or_default() != learned.utterances {
        verified.faults.push(format!("event {number} does not lead to the forecasts that were spoken"));
    }
    if reader.outcomes::<Vec<Outcome>>(number)?.unwrap_or_default() != learned.outcomes {
        verified.faults.push(format!("event {number} does not lead to the outcomes that were kept"));
    }
    Ok(())
}

type Fingerprint = (String, NaiveDate, i64, u64);

fn fingerprint(observation: &Observation) -> Fingerprint {
    let series = observation.series.to_string();
    (series, observation.period, observation.known_at.timestamp(), observation.value.to_bits())
}

/// The observations that series are answered from must be those that the engine learned from.
fn check_observations(
    reader: &Reader,
    mut observed: Vec<Fingerprint>,
    verified: &mut Verified,
) -> Result<(), ConductorError> {
    let mut kept = Vec::with_capacity(observed.len());
    for (series, days) in reader.series()? {
        for row in reader.observations(&series, days)? {
            kept.push(fingerprint(&row?.1.observation));
        }
    }
    observed.sort_unstable();
    kept.sort_unstable();
    if observed != kept {
        let (events, table) = (observed.len(), kept.len());
        verified
            .faults
            .push(format!("events hold {events} observations, the archive {table}, and they differ"));
    }
    Ok(())
}
