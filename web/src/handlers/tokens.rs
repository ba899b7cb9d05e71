//! The tokens: listed, put on record, revoked. None of them passes here, only its digest.

use super::actions::conduct;
use super::body::{Body, Nothing, json};
use super::caller::Caller;
use super::{failed, reader};
use crate::problem::{Refusal, Trouble};
use crate::server::App;
use crate::token::{Role, from_hex, is_name};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use chrono::Utc;
use paridad_store::TokenRow;
use paridad_wire::{NewToken, Token};
use std::sync::Arc;

/// `GET /api/v1/tokens`: the last word on each name.
pub(crate) async fn tokens(State(app): State<Arc<App>>, caller: Caller) -> Response {
    let tokens = || {
        let rows = reader(&app)?.tokens().map_err(failed)?;
        Ok(rows.into_iter().map(shown).collect::<Vec<Token>>())
    };
    caller.answer(tokens())
}

/// `POST /api/v1/tokens`: puts a token on record that the caller has made.
pub(crate) async fn make_token(State(app): State<Arc<App>>, caller: Caller, body: Body) -> Response {
    let made = async {
        let NewToken { name, role, digest } = json(caller.headers(), body)?;
        if !is_name(&name) {
            return Err(Refusal::Name.into());
        }
        let role = Role::named(&role).ok_or(Refusal::NoSuchRole)?.name().to_owned();
        let digest = from_hex(&digest).ok_or(Refusal::Digest)?;
        let row = TokenRow { name, role, digest, at: Utc::now(), actor: caller.name(), revoked: false };
        let kept = row.clone();
        conduct(&app, move |conductor| conductor.make_token(&kept)).await?;
        Ok(shown(row))
    };
    caller.answer(made.await)
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
