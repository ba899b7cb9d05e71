//! What a replay may begin with: nothing, or what an earlier verification has proven and is bit for bit the same.

use crate::conductor::ConductorError;
use crate::conductor::stop::{Watch, while_watched};
use crate::view::OWN_REVISION;
use paridad_store::{Extent, ProofRow, Reader, VersionKind, VersionRow};
use paridad_wire::{Proven, Verified};

/// How much is replayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// What came after the newest proof that still holds.
    SinceProven,
    /// Everything, from nothing.
    All,
}

/// What a replay may begin with.
#[derive(Debug)]
pub(super) struct Ground {
    proof: Option<ProofRow>,
}

impl Ground {
    /// The newest proof of this engine revision, if all that it is about is as it was. If it is not, that is a fault, and all is
    /// replayed to say more of it.
    pub(super) fn of(
        reader: &Reader,
        scope: Scope,
        verified: &mut Verified,
        watch: Watch<'_>,
    ) -> Result<Self, ConductorError> {
        let Some(proof) = newest(reader, scope)? else { return Ok(Self { proof: None }) };
        let ProofRow { until, at, full_at, .. } = proof;
        let digest = while_watched(watch, |go_on| reader.digest_until(&until, go_on))?;
        if digest != proof.digest {
            let Extent { event, version, .. } = until;
            verified.faults.push(format!(
                "what was proven on {at}, until event {event} and version {version}, is not what it was then"
            ));
            return Ok(Self { proof: None });
        }
        let mut versions = 0;
        for row in reader.versions()? {
            let row = row?;
            versions += u64::from(row.number <= until.version && is_own_state(&row));
        }
        verified.full = false;
        let Extent { event, version, .. } = until;
        verified.proven = Some(Proven { event, version, versions, at, full_at });
        Ok(Self { proof: Some(proof) })
    }

    /// How far it is proven; nothing is the beginning.
    pub(super) fn until(&self) -> Extent {
        self.proof.as_ref().map(|proof| proof.until).unwrap_or_default()
    }

    /// Whether all is replayed from nothing.
    pub(super) fn is_nothing(&self) -> bool {
        self.proof.is_none()
    }

    /// Whether a version is proven.
    pub(super) fn has(&self, row: &VersionRow) -> bool {
        row.number <= self.until().version
    }
}

fn newest(reader: &Reader, scope: Scope) -> Result<Option<ProofRow>, ConductorError> {
    if scope == Scope::All {
        return Ok(None);
    }
    for proof in reader.proofs()? {
        let proof = proof?;
        if proof.engine_revision == OWN_REVISION {
            return Ok(Some(proof));
        }
    }
    Ok(None)
}

/// Whether a version is a state that this engine has made, on whatever line.
pub(super) fn is_own_state(row: &VersionRow) -> bool {
    is_state(row) && row.engine_revision == OWN_REVISION
}

/// Whether a version is a state that was learned, on whatever line.
pub(super) fn is_state(row: &VersionRow) -> bool {
    row.is_learned() || row.kind == VersionKind::Challenger
}
