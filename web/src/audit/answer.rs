//! The trail as it is listed.

use paridad_store::{Reader, StoreError};
use paridad_wire as wire;

/// The newest entries.
pub(super) fn list_audit(reader: &Reader, limit: usize) -> Result<Vec<wire::AuditEntry>, StoreError> {
    let newest = reader.audit_from(0)?.rev().take(limit);
    newest
        .map(|row| {
            let row = row?;
            Ok(wire::AuditEntry {
                seq: row.seq,
                at: row.at,
                actor: row.actor,
                action: row.action,
                detail: row.detail,
                hash: row.hash.to_string(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use paridad_store::Archive;

    #[test]
    fn the_audit_is_listed_newest_first() {
        let archive = Archive::in_memory().unwrap();
        archive
            .write(|writer| {
                writer.append_audit(DateTime::UNIX_EPOCH, "local", "learn", "one")?;
                writer.append_audit(DateTime::UNIX_EPOCH, "local", "rollback", "two")
            })
            .unwrap();
        let audit = list_audit(&archive.read().unwrap(), 9).unwrap();
        let actions: Vec<_> = audit.iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(actions, ["rollback", "learn"]);
    }
}
