//! `POST /api/v1/pull`: sources asked for what is new, or a text taken in that came with the request.

use crate::app::{App, Body, Caller, json, note, recordable};
use crate::conductor::{Deed, is_since};
use crate::intake::{Mode, Order, hand_over_here, pull_all, pull_here};
use crate::problem::Trouble;
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
        let (since, mode) = (wanted.since, mode(&wanted));
        if let Some(day) = since.filter(|day| !is_since(*day, Utc::now())) {
            return Err(Trouble::Unreadable {
                name: "since",
                value: day.to_string(),
                wanted: "1900-01-01 … hoy / today",
            });
        }
        if mode == Mode::Keep {
            let sources = wanted.source.as_deref().unwrap_or("all");
            if let Some(name) = &wanted.source {
                app.sources.named(name).map_err(|why| Trouble::no_source(name, why))?;
            }
            note(&app, Deed::pull(caller.name(), sources, since)).await?;
        }
        let order = Order { actor: caller.name(), trigger: Trigger::Manual, since, mode };
        match wanted.source.as_deref() {
            None => pull_all(&app, &order).await,
            Some(name) => {
                let source = app.sources.named(name).map_err(|why| Trouble::no_source(name, why))?;
                pull_here(&app, &source, &order).await
            }
        }
    };
    caller.answer(pulled.await)
}

/// What becomes of what is pulled.
fn mode(wanted: &wire::Pull) -> Mode {
    if wanted.dry_run { Mode::DryRun } else { Mode::Keep }
}

/// Takes in a text that came with the request itself.
async fn take_text(app: &App, wanted: wire::Pull, actor: String) -> Result<wire::Pulled, Trouble> {
    let order = Order { actor, trigger: Trigger::Manual, since: None, mode: mode(&wanted) };
    let wire::Pull { text: Some(text), since: None, origin, .. } = wanted else {
        return Err(Trouble::SourceText);
    };
    let origin = origin.unwrap_or_else(|| "request".to_owned());
    recordable("origin", &origin, ORIGIN_MAX_CHARS)?;
    let payload = Csv::payload(origin, text.into_bytes(), Utc::now());
    hand_over_here(app, payload, &order).await
}
