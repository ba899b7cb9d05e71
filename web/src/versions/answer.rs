//! The history of versions as it is listed: how each came to be, who speaks, and which of them may speak again.

use crate::conductor::{ConductorError, Outcome, PEOPLE};
use crate::view::version_kind;
use paridad_store::{ANONYMOUS, Reader, StoreError, VersionKind, VersionRow};
use paridad_wire as wire;

/// The newest versions, or those `before` a number. The archive is read once, so that the list and its speaker belong
/// together.
pub(crate) fn versions(
    reader: &Reader,
    limit: usize,
    before: Option<u64>,
) -> Result<wire::Versions, ConductorError> {
    let speaking = reader.speaking()?.ok_or(ConductorError::Empty)?;
    let is_later = |row: &VersionRow| before.is_some_and(|before| row.number >= before);
    let rows = reader.versions()?.skip_while(|row| row.as_ref().is_ok_and(is_later)).take(limit);
    let versions = rows.map(|row| version(reader, &row?, speaking.number));
    Ok(wire::Versions {
        speaking: speaking.number,
        pinned: speaking.pins(),
        versions: versions.collect::<Result<_, StoreError>>()?,
    })
}

/// A version as the API shows it.
pub(crate) fn version(reader: &Reader, row: &VersionRow, speaking: u64) -> Result<wire::Version, StoreError> {
    Ok(wire::Version {
        number: row.number,
        kind: version_kind(row.kind),
        returnable: reader.may_return(row)?,
        day: row.day,
        snapshot: row.snapshot.to_string(),
        engine_revision: row.engine_revision,
        created_at: row.created_at,
        actor: row.actor.clone(),
        unnamed: is_decided(row.kind) && row.actor == ANONYMOUS,
        reason: row.reason.clone(),
        speaks: row.number == speaking,
    })
}

/// Whether people decide on such a version.
fn is_decided(kind: VersionKind) -> bool {
    match kind {
        VersionKind::Rollback { .. }
        | VersionKind::Resume
        | VersionKind::Challenger
        | VersionKind::Promoted { .. }
        | VersionKind::Without { .. }
        | VersionKind::PutBack { .. } => true,
        VersionKind::Bundled | VersionKind::Learned | VersionKind::Upgrade => false,
    }
}

/// What came of a request, as the API shows it.
pub(crate) fn requested(
    reader: &Reader,
    outcome: Outcome,
    speaking: u64,
) -> Result<wire::Requested, StoreError> {
    Ok(match outcome {
        Outcome::Done(row) => wire::Requested::Done(Box::new(version(reader, &row, speaking)?)),
        Outcome::Waits(asked_by) => wire::Requested::Waits(wire::Waits { asked_by, people: PEOPLE }),
    })
}
