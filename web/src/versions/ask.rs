//! What can take two people: asked for, and answered.

use super::answer::requested;
use super::beside::carry_out;
use crate::app::{App, Caller, conduct, failed, recordable};
use crate::conductor::{Conductor, Outcome, Ruling};
use crate::problem::Trouble;
use crate::wording::REASON_MAX_CHARS;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::Utc;
use paridad_store::Wanted;
use paridad_wire::Requested;
use std::sync::Arc;

/// Asks for what can take two people.
pub(crate) async fn ask(
    app: &Arc<App>,
    caller: &Caller,
    (wanted, reason): (Wanted, String),
) -> Result<Requested, Trouble> {
    let actor = caller.name();
    recordable("reason", &reason, REASON_MAX_CHARS)?;
    let request = move |conductor: &mut Conductor| conductor.request(wanted, &reason, (&actor, Utc::now()));
    let outcome = match conduct(app, request).await? {
        Ruling::Waits(by) => Outcome::Waits(by),
        Ruling::Decided(decided) => Outcome::Done(Box::new(carry_out(app, decided, &caller.name()).await?)),
    };
    let speaking = app.view()?.speaking.number;
    app.readers.read(move |reader| requested(reader, outcome, speaking).map_err(failed)).await
}

/// What is done is answered with 200, what waits with 202.
pub(crate) fn requested_of(caller: &Caller, result: Result<Requested, Trouble>) -> Response {
    let waits = matches!(result, Ok(Requested::Waits(_)));
    let mut response = caller.answer(result);
    if waits {
        *response.status_mut() = StatusCode::ACCEPTED;
    }
    response
}
