//! Records that states are kept in and that are damaged: got around at once, and made anew from events.

use super::bootstrap::ACTOR;
use super::fold::{Line, TakenOut, fold};
use super::publish::state_of;
use super::{Conductor, ConductorError};
use crate::view::OWN_REVISION;
use crate::view::concerns::Matter;
use chrono::Utc;
use paridad_engine::forecaster::{Event, Forecaster};
use paridad_engine::snapshot::{Manifest, Snapshot, encode};
use paridad_store::{Hash, Reader, VersionKind, VersionRow};

/// How many earlier versions are looked at for one that is whole, before all is folded from the first event.
const LOOKED_AT: usize = 8;

impl Conductor {
    /// Makes anew what is damaged of the snapshots that speak and that learning goes on from. The row of a version stays as it
    /// is: what it names is there again.
    pub(super) fn mend(&mut self) -> Result<(), ConductorError> {
        if !self.concerns.has(Matter::Damage) {
            return Ok(());
        }
        let reader = self.archive.read()?;
        let speaking = reader.speaking()?.ok_or(ConductorError::Empty)?;
        for row in [self.learned.clone(), speaking] {
            let damaged = damaged_parts(&reader, &row)?;
            if damaged > 0 {
                self.mend_snapshot(&reader, &row, damaged)?;
            }
        }
        self.concerns.settle(Matter::Damage);
        self.publish()?;
        // What cannot be made anew, such as the row of a version, is a concern still.
        let version = self.learned.number;
        if self.concerns.has(Matter::Damage) {
            Err(ConductorError::NotReproduced { version })
        } else {
            Ok(())
        }
    }

    fn mend_snapshot(
        &mut self,
        reader: &Reader,
        row: &VersionRow,
        damaged: usize,
    ) -> Result<(), ConductorError> {
        let version = row.number;
        let snapshot = encode(&state_after(reader, &state_row(reader, row)?)?);
        if snapshot.digest() != *row.snapshot.as_bytes() {
            return Err(ConductorError::NotReproduced { version });
        }
        let Snapshot { manifest, parts } = snapshot;
        let detail =
            format!("{damaged} damaged records of the snapshot of version {version}, from its events");
        self.write(|writer| {
            for part in &parts {
                writer.put_part(&part.bytes)?;
            }
            writer.put_part(&manifest)?;
            writer.append_audit(Utc::now(), ACTOR, "make anew", &detail).map(drop)
        })?;
        tracing::warn!(version, damaged, "damaged records were made anew");
        Ok(())
    }
}

/// How many parts of a snapshot, its manifest among them, cannot be read. Without a manifest nobody can count.
fn damaged_parts(reader: &Reader, row: &VersionRow) -> Result<usize, ConductorError> {
    let read = |hash: &Hash| match reader.part(hash).map_err(ConductorError::from) {
        Err(error) if !error.is_damage() => Err(error),
        read => Ok(read.ok().flatten()),
    };
    let Some(manifest) = read(&row.snapshot)?.and_then(|bytes| Manifest::decode(&bytes).ok()) else {
        return Ok(1);
    };
    let mut damaged = 0;
    for part in &manifest.parts {
        damaged += usize::from(read(&Hash::from(part.digest))?.is_none());
    }
    Ok(damaged)
}

/// The version that first had the snapshot which a version speaks with.
fn state_row(reader: &Reader, row: &VersionRow) -> Result<VersionRow, ConductorError> {
    if !row.is_choice() {
        return Ok(row.clone());
    }
    for earlier in reader.versions()? {
        let earlier = earlier?;
        if earlier.number < row.number && !earlier.is_choice() && earlier.snapshot == row.snapshot {
            return Ok(earlier);
        }
    }
    Err(ConductorError::NotReproduced { version: row.number })
}

/// The state of a version whose snapshot cannot be read, from its events: from those after the last whole version of its line,
/// or from all.
pub(super) fn state_after(reader: &Reader, row: &VersionRow) -> Result<Forecaster, ConductorError> {
    if row.engine_revision != OWN_REVISION {
        return Err(ConductorError::NotReproduced { version: row.number });
    }
    if row.kind == VersionKind::Challenger {
        let line = Line::of_challenger(reader, row)?;
        return fold(reader, &line, &TakenOut::at(reader, row)?, row.event);
    }
    if let Some((mut state, event)) = last_whole_before(reader, row)? {
        for event in reader.events_from::<Event>(event + 1)? {
            let (number, event) = event?;
            if number > row.event {
                break;
            }
            state.apply(&event);
        }
        return Ok(state);
    }
    fold(reader, &Line::of(reader, row)?, &TakenOut::at(reader, row)?, row.event)
}

/// The state of the last version before one that is whole and of the same line, and its event.
fn last_whole_before(reader: &Reader, row: &VersionRow) -> Result<Option<(Forecaster, u64)>, ConductorError> {
    let goes_on = |kind: VersionKind| matches!(kind, VersionKind::Learned | VersionKind::Bundled);
    if !goes_on(row.kind) {
        return Ok(None);
    }
    let is_state = |read: &Result<VersionRow, _>| match read {
        Ok(earlier) => earlier.number < row.number && earlier.is_learned(),
        Err(_) => true,
    };
    for earlier in reader.versions()?.filter(is_state).take(LOOKED_AT) {
        // Of a row that cannot be read nobody knows whether a line began there.
        let Ok(earlier) = earlier else { return Ok(None) };
        if earlier.engine_revision != OWN_REVISION {
            return Ok(None);
        }
        match state_of(reader, &earlier) {
            Ok(state) => return Ok(Some((state, earlier.event))),
            Err(error) if error.is_damage() => {}
            Err(error) => return Err(error),
        }
        if !goes_on(earlier.kind) {
            return Ok(None);
        }
    }
    Ok(None)
}
