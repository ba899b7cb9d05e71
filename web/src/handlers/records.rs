//! What is on record: the versions, what each pull brought, and who did what.

use super::query::Query;
use super::{answer, failed, reader};
use crate::answer::versions as list_versions;
use crate::server::App;
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
    let versions = || {
        let query = Query::of(&uri, &["limit", "before"])?;
        let (limit, before) = (query.limit(VERSIONS_LISTED)?, query.value("before", "1, 2, 3…")?);
        Ok(list_versions(&reader(&app)?, limit, before)?)
    };
    answer(versions(), &uri, &headers)
}

/// `GET /api/v1/batches?limit=20`
pub(crate) async fn batches(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let batches = || {
        let limit = Query::of(&uri, &["limit"])?.limit(BATCHES_LISTED)?;
        list_batches(&reader(&app)?, limit).map_err(failed)
    };
    answer(batches(), &uri, &headers)
}

fn list_batches(reader: &Reader, limit: usize) -> Result<Vec<wire::Batch>, StoreError> {
    let newest = reader.batches(..)?.rev().take(limit);
    newest
        .map(|batch| {
            let (seq, row) = batch?;
            Ok(wire::Batch {
                seq,
                source: row.source,
                received_at: row.received_at,
                observed: row.observed,
                held: row.held,
                findings: row.findings,
            })
        })
        .collect()
}

/// `GET /api/v1/audit?limit=50`
pub(crate) async fn audit(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let audit = || {
        let limit = Query::of(&uri, &["limit"])?.limit(AUDIT_LISTED)?;
        list_audit(&reader(&app)?, limit).map_err(failed)
    };
    answer(audit(), &uri, &headers)
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
    use paridad_store::{Archive, BatchRow, Hash};

    #[test]
    fn batches_and_audit_are_listed_newest_first() {
        let archive = Archive::in_memory().unwrap();
        let batch = |source: &str| BatchRow {
            source: source.to_owned(),
            received_at: DateTime::UNIX_EPOCH,
            raw: Hash::of(b"raw"),
            observed: 2,
            held: 1,
            findings: vec!["too far".to_owned()],
        };
        archive
            .write(|writer| {
                writer.append_batch(&batch("ecb"))?;
                writer.append_batch(&batch("csv"))?;
                writer.append_audit(DateTime::UNIX_EPOCH, "local", "learn", "one")?;
                writer.append_audit(DateTime::UNIX_EPOCH, "local", "rollback", "two")
            })
            .unwrap();
        let reader = archive.read().unwrap();
        let batches = list_batches(&reader, 1).unwrap();
        assert_eq!((batches.len(), batches[0].source.as_str(), batches[0].held), (1, "csv", 1));
        let audit = list_audit(&reader, 9).unwrap();
        let actions: Vec<_> = audit.iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(actions, ["rollback", "learn"]);
    }
}
