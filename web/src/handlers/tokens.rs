//! The tokens: made, listed, revoked. One passes here once, in the answer to who made it.

use super::actions::conduct;
use super::body::{Body, Nothing, json};
use super::caller::Caller;
use super::{failed, reader};
use crate::problem::{Refusal, Trouble};
use crate::server::App;
use crate::token::{Role, digest, is_name, mint};
use crate::webhooks;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use chrono::Utc;
use paridad_store::TokenRow;
use paridad_wire::{MadeToken, NewToken, Token};
use std::sync::Arc;

/// `GET /api/v1/tokens`: the last word on each name.
pub(crate) async fn tokens(State(app): State<Arc<App>>, caller: Caller) -> Response {
    let tokens = || {
        let rows = reader(&app)?.tokens().map_err(failed)?;
        Ok(rows.into_iter().map(shown).collect::<Vec<Token>>())
    };
    caller.answer(tokens())
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
async fn make(app: &App, (name, role): (String, Role), actor: String) -> Result<MadeToken, Trouble> {
    let token = mint().ok_or_else(|| Trouble::Internal("the system has no random bits".to_owned()))?;
    let (digest, at) = (digest(&token), Utc::now());
    let row =
        TokenRow { name: name.clone(), role: role.name().to_owned(), digest, at, actor, revoked: false };
    conduct(app, move |conductor| conductor.make_token(&row)).await?;
    app.door.close();
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
        let actor = caller.name();
        let row = conduct(&app, move |conductor| conductor.revoke_token(&name, (&actor, Utc::now()))).await?;
        Ok(shown(row))
    };
    caller.answer(revoked.await)
}

/// A token as it is listed.
pub(crate) fn shown(row: TokenRow) -> Token {
    let TokenRow { name, role, at, actor, revoked, .. } = row;
    Token { name, role, at, actor, revoked }
}
