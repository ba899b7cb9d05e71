//! The tokens: made, listed, revoked. One passes here once, in the answer to who made it.

use crate::app::{App, Body, Caller, Nothing, Query, answer_laid, conduct, failed, json};
use crate::conductor::Conductor;
use crate::problem::{Refusal, Trouble};
use crate::secrets::token::{Role, digest, is_name, mint};
use crate::secrets::webhooks;
use axum::extract::rejection::PathRejection;
use axum::extract::{OriginalUri, Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::Utc;
use paridad_store::TokenRow;
use paridad_wire::{MadeToken, NewToken, Token};
use std::sync::Arc;

/// How many tokens are listed where no limit is given.
const TOKENS_LISTED: u16 = 1000;

/// `GET /api/v1/tokens?limit=100&after=ana`: the last word on each name, by name.
pub(crate) async fn tokens(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let tokens = async {
        let query = Query::of(&uri, &["limit", "after"])?;
        let (limit, after) = (query.limit(TOKENS_LISTED)?, query.text("after").map(str::to_owned));
        app.readers
            .list(move |reader| {
                let rows = reader.tokens().map_err(failed)?.into_iter();
                let further = rows.filter(|row| after.as_ref().is_none_or(|after| row.name > *after));
                Ok(further.take(limit).map(shown).collect::<Vec<Token>>())
            })
            .await
    };
    answer_laid(tokens.await, &uri, &headers)
}

/// `POST /api/v1/tokens`: makes a token, which is answered this once.
pub(crate) async fn make_token(State(app): State<Arc<App>>, caller: Caller, body: Body) -> Response {
    let made = async {
        let NewToken { name, role } = json(caller.headers(), body)?;
        if !is_name(&name) {
            return Err(Refusal::Name.into());
        }
        let role = Role::named(&role).ok_or(Refusal::NoSuchRole)?;
        make(&app, (name, role), caller.name()).await
    };
    caller.answer(made.await)
}

/// Puts a new token on record, and from then on lets nobody in without one.
async fn make(app: &Arc<App>, (name, role): (String, Role), actor: String) -> Result<MadeToken, Trouble> {
    let token = mint().ok_or_else(|| Trouble::Internal("the system has no random bits".to_owned()))?;
    let (digest, at) = (digest(&token), Utc::now());
    let row =
        TokenRow { name: name.clone(), role: role.name().to_owned(), digest, at, actor, revoked: false };
    let shared = app.clone();
    // It counts even if whoever asked for it has left by then.
    conduct(app, move |conductor| {
        let made = conductor.make_token(&row);
        shared.holders.forget();
        if made.is_ok() {
            shared.door.close();
        }
        made
    })
    .await?;
    let made = MadeToken { name, role: role.name().to_owned(), token };
    if role == Role::Webhook {
        keep(app, made.clone()).await?;
    }
    Ok(made)
}

/// Keeps the secret of a webhook, without which no signature can be verified.
async fn keep(app: &App, made: MadeToken) -> Result<(), Trouble> {
    let folder = app.folder.clone();
    let kept = tokio::task::spawn_blocking(move || webhooks::keep(&folder, &made.name, &made.token)).await;
    let kept = kept.map_err(|error| Trouble::Internal(error.to_string()))?;
    kept.map_err(|error| {
        let why = crate::conductor::chain(&error);
        Trouble::Internal(format!("the secret was not kept; revoke the token, then make it again: {why}"))
    })
}

/// `POST /api/v1/tokens/{name}/revoke`: from now on it allows nothing.
pub(crate) async fn revoke_token(
    State(app): State<Arc<App>>,
    name: Result<Path<String>, PathRejection>,
    caller: Caller,
    body: Body,
) -> Response {
    let revoked = async {
        let Path(name) = name.map_err(|_| Trouble::NotFound)?;
        let Nothing {} = json(caller.headers(), body)?;
        if !is_name(&name) {
            return Err(Trouble::from(Refusal::Name));
        }
        let (actor, shared) = (caller.name(), app.clone());
        let revoke = move |conductor: &mut Conductor| {
            let revoked = conductor.revoke_token(&name, (&actor, Utc::now()));
            shared.holders.forget();
            revoked
        };
        conduct(&app, revoke).await.map(shown)
    };
    caller.answer(revoked.await)
}

/// A token as it is listed.
pub(crate) fn shown(row: TokenRow) -> Token {
    let TokenRow { name, role, at, actor, revoked, .. } = row;
    Token { name, role, at, actor, revoked }
}
