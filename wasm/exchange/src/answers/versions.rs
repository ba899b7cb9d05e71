//! How the versions are read, and who did what.

use crate::json::{Json, Read, read};
use paridad_wire::{AuditEntry, Version, VersionKind, Versions};

read! {
    Version {
        number, returnable, day, snapshot, engine_revision, created_at, actor, unnamed, reason, speaks; in kind
    }
    AuditEntry { seq, at, actor, action, detail, hash }
    Versions { speaking, pinned, versions }
}

impl Read for VersionKind {
    fn read(json: &Json) -> Option<Self> {
        Some(match json.member::<String>("kind")?.as_str() {
            "bundled" => Self::Bundled,
            "learned" => Self::Learned,
            "upgrade" => Self::Upgrade,
            "rollback" => Self::Rollback { rollback_to: json.member("rollback_to")? },
            "resume" => Self::Resume,
            "challenger" => Self::Challenger,
            "promoted" => Self::Promoted { challenger: json.member("challenger")? },
            "without" => Self::Without { batch: json.member("batch")? },
            "put_back" => Self::PutBack { batch: json.member("batch")? },
            _ => return None,
        })
    }
}
