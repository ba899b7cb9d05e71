//! From the archive to the view that readers see.

use super::{Conductor, ConductorError};
use crate::view::View;
use paridad_engine::forecaster::Forecaster;
use paridad_engine::hindsight::Hindsight;
use paridad_engine::recipe::Recipe;
use paridad_engine::snapshot::{
    DecodeError, Digest, Manifest, Part, PartRef, Snapshot, decode, decode_hindsight, decode_voice, pack,
    speaks,
};
use paridad_engine::voice::Voice;
use paridad_store::{Hash, Reader, VersionRow};
use std::collections::BTreeMap;
use std::sync::Arc;

impl Conductor {
    /// Publishes the version that speaks, as the archive has it.
    pub(super) fn publish(&self) -> Result<(), ConductorError> {
        let reader = self.archive.read()?;
        let speaking = reader.speaking()?.ok_or(ConductorError::Empty)?;
        let learned = self.learned.clone();
        let (stored, hindsight) = if speaking.snapshot == learned.snapshot {
            (Stored::read(&reader, &speaking, speaks)?, Hindsight::of(&self.forecaster))
        } else {
            let stored = Stored::read(&reader, &speaking, |_| true)?;
            let hindsight = stored.hindsight()?;
            (stored, hindsight)
        };
        let (voice, packed) = (stored.voice()?, pack(&stored.spoken()).into());
        let view =
            View { synthetic: self.synthetic, ..View::new(speaking, learned, &hindsight, voice, packed) };
        self.published.store(Some(Arc::new(view)));
        Ok(())
    }
}

/// The complete state of a version.
pub(super) fn state_of(reader: &Reader, row: &VersionRow) -> Result<Forecaster, ConductorError> {
    Stored::read(reader, row, |_| true)?.state()
}

/// The recipe of a version.
pub(super) fn recipe_of(reader: &Reader, row: &VersionRow) -> Result<Recipe, ConductorError> {
    Ok(Stored::read(reader, row, speaks)?.voice()?.recipe)
}

/// A snapshot as the archive has it.
pub(super) struct Stored {
    version: u64,
    manifest: Vec<u8>,
    refs: Vec<PartRef>,
    /// By their hash: parts that are the same are stored once.
    parts: BTreeMap<Digest, Vec<u8>>,
}

impl Stored {
    /// Reads the snapshot of a version with those of its parts whose names are `wanted`, of whatever format.
    pub(super) fn read(
        reader: &Reader,
        row: &VersionRow,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<Self, ConductorError> {
        let version = row.number;
        let failed = |source| ConductorError::Snapshot { version, source };
        let missing = |name: &str| failed(DecodeError::Missing(name.to_owned()));
        let manifest = reader.part(&row.snapshot)?.ok_or_else(|| missing("manifest"))?;
        let refs = Manifest::decode(&manifest).map_err(failed)?.parts;
        let mut parts = BTreeMap::new();
        for PartRef { name, digest } in refs.iter().filter(|part| wanted(&part.name)) {
            let bytes = reader.part(&Hash::from(*digest))?.ok_or_else(|| missing(name))?;
            parts.insert(*digest, bytes);
        }
        Ok(Self { version, manifest, refs, parts })
    }

    /// The complete state; only of the format that learning goes on from.
    pub(super) fn state(&self) -> Result<Forecaster, ConductorError> {
        decode(&self.manifest, |wanted| self.part(wanted)).map_err(|source| self.failed(source))
    }

    /// What it speaks with.
    pub(super) fn voice(&self) -> Result<Voice, ConductorError> {
        decode_voice(&self.manifest, |wanted| self.part(wanted)).map_err(|source| self.failed(source))
    }

    /// What it remembers of its inputs and residuals.
    pub(super) fn hindsight(&self) -> Result<Hindsight, ConductorError> {
        decode_hindsight(&self.manifest, |wanted| self.part(wanted)).map_err(|source| self.failed(source))
    }

    /// The manifest with the parts that speak.
    fn spoken(&self) -> Snapshot {
        let part = |wanted: &PartRef| Some(Part { name: wanted.name.clone(), bytes: self.part(wanted)? });
        let spoken = self.refs.iter().filter(|part| speaks(&part.name));
        Snapshot { manifest: self.manifest.clone(), parts: spoken.filter_map(part).collect() }
    }

    fn part(&self, wanted: &PartRef) -> Option<Vec<u8>> {
        self.parts.get(&wanted.digest).cloned()
    }

    fn failed(&self, source: DecodeError) -> ConductorError {
        ConductorError::Snapshot { version: self.version, source }
    }
}
