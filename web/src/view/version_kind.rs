//! How a version came to be, as the API says it.

use paridad_store::VersionKind;
use paridad_wire as wire;

/// How a version came to be, in the words of the API.
pub(crate) fn version_kind(kind: VersionKind) -> wire::VersionKind {
    match kind {
        VersionKind::Bundled => wire::VersionKind::Bundled,
        VersionKind::Learned => wire::VersionKind::Learned,
        VersionKind::Rollback { to } => wire::VersionKind::Rollback { rollback_to: to },
        VersionKind::Resume => wire::VersionKind::Resume,
        VersionKind::Upgrade => wire::VersionKind::Upgrade,
        VersionKind::Challenger => wire::VersionKind::Challenger,
        VersionKind::Promoted { from } => wire::VersionKind::Promoted { challenger: from },
        VersionKind::Without { batch } => wire::VersionKind::Without { batch },
        VersionKind::PutBack { batch } => wire::VersionKind::PutBack { batch },
    }
}
