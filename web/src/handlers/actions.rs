//! What changes the state: each goes through the one conductor, and takes as long as it takes.

use super::body::{Body, Nothing, json};
use super::{answer, failed, reader};
use crate::answer::version;
use crate::conductor::{Brought, Conductor, ConductorError, known};
use crate::problem::Trouble;
use crate::server::App;
use crate::wording::{REASON_MAX_CHARS, fits};
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::Utc;
use paridad_ingest::csv::Csv;
use paridad_ingest::ecb::Ecb;
use paridad_store::{ANONYMOUS, Trigger};
use paridad_wire as wire;
use std::path::PathBuf;
use std::sync::Arc;

/// Who acts through the API while there are no tokens: whoever is on this machine.
pub(super) const ACTOR: &str = ANONYMOUS;

/// The most characters that the origin of a text may have: those of a path.
const ORIGIN_MAX_CHARS: usize = 4096;

/// `POST /api/v1/pull`
pub(crate) async fn pull(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let pulled = async {
        let wanted: wire::Pull = json(&headers, body)?;
        let dry_run = wanted.dry_run;
        let brought = bring(&app, wanted).await?;
        if dry_run {
            return conduct(&app, move |conductor| conductor.preview(&brought)).await;
        }
        let name = brought.source.clone();
        let pulled = conduct(&app, move |conductor| conductor.take(&brought, Utc::now())).await;
        app.learned.notify_one();
        app.metrics.pulled(name, if pulled.is_ok() { "ok" } else { "failed" });
        pulled
    };
    answer(pulled.await, &uri, &headers)
}

/// Fetches what is wanted, while readers and the writer go on. That a source gave nothing is put on record too.
async fn bring(app: &App, wanted: wire::Pull) -> Result<Brought, Trouble> {
    let now = Utc::now();
    let wire::Pull { source, text, origin, since, dry_run } = wanted;
    let name = source.unwrap_or_else(|| Ecb::NAME.to_owned());
    let brought = |payloads| Brought {
        source: name.clone(),
        payloads,
        actor: ACTOR.to_owned(),
        trigger: Trigger::Manual,
    };
    if name == Csv::NAME {
        let (Some(text), None) = (text, since) else { return Err(Trouble::SourceText) };
        let origin = origin.unwrap_or_else(|| "request".to_owned());
        recordable("origin", &origin, ORIGIN_MAX_CHARS)?;
        return Ok(brought(vec![Csv::payload(origin, text.into_bytes(), now)]));
    }
    let source = app.sources.named(&name).map_err(|why| Trouble::no_source(&name, why))?;
    if text.is_some() || origin.is_some() {
        return Err(Trouble::SourceText);
    }
    let known = known(&reader(app)?, since).map_err(failed)?;
    match source.fetch(&known, now).await {
        Ok(payloads) => Ok(brought(payloads)),
        Err(error) => {
            app.metrics.pulled(name.clone(), "failed");
            let nothing = brought(Vec::new());
            let error = ConductorError::Source { name, source: error };
            if dry_run {
                return Err(error.into());
            }
            let failed =
                conduct(app, move |conductor| conductor.failed(&nothing, &error, now).map(|()| error));
            Err(failed.await?.into())
        }
    }
}

/// `POST /api/v1/rollback`
pub(crate) async fn rollback(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let spoken = async {
        let wanted: wire::Rollback = json(&headers, body)?;
        recordable("reason", &wanted.reason, REASON_MAX_CHARS)?;
        let row = conduct(&app, move |conductor| conductor.rollback(&wanted, ACTOR, Utc::now())).await?;
        Ok(version(&row, row.number))
    };
    answer(spoken.await, &uri, &headers)
}

/// `POST /api/v1/resume`
pub(crate) async fn resume(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let spoken = async {
        let wanted: wire::Resume = json(&headers, body)?;
        recordable("reason", &wanted.reason, REASON_MAX_CHARS)?;
        let row = conduct(&app, move |conductor| conductor.resume(&wanted, ACTOR, Utc::now())).await?;
        Ok(version(&row, row.number))
    };
    answer(spoken.await, &uri, &headers)
}

/// `POST /api/v1/verify`: reads only, so it does not stop the writer.
pub(crate) async fn verify(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let verified = async {
        let Nothing {} = json(&headers, body)?;
        let archive = app.archive()?.clone();
        let verified = tokio::task::spawn_blocking(move || Conductor::verify(&archive)).await;
        Ok(verified.map_err(|error| Trouble::Internal(error.to_string()))??)
    };
    answer(verified.await, &uri, &headers)
}

/// `POST /api/v1/backup`: a verified copy in a new file of this machine, made while everything goes on.
pub(crate) async fn backup(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let done = async {
        let wanted: wire::Backup = json(&headers, body)?;
        let archive = app.archive()?.clone();
        let copied = tokio::task::spawn_blocking(move || archive.backup(&PathBuf::from(wanted.file))).await;
        let report = copied.map_err(|error| Trouble::Internal(error.to_string()))?;
        let report = report.map_err(|error| Trouble::Backup(crate::conductor::chain(&error)))?;
        Ok(wire::BackedUp { records: report.counts.values().sum() })
    };
    answer(done.await, &uri, &headers)
}

/// Lets the conductor do something, once it is its turn.
pub(super) async fn conduct<T: Send + 'static>(
    app: &App,
    act: impl FnOnce(&mut Conductor) -> Result<T, ConductorError> + Send + 'static,
) -> Result<T, Trouble> {
    let conductor = app.conductor.get().ok_or(Trouble::NotReady)?.clone();
    let mut turn = conductor.lock_owned().await;
    let done = tokio::task::spawn_blocking(move || act(&mut turn)).await;
    Ok(done.map_err(|error| Trouble::Internal(error.to_string()))??)
}

/// Refuses a text that should not enter the record.
pub(super) fn recordable(member: &'static str, text: &str, limit: usize) -> Result<(), Trouble> {
    if fits(text, limit) { Ok(()) } else { Err(Trouble::Text { member, limit }) }
}
