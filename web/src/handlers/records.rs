//! What is on record: the versions, what each pull brought, and who did what.

use crate::answer::{batches as list_batches, versions as list_versions};
use crate::app::{App, Query, answer_laid, failed};
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
use paridad_store::{Reader, StoreError};
use paridad_wire as wire;
use std::sync::Arc;

/// How many versions, batches and audit entries are listed where no limit is given.
const VERSIONS_LISTED: u16 = 100;
const BATCHES_LISTED: u16 = 20;
const AUDIT_LISTED: u16 = 50;

/// `GET /api/v1/versions?limit=20&before=40`
pub(crate) async fn versions(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let versions = async {
        let query = Query::of(&uri, &["limit", "before"])?;
        let (limit, before) = (query.limit(VERSIONS_LISTED)?, query.value("before", "1, 2, 3…")?);
        app.readers.list(move |reader| Ok(list_versions(reader, limit, before)?)).await
    };
    answer_laid(versions.await, &uri, &headers)
}

/// `GET /api/v1/batches?limit=20&before=40`
pub(crate) async fn batches(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let batches = async {
        let query = Query::of(&uri, &["limit", "before"])?;
        let (limit, before) = (query.limit(BATCHES_LISTED)?, query.value("before", "1, 2, 3…")?);
        app.readers.list(move |reader| list_batches(reader, limit, before).map_err(failed)).await
    };
    answer_laid(batches.await, &uri, &headers)
}

/// `GET /api/v1/audit?limit=50`
pub(crate) async fn audit(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let audit = async {
        let limit = Query::of(&uri, &["limit"])?.limit(AUDIT_LISTED)?;
        app.readers.list(move |reader| list_audit(reader, limit).map_err(failed)).await
    };
    answer_laid(audit.await, &uri, &headers)
}

fn list_audit(reader: &Reader, limit: usize) -> Result<Vec<wire::AuditEntry>, StoreError> {
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
