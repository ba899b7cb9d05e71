//! Proof that nothing was lost or changed: every record read, every event replayed from nothing.

use super::publish::state_of;
use super::{Conductor, ConductorError};
use crate::view::OWN_REVISION;
use paridad_engine::forecast::Utterance;
use paridad_engine::forecaster::{Event, Forecaster};
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
            replay(&reader, &versions, &mut verified)?;
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

/// Replays all events through a fresh forecaster, and compares each version and each forecast that was spoken.
fn replay(reader: &Reader, versions: &[VersionRow], verified: &mut Verified) -> Result<(), ConductorError> {
    let learned: BTreeMap<u64, &VersionRow> =
        versions.iter().filter(|row| row.is_learned()).map(|row| (row.event, row)).collect();
    let Some(first) = learned.values().next() else { return Ok(()) };
    verified.foreign = learned.values().filter(|row| row.engine_revision != OWN_REVISION).count() as u64;
    if verified.foreign > 0 {
        // Their numbers are reproduced by the binary of their own revision; their stored bits were checked above.
        return Ok(());
    }
    let recipe = state_of(reader, first)?.recipe().clone();
    let mut forecaster = Forecaster::new(recipe);
    for event in reader.events_from::<Event>(1)? {
        let (number, event) = event?;
        let spoken = super::learn::Learned::from(&mut forecaster, &event).utterances;
        verified.events += 1;
        if reader.forecasts::<Vec<Utterance>>(number)?.unwrap_or_default() != spoken {
            verified.faults.push(format!("event {number} does not lead to the forecasts that were spoken"));
        }
        let Some(row) = learned.get(&number) else { continue };
        if encode(&forecaster).digest() == *row.snapshot.as_bytes() {
            verified.reproduced += 1;
        } else {
            verified.faults.push(format!("version {} of {} is not reproduced", row.number, row.day));
        }
    }
    if verified.reproduced != learned.len() as u64 {
        let missing = learned.len() as u64 - verified.reproduced;
        verified.faults.push(format!("{missing} versions were not reproduced"));
    }
    Ok(())
}
