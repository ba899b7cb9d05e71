//! Proof that nothing was lost or changed: every record read, every event replayed from nothing.

mod replay;
mod tally;

use super::publish::Stored;
use super::{Conductor, ConductorError, Progress};
use paridad_engine::snapshot::DecodeError;
use paridad_store::{Archive, Reader, VersionKind, VersionRow};
use paridad_wire::Verified;
use replay::Replay;
use std::collections::BTreeMap;

impl Conductor {
    /// Verifies the archive, and shows how many events are replayed; it goes on being written meanwhile.
    pub(crate) fn verify_with(
        archive: &Archive,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Verified, ConductorError> {
        let scrub = archive.scrub()?;
        let mut verified = Verified {
            clean: false,
            records: scrub.counts.values().sum(),
            events: 0,
            reproduced: 0,
            refits: 0,
            foreign: 0,
            faults: scrub.faults.iter().map(ToString::to_string).collect(),
        };
        if verified.faults.is_empty() {
            let reader = archive.read()?;
            let mut versions = reader.versions()?.collect::<Result<Vec<_>, _>>()?;
            versions.reverse();
            check_choices(&versions, &mut verified);
            check_stored_bits(&reader, &versions, &mut verified);
            if verified.faults.is_empty() {
                Replay::of(&reader, versions)?.run(&reader, &mut verified, progress)?;
            }
        }
        verified.clean = verified.faults.is_empty();
        bound(&mut verified.faults);
        Ok(verified)
    }
}

/// How many faults are listed: one at the root of all makes thousands.
const FAULTS_LISTED: usize = 100;

fn bound(faults: &mut Vec<String>) {
    let more = faults.len().saturating_sub(FAULTS_LISTED);
    if more > 0 {
        faults.truncate(FAULTS_LISTED);
        faults.push(format!("and {more} more"));
    }
}

/// A rollback or a resume must speak with the very snapshot that it names.
fn check_choices(versions: &[VersionRow], verified: &mut Verified) {
    let by_number: BTreeMap<u64, &VersionRow> = versions.iter().map(|row| (row.number, row)).collect();
    for row in versions.iter().filter(|row| row.is_choice()) {
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
    for row in versions.iter().filter(|row| !row.is_choice()) {
        if let Err(error) = check_snapshot(reader, row) {
            verified.faults.push(super::chain(&error));
        }
    }
}

/// A snapshot is read as a whole; of an old format, whatever can still be used of it.
fn check_snapshot(reader: &Reader, row: &VersionRow) -> Result<(), ConductorError> {
    let stored = Stored::read(reader, row, |_| true)?;
    match stored.state() {
        Err(ConductorError::Snapshot { source: DecodeError::SpeaksOnly(_), .. }) => {
            stored.voice()?;
            stored.hindsight()?;
        }
        state => drop(state?),
    }
    Ok(())
}
