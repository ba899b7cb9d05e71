//! `paridad token`: who may do what, and who no longer.

use super::output::{json, line, warn};
use super::{ACTOR, Access};
use crate::cli::{NewTokenArgs, Options, TokenCommand};
use crate::handlers::shown;
use crate::token::{Role, digest, hex, mint};
use crate::webhooks;
use anyhow::{Context, Result};
use chrono::Utc;
use paridad_store::TokenRow;
use paridad_wire::{NewToken, Token};
use std::process::ExitCode;

pub(super) async fn run(options: &Options, wanted: &TokenCommand) -> Result<ExitCode> {
    match wanted {
        TokenCommand::New(wanted) => new(options, wanted).await,
        TokenCommand::List => list(options).await,
        TokenCommand::Revoke { name } => revoke(options, name).await,
    }
}

/// Makes a token here: only its digest leaves this program, but for a webhook's secret, which the server must have to verify.
async fn new(options: &Options, wanted: &NewTokenArgs) -> Result<ExitCode> {
    let NewTokenArgs { name, role } = wanted;
    let (name, secret) = (name.clone(), mint().context("the system has no random bits")?);
    let digest = digest(&secret);
    let role_name = role.name().to_owned();
    match Access::to(options).await? {
        Access::Server(client) => {
            let body = NewToken { name, role: role_name, digest: hex(&digest) };
            let _: Token = client.post("/tokens", &body).await?;
        }
        Access::Own(mut own) => {
            let (at, actor) = (Utc::now(), ACTOR.to_owned());
            own.0.make_token(&TokenRow { name, role: role_name, digest, at, actor, revoked: false })?;
        }
    }
    let name = &wanted.name;
    if *role == Role::Webhook {
        webhooks::keep(&options.data_dir, name, &secret).with_context(|| {
            format!("the secret was not kept: `paridad token revoke {name}`, then make it again")
        })?;
    }
    if options.json {
        json(&serde_json::json!({ "name": name, "role": role.name(), "token": secret }))?;
    } else {
        line(&secret)?;
        warn(&format!(
            "this is the only time that {name}'s token is shown; keep it in a file that only its holder may read"
        ));
    }
    Ok(ExitCode::SUCCESS)
}

async fn list(options: &Options) -> Result<ExitCode> {
    let tokens: Vec<Token> = match Access::to(options).await? {
        Access::Server(client) => client.get("/tokens", &[]).await?,
        Access::Own(own) => own.0.archive().read()?.tokens()?.into_iter().map(shown).collect(),
    };
    if options.json {
        json(&tokens)?;
    } else if tokens.is_empty() {
        line("there are no tokens")?;
    } else {
        tokens.iter().try_for_each(|token| line(&in_words(token)))?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn revoke(options: &Options, name: &str) -> Result<ExitCode> {
    let token: Token = match Access::to(options).await? {
        Access::Server(client) => {
            client.post(&format!("/tokens/{name}/revoke"), &serde_json::json!({})).await?
        }
        Access::Own(mut own) => shown(own.0.revoke_token(name, (ACTOR, Utc::now()))?),
    };
    if options.json {
        json(&token)?;
    } else {
        line(&in_words(&token))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn in_words(token: &Token) -> String {
    let Token { name, role, at, actor, revoked } = token;
    let done = if *revoked { "revoked" } else { "made" };
    format!("{name}  {role}  {done} by {actor} at {}", at.format("%Y-%m-%d %H:%M:%SZ"))
}
