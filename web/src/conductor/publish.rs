//! From the archive to the view that readers see.

use super::{Conductor, ConductorError};
use crate::view::View;
use paridad_engine::forecaster::Forecaster;
use paridad_engine::snapshot::{DecodeError, Manifest, Part, Snapshot, decode, decode_voice, pack, speaks};
use paridad_store::{Hash, Reader, VersionRow};
use std::sync::Arc;

impl Conductor {
    /// Publishes the version that speaks, as the archive has it.
    pub(super) fn publish(&self) -> Result<(), ConductorError> {
        let reader = self.archive.read()?;
        let speaking = reader.speaking()?.ok_or(ConductorError::Empty)?;
        let snapshot = speaking_parts(&reader, &speaking)?;
        let voice = decode_voice(&snapshot.manifest, |wanted| {
            snapshot.parts.iter().find(|part| part.name == wanted.name).map(|part| part.bytes.clone())
        })
        .map_err(|source| ConductorError::Snapshot { version: speaking.number, source })?;
        let packed = pack(&snapshot).into();
        let learned = self.learned.clone();
        let view = if speaking.snapshot == learned.snapshot {
            View::new(speaking, learned, &self.forecaster, voice, packed)
        } else {
            let state = state_of(&reader, &speaking)?;
            View::new(speaking, learned, &state, voice, packed)
        };
        self.published.store(Some(Arc::new(view)));
        Ok(())
    }
}

/// The complete state of a version.
pub(super) fn state_of(reader: &Reader, row: &VersionRow) -> Result<Forecaster, ConductorError> {
    let failed = |source| ConductorError::Snapshot { version: row.number, source };
    let manifest = part(reader, &row.snapshot)?.ok_or_else(|| failed(missing("manifest")))?;
    let mut parts = std::collections::BTreeMap::new();
    for reference in Manifest::decode(&manifest).map_err(failed)?.parts {
        parts.insert(reference.digest, part(reader, &Hash::from(reference.digest))?);
    }
    decode(&manifest, |wanted| parts.get(&wanted.digest).cloned().flatten()).map_err(failed)
}

/// The manifest of a version with the parts that speaking needs.
fn speaking_parts(reader: &Reader, row: &VersionRow) -> Result<Snapshot, ConductorError> {
    let failed = |source| ConductorError::Snapshot { version: row.number, source };
    let manifest = part(reader, &row.snapshot)?.ok_or_else(|| failed(missing("manifest")))?;
    let mut parts = Vec::new();
    for reference in Manifest::decode(&manifest).map_err(failed)?.parts {
        if speaks(&reference.name) {
            let bytes = part(reader, &Hash::from(reference.digest))?
                .ok_or_else(|| failed(missing(&reference.name)))?;
            parts.push(Part { name: reference.name, bytes });
        }
    }
    Ok(Snapshot { manifest, parts })
}

fn part(reader: &Reader, hash: &Hash) -> Result<Option<Vec<u8>>, ConductorError> {
    Ok(reader.part(hash)?)
}

fn missing(name: &str) -> DecodeError {
    DecodeError::Missing(name.to_owned())
}
