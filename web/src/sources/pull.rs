//! `POST /api/v1/pull`: sources asked for what is new, or a text taken in that came with the request.

use crate::app::{App, Body, Caller, json, note, recordable};
use crate::conductor::{Brought, Deed, is_since};
use crate::intake::pulling::{self, Order};
use crate::problem::Trouble;
use crate::secrets::personal::protect;
use axum::extract::State;
use axum::response::Response;
use chrono::Utc;
use paridad_ingest::feed::csv::Csv;
use paridad_store::Trigger;
use paridad_wire as wire;
use std::sync::Arc;

/// The most characters that the origin of a text may have: those of a path.
const ORIGIN_MAX_CHARS: usize = 4096;

/// `POST /api/v1/pull`
pub(crate) async fn pull(State(app): State<Arc<App>>, caller: Caller, body: Body) -> Response {
    let pulled = async {
        let wanted: wire::Pull = json(caller.headers(), body)?;
        if wanted.source.as_deref() == Some(Csv::NAME) {
            return take_text(&app, wanted, caller.name()).await;
        }
        if wanted.text.is_some() || wanted.origin.is_some() {
            return Err(Trouble::SourceText);
        }
        let wire::Pull { since, dry_run, .. } = wanted;
        if let Some(day) = since.filter(|day| !is_since(*day, Utc::now())) {
            return Err(Trouble::Unreadable {
                name: "since",
                value: day.to_string(),
                wanted: "1900-01-01 … hoy / today",
            });
        }
        if !dry_run {
            let sources = wanted.source.as_deref().unwrap_or("all");
            if let Some(name) = &wanted.source {
                app.sources.named(name).map_err(|why| Trouble::no_source(name, why))?;
            }
            note(&app, Deed::pull(caller.name(), sources, since)).await?;
        }
        let order = Order { actor: caller.name(), trigger: Trigger::Manual, since, dry_run };
        match wanted.source.as_deref() {
            None => pulling::pull_all(&app, &order).await,
            Some(name) => {
                let source = app.sources.named(name).map_err(|why| Trouble::no_source(name, why))?;
                pulling::pull(&app, &source, &order).await
            }
        }
    };
    caller.answer(pulled.await)
}

/// Takes in a text that came with the request itself.
async fn take_text(app: &App, wanted: wire::Pull, actor: String) -> Result<wire::Pulled, Trouble> {
    let wire::Pull { text: Some(text), since: None, origin, dry_run, .. } = wanted else {
        return Err(Trouble::SourceText);
    };
    let origin = origin.unwrap_or_else(|| "request".to_owned());
    recordable("origin", &origin, ORIGIN_MAX_CHARS)?;
    let (folder, payload) = (app.folder.clone(), Csv::payload(origin, text.into_bytes(), Utc::now()));
    let protected = tokio::task::spawn_blocking(move || protect(&folder, payload)).await;
    let payload = protected.map_err(|error| Trouble::Internal(error.to_string()))??;
    if !dry_run {
        note(app, Deed::pull(actor.clone(), Csv::NAME, None)).await?;
    }
    let (source, trigger) = (Csv::NAME.to_owned(), Trigger::Manual);
    let brought = Brought { source, deliveries: vec![payload.into()], actor, trigger, since: None };
    pulling::take(app, brought, dry_run).await
}
