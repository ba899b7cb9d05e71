//! `POST /api/v1/verify`: proof that nothing was lost or changed.

use crate::app::{App, Body, Caller, Kind, json, note};
use crate::conductor::{Deed, Scope, Verification, Watch, chain};
use crate::problem::Trouble;
use axum::extract::State;
use axum::response::Response;
use chrono::Utc;
use paridad_store::Archive;
use paridad_wire::{JobResult, Verify};
use std::sync::Arc;

/// `POST /api/v1/verify`: begins or joins a verification. It reads only, so it does not stop the writer; what came of it is put on
/// record at the end.
pub(crate) async fn verify(State(app): State<Arc<App>>, caller: Caller, body: Body) -> Response {
    let begun = async {
        let Verify { full } = json(caller.headers(), body)?;
        let scope = if full { Scope::All } else { Scope::SinceProven };
        note(&app, Deed::verification(caller.name(), scope)).await?;
        let actor = caller.name();
        let conductor = app.conductor.get().ok_or(Trouble::NotReady)?.clone();
        let work = move |archive: &Archive, watch: Watch<'_>| {
            let done = Verification::of(archive, scope, watch)?;
            let by = (actor.as_str(), Utc::now());
            if let Err(error) = done.keep(|done| conductor.blocking_lock().keep_verification(done, by)) {
                tracing::warn!(why = chain(&error), "what came of a verification is not on record");
            }
            Ok(JobResult::Verified(done.verified))
        };
        let kind = if full { Kind::VerifyFull } else { Kind::Verify };
        app.begin(kind, &caller.name(), work)
    };
    caller.accepted(begun.await)
}
