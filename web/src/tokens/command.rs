//! `paridad token`: who may do what, and who no longer.

use super::args::{NewTokenArgs, TokenCommand};
use super::handler::shown;
use crate::conductor::Conductor;
use crate::console::{ACTOR, Access, json, line, moment, warn};
use crate::secrets::token::{Role, digest, mint};
use crate::secrets::webhooks;
use crate::setup::Options;
use anyhow::{Context, Result};
use chrono::Utc;
use paridad_store::TokenRow;
use paridad_wire::{MadeToken, NewToken, Token};
use std::process::ExitCode;

/// Does what is asked of tokens.
pub(crate) async fn run(options: &Options, wanted: &TokenCommand) -> Result<ExitCode> {
    match wanted {
        TokenCommand::New(wanted) => new(options, wanted).await,
        TokenCommand::List => list(options).await,
        TokenCommand::Revoke { name } => revoke(options, name).await,
    }
}

/// Makes a token: the server does where one runs, and else this program, as the server would.
async fn new(options: &Options, wanted: &NewTokenArgs) -> Result<ExitCode> {
    let NewTokenArgs { name, role } = wanted;
    let made = match Access::to(options).await? {
        Access::Server(client) => {
            let body = NewToken { name: name.clone(), role: role.name().to_owned() };
            client.post("/tokens", &body).await?
        }
        Access::Own(mut own) => make(options, wanted, &mut own.0)?,
    };
    if options.json {
        json(&made)?;
    } else {
        line(&made.token)?;
        warn(&format!(
            "this is the only time that {name}'s token is shown; keep it in a file that only its holder may read"
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// Makes a token where no server runs. Only its digest is kept, but for a webhook's secret, which is needed to verify.
fn make(options: &Options, wanted: &NewTokenArgs, conductor: &mut Conductor) -> Result<MadeToken> {
    let NewTokenArgs { name, role } = wanted;
    let (name, secret) = (name.clone(), mint().context("the system has no random bits")?);
    let (digest, at, actor) = (digest(&secret), Utc::now(), ACTOR.to_owned());
    let made = MadeToken { name: name.clone(), role: role.name().to_owned(), token: secret };
    conductor.make_token(&TokenRow { name, role: made.role.clone(), digest, at, actor, revoked: false })?;
    if *role == Role::Webhook {
        let name = &made.name;
        webhooks::keep(&options.data_dir, name, &made.token).with_context(|| {
            format!("the secret was not kept: `paridad token revoke {name}`, then make it again")
        })?;
    }
    Ok(made)
}

async fn list(options: &Options) -> Result<ExitCode> {
    let tokens: Vec<Token> = match Access::to(options).await? {
        Access::Server(client) => client.all("/tokens", |token: &Token| token.name.clone()).await?,
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
    format!("{name}  {role}  {done} by {actor} at {}", moment(*at))
}
