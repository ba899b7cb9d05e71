//! `POST /api/v1/webhooks/{name}`: pushes that are signed instead of carrying a token.

use super::observations::{self, Sent, media_type, take_in};
use super::signature::Signature;
use crate::app::{App, Body, Caller, whole};
use crate::conductor::chain;
use crate::problem::{Refusal, Trouble};
use crate::secrets::token::{Role, digest};
use crate::secrets::webhooks;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use chrono::Utc;
use std::sync::Arc;

/// The header with the signature.
const SIGNATURE: &str = "x-paridad-signature";

/// `POST /api/v1/webhooks/{name}`
pub(crate) async fn webhook(
    State(app): State<Arc<App>>,
    name: Result<Path<String>, PathRejection>,
    caller: Caller,
    body: Body,
) -> Response {
    let landed = async {
        let Path(name) = name.map_err(|_| Trouble::NotFound)?;
        let bytes = whole(body)?;
        let header = caller.headers().get(SIGNATURE).and_then(|value| value.to_str().ok());
        let signature = header.and_then(Signature::parse).ok_or(Refusal::Signature)?;
        let secret = secret(&app, &name).await?.ok_or(Refusal::Signature)?;
        signature.check(&secret, &bytes, Utc::now())?;
        let media_type = media_type(caller.headers()).ok_or(Refusal::Form)?;
        let (origin, key) = (format!("webhook {name}"), signature.idempotency_key());
        take_in(&app, Sent { origin, actor: name, key, media_type, bytes }).await
    };
    let landed = landed.await;
    if let Err(Trouble::Refused(Refusal::Signature)) = landed {
        app.knocks.count();
    }
    observations::answer(&caller, landed)
}

/// The secret of a webhook that is on record and not revoked. An unknown name is told nothing that a known one is not.
async fn secret(app: &App, name: &str) -> Result<Option<String>, Trouble> {
    let (folder, named) = (app.folder.clone(), name.to_owned());
    let kept = move || webhooks::secret(&folder, &named).map_err(|error| Trouble::Internal(chain(&error)));
    let Some(secret) = app.readers.compute(kept).await? else { return Ok(None) };
    let row = app.holders.of(&app.readers, &digest(&secret)).await?;
    Ok(row.filter(|row| row.name == name && row.role == Role::Webhook.name()).map(|_| secret))
}
