//! `paridad pull`: fetch what is new, check it, learn it.

use super::output::{json, line, warn};
use super::{ACTOR, Access, ecb};
use crate::cli::{ECB_PORTAL_URL, ECB_URL, Options};
use crate::client::Client;
use crate::conductor::{Conductor, ConductorError};
use anyhow::{Context, Result, bail};
use chrono::Utc;
use paridad_ingest::csv::Csv;
use paridad_ingest::ecb::Ecb;
use paridad_ingest::source::{Payload, Source};
use paridad_wire::{Pull, Pulled};
use std::path::PathBuf;
use std::process::ExitCode;

pub(super) async fn run(options: &Options, source: &str) -> Result<ExitCode> {
    let pulled = match source.strip_prefix("csv:") {
        Some(file) => pull_file(options, file).await?,
        None if source == Ecb::NAME => pull_ecb(options).await?,
        None => bail!("--source must be ecb or csv:FILE, got {source:?}"),
    };
    show(options, &pulled)?;
    Ok(ExitCode::SUCCESS)
}

/// Reads the file here, whoever takes it in: a server may run elsewhere on the machine, where the path means another file.
async fn pull_file(options: &Options, file: &str) -> Result<Pulled> {
    let path = std::path::absolute(PathBuf::from(file)).with_context(|| format!("no file {file:?}"))?;
    let source = Source::Csv(Csv::new(path));
    let payload = source.fetch(None, Utc::now()).await?;
    let origin = payload.origin.clone();
    let pulled = match Access::to(options).await? {
        Access::Server(client) => send(&client, payload).await,
        Access::Own(own) => take(own.0, source, payload).await,
    };
    pulled.with_context(|| format!("{origin} was not taken in"))
}

async fn send(client: &Client, payload: Payload) -> Result<Pulled> {
    let text = String::from_utf8(payload.bytes).context("the file must be UTF-8")?;
    let pull = Pull { source: Some(payload.source), text: Some(text), origin: Some(payload.origin) };
    client.post("/pull", &pull).await
}

async fn pull_ecb(options: &Options) -> Result<Pulled> {
    match Access::to(options).await? {
        Access::Server(client) => {
            for (flag, url, usual) in [
                ("--ecb-url", &options.ecb_url, ECB_URL),
                ("--ecb-portal-url", &options.ecb_portal_url, ECB_PORTAL_URL),
            ] {
                if url != usual {
                    warn(&format!("{flag} does not apply: the running server fetches from its own address"));
                }
            }
            client.post("/pull", &Pull { source: Some(Ecb::NAME.to_owned()), ..Pull::default() }).await
        }
        Access::Own(own) => {
            let source = Source::Ecb(ecb(options)?);
            let payload = source
                .fetch(Some(own.0.known_until()), Utc::now())
                .await
                .map_err(|error| ConductorError::Source { name: source.name(), source: error })?;
            take(own.0, source, payload).await
        }
    }
}

/// Lets an own conductor take in a payload, away from the threads that serve.
async fn take(mut conductor: Conductor, source: Source, payload: Payload) -> Result<Pulled> {
    let taken =
        tokio::task::spawn_blocking(move || conductor.take(&source, &payload, ACTOR, payload.received_at));
    Ok(taken.await??)
}

fn show(options: &Options, pulled: &Pulled) -> Result<()> {
    if options.json {
        return json(pulled);
    }
    let Pulled { source, observed, known, held, learned, last_day, version, findings } = pulled;
    line(&format!(
        "{source}: {observed} new values, {known} known, {held} held back; {learned} days learned"
    ))?;
    line(&format!("version {version} knows {last_day}"))?;
    findings.iter().try_for_each(|finding| line(&format!("  {finding}")))
}
