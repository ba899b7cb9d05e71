//! Proof that nothing was lost or changed: every record read, and every event replayed that no earlier proof holds.

mod ground;
mod replay;
mod tally;

pub(crate) use ground::Scope;

use super::publish::Stored;
use super::stop::{Watch, while_watched};
use super::{Conductor, ConductorError, Progress};
use crate::view::OWN_REVISION;
use chrono::{DateTime, Utc};
use ground::Ground;
use paridad_engine::snapshot::DecodeError;
use paridad_store::{Archive, Extent, Hash, ProofRow, Reader, StoreError, VersionKind, VersionRow, Writer};
use paridad_wire::Verified;
use replay::Replay;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A verification of the archive as it was when it began; it goes on being written meanwhile.
#[derive(Debug)]
pub(crate) struct Verification {
    pub(crate) verified: Verified,
    /// What is proven by it, and the digest of what that is true of; nothing where something is wrong.
    proven: Option<(Extent, Hash)>,
}

impl Verification {
    /// Verifies the archive as long as the watch lets it, and shows how many events are replayed.
    pub(crate) fn of(archive: &Archive, scope: Scope, watch: Watch<'_>) -> Result<Self, ConductorError> {
        let reader = archive.read()?;
        let scrub = while_watched(watch, |go_on| reader.scrub(go_on))?;
        let faults: Vec<String> = scrub.faults.iter().map(ToString::to_string).collect();
        let mut verified = nothing_yet(scrub.counts.values().sum(), faults);
        let mut proven = None;
        if verified.faults.is_empty() {
            let mut versions = reader.versions()?.collect::<Result<Vec<_>, _>>()?;
            versions.reverse();
            let ground = Ground::of(&reader, scope, &mut verified, watch)?;
            let known = verified.faults.len();
            check_choices(&versions, &mut verified);
            check_stored_bits(&reader, (&versions, ground.until()), &mut verified, watch)?;
            if verified.faults.len() == known {
                Replay::of(&reader, &ground, versions)?.run(&mut verified, watch)?;
            }
            if verified.faults.is_empty() {
                let until = reader.extent()?;
                let digest = while_watched(watch, |go_on| reader.digest_until(&until, go_on))?;
                proven = Some((until, digest));
            }
        }
        verified.clean = verified.faults.is_empty();
        bound(&mut verified.faults);
        Ok(Self { verified, proven })
    }

    /// Lets it be put on record. Damage can make redb panic where it writes; what was found is to be told even then.
    pub(crate) fn keep(
        &self,
        write: impl FnOnce(&Self) -> Result<(), ConductorError>,
    ) -> Result<(), ConductorError> {
        catch_unwind(AssertUnwindSafe(|| write(self))).unwrap_or(Err(ConductorError::Panicked))
    }

    /// Puts on record what came of it, and what is proven by it unless that is on record.
    pub(crate) fn append(
        &self,
        writer: &mut Writer<'_>,
        (actor, now): (&str, DateTime<Utc>),
    ) -> Result<(), StoreError> {
        let Verified { faults, proven: before, .. } = &self.verified;
        let Some((until, digest)) = self.proven else {
            let first = faults.first().map_or("", String::as_str);
            let detail = format!("NOT CLEAN, {} faults; the first: {first}", faults.len());
            return writer.append_audit(now, actor, "verified", &detail).map(drop);
        };
        let Extent { event, version, .. } = until;
        let from = match before {
            None => "all replayed from nothing".to_owned(),
            Some(before) => format!("what came until event {} was proven on {}", before.event, before.at),
        };
        let detail = format!("clean until event {event} and version {version}; {from}; digest {digest}");
        writer.append_audit(now, actor, "verified", &detail)?;
        let adds = before.is_none_or(|before| (before.event, before.version) != (event, version));
        if adds {
            let full_at = before.map_or(now, |before| before.full_at);
            writer.append_proof(&ProofRow {
                until,
                digest,
                engine_revision: OWN_REVISION,
                at: now,
                full_at,
            })?;
        }
        Ok(())
    }
}

impl Conductor {
    /// Puts on record what came of a verification.
    pub(crate) fn keep_verification(
        &mut self,
        verification: &Verification,
        by: (&str, DateTime<Utc>),
    ) -> Result<(), ConductorError> {
        self.write(|writer| verification.append(writer, by))
    }
}

/// What is known once every record was read, before anything is replayed.
fn nothing_yet(records: u64, faults: Vec<String>) -> Verified {
    Verified {
        clean: false,
        full: true,
        records,
        events: 0,
        reproduced: 0,
        refits: 0,
        foreign: 0,
        proven: None,
        lines: Vec::new(),
        faults,
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

/// Every snapshot must be there and be readable, whichever engine made it. One that is proven was readable, and its bits are named
/// by their hash: all that can be wrong is that some are no longer there.
fn check_stored_bits(
    reader: &Reader,
    (versions, proven): (&[VersionRow], Extent),
    verified: &mut Verified,
    watch: Watch<'_>,
) -> Result<(), ConductorError> {
    for row in versions.iter().filter(|row| !row.is_choice()) {
        watch(Progress { done: 0, of: 0 })?;
        let checked = Stored::read(reader, row, |_| true)
            .and_then(|stored| if row.number <= proven.version { Ok(()) } else { check_snapshot(&stored) });
        if let Err(error) = checked {
            verified.faults.push(super::chain(&error));
        }
    }
    Ok(())
}

/// A snapshot is read as a whole; of an old format, whatever can still be used of it.
fn check_snapshot(stored: &Stored) -> Result<(), ConductorError> {
    match stored.state() {
        Err(ConductorError::Snapshot { source: DecodeError::SpeaksOnly(_), .. }) => {
            stored.model()?;
            stored.history()?;
        }
        state => drop(state?),
    }
    Ok(())
}
