//! Precedents: listed, proposed, agreed to, revoked.

use super::answer::{precedent, proposal};
use crate::app::{App, Body, Caller, Number, Query, answer_laid, conduct, failed, json, recordable};
use crate::conductor::{Conductor, ConductorError};
use crate::problem::Trouble;
use crate::wording::REASON_MAX_CHARS;
use axum::extract::{OriginalUri, Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::{DateTime, Utc};
use paridad_store::Precedent;
use paridad_wire as wire;
use std::sync::Arc;

/// How many precedents are listed where no limit is given.
const PRECEDENTS_LISTED: u16 = 1000;

/// `GET /api/v1/precedents?limit=100&after=7`: those in force and those that are not, by number.
pub(crate) async fn precedents(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let precedents = async {
        let query = Query::of(&uri, &["limit", "after"])?;
        let (limit, after) =
            (query.limit(PRECEDENTS_LISTED)?, query.value("after", "1, 2, 3…")?.unwrap_or(0));
        app.readers
            .list(move |reader| {
                let all = reader.precedents().map_err(failed)?;
                let further = all.iter().filter(|precedent| precedent.number > after);
                Ok(further.take(limit).map(precedent).collect::<Vec<_>>())
            })
            .await
    };
    answer_laid(precedents.await, &uri, &headers)
}

/// `POST /api/v1/precedents`: proposes one.
pub(crate) async fn propose(State(app): State<Arc<App>>, caller: Caller, body: Body) -> Response {
    let proposed = async {
        let wanted: wire::Propose = json(caller.headers(), body)?;
        recordable("note", &wanted.note, REASON_MAX_CHARS)?;
        let (proposal, actor) = (proposal(&wanted)?, caller.name());
        let made = conduct(&app, move |conductor| conductor.propose(&proposal, (&actor, Utc::now()))).await?;
        app.learned.notify_one();
        Ok(precedent(&made))
    };
    caller.answer(proposed.await)
}

/// `POST /api/v1/precedents/{number}/agree`
pub(crate) async fn agree(
    State(app): State<Arc<App>>,
    number: Number,
    caller: Caller,
    body: Body,
) -> Response {
    let agreed = async {
        let wire::Note { note } = json(caller.headers(), body)?;
        step(&app, number, (&caller, note), Conductor::agree).await
    };
    caller.answer(agreed.await)
}

/// `POST /api/v1/precedents/{number}/revoke`
pub(crate) async fn revoke_precedent(
    State(app): State<Arc<App>>,
    number: Number,
    caller: Caller,
    body: Body,
) -> Response {
    let revoked = async {
        let wire::Revoke { note, reopen } = json(caller.headers(), body)?;
        let act = if reopen { Conductor::revoke_and_reopen } else { Conductor::revoke_precedent };
        step(&app, number, (&caller, note), act).await
    };
    caller.answer(revoked.await)
}

/// What the conductor does with a precedent that somebody has a note on.
type Act = fn(&mut Conductor, u64, &str, (&str, DateTime<Utc>)) -> Result<Precedent, ConductorError>;

async fn step(
    app: &App,
    number: Number,
    (caller, note): (&Caller, String),
    act: Act,
) -> Result<wire::Precedent, Trouble> {
    let Path(number) = number.map_err(|_| Trouble::NotFound)?;
    recordable("note", &note, REASON_MAX_CHARS)?;
    let actor = caller.name();
    let made = conduct(app, move |conductor| act(conductor, number, &note, (&actor, Utc::now()))).await?;
    app.learned.notify_one();
    Ok(precedent(&made))
}
