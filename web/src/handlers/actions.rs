//! What changes the state: each goes through the one conductor, and takes as long as it takes.

use super::answer;
use crate::answer::version;
use crate::conductor::{Conductor, ConductorError};
use crate::problem::Trouble;
use crate::server::App;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{OriginalUri, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::Utc;
use paridad_ingest::csv::Csv;
use paridad_ingest::source::{Payload, Source};
use paridad_wire as wire;
use serde::de::DeserializeOwned;
use std::path::PathBuf;
use std::sync::Arc;

/// Who acts through the API while there are no tokens: whoever is on this machine.
const ACTOR: &str = "local";

type Body = Result<Bytes, BytesRejection>;

/// `POST /api/v1/pull`
pub(crate) async fn pull(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let pulled = async {
        let wanted: wire::Pull = json(body)?;
        let (source, payload) = bring(&app, wanted).await?;
        let name = source.name();
        let pulled =
            conduct(&app, move |conductor| conductor.take(&source, &payload, ACTOR, Utc::now())).await;
        app.metrics.pulled(name, if pulled.is_ok() { "ok" } else { "failed" });
        pulled
    };
    answer(pulled.await, &uri, &headers)
}

/// Fetches what is wanted, while readers and the writer go on.
async fn bring(app: &App, wanted: wire::Pull) -> Result<(Source, Payload), Trouble> {
    let now = Utc::now();
    match (wanted.source.as_deref().unwrap_or("ecb"), wanted.text) {
        ("ecb", None) => {
            let since = app.view()?.learned.day;
            let source = Source::Ecb(app.ecb.clone());
            let payload = source.fetch(Some(since), now).await.map_err(|error| {
                app.metrics.pulled(source.name(), "failed");
                Trouble::from(ConductorError::Source { name: source.name(), source: error })
            })?;
            Ok((source, payload))
        }
        ("csv", Some(text)) => {
            let source = Source::Csv(Csv::new(PathBuf::from("request")));
            let payload = Payload {
                source: source.name().to_owned(),
                origin: "request".to_owned(),
                media_type: "text/csv".to_owned(),
                bytes: text.into_bytes(),
                received_at: now,
            };
            Ok((source, payload))
        }
        ("csv", None) => Err(Trouble::Body("csv needs a text".to_owned())),
        ("ecb", Some(_)) => Err(Trouble::Body("ecb takes no text".to_owned())),
        (other, _) => Err(Trouble::UnknownSource(other.chars().take(80).collect())),
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
        let wanted: wire::Rollback = json(body)?;
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
        let wanted: wire::Resume = json(body)?;
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
) -> Response {
    let verified = async {
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
        let wanted: wire::Backup = json(body)?;
        let archive = app.archive()?.clone();
        let copied = tokio::task::spawn_blocking(move || archive.backup(&PathBuf::from(wanted.file))).await;
        let report = copied.map_err(|error| Trouble::Internal(error.to_string()))?;
        let report = report.map_err(|error| Trouble::Backup(crate::conductor::chain(&error)))?;
        Ok(wire::BackedUp { records: report.counts.values().sum() })
    };
    answer(done.await, &uri, &headers)
}

/// Lets the conductor do something, once it is its turn.
async fn conduct<T: Send + 'static>(
    app: &App,
    act: impl FnOnce(&mut Conductor) -> Result<T, ConductorError> + Send + 'static,
) -> Result<T, Trouble> {
    let conductor = app.conductor.get().ok_or(Trouble::NotReady)?.clone();
    let mut turn = conductor.lock_owned().await;
    let done = tokio::task::spawn_blocking(move || act(&mut turn)).await;
    Ok(done.map_err(|error| Trouble::Internal(error.to_string()))??)
}

/// Reads a JSON body; an empty one is an empty object.
fn json<T: DeserializeOwned>(body: Body) -> Result<T, Trouble> {
    let bytes = body.map_err(|_| Trouble::TooLarge)?;
    let text: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
    serde_json::from_slice(text).map_err(|error| Trouble::Body(error.to_string()))
}
