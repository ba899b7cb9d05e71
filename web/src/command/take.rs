//! `paridad pull`: fetch what is new, check it and learn it.

use super::output::{json, line, warn};
use super::{ACTOR, Access};
use crate::cli::{Options, PullArgs};
use crate::client::Client;
use crate::conductor::{Brought, Conductor, ConductorError, known};
use crate::personal::protect;
use crate::sources::{NoSource, Sources};
use anyhow::{Context, Result, bail};
use chrono::Utc;
use paridad_ingest::csv::Csv;
use paridad_store::Trigger;
use paridad_wire::{Pull, Pulled};
use std::path::PathBuf;
use std::process::ExitCode;

pub(super) async fn run(options: &Options, wanted: &PullArgs) -> Result<ExitCode> {
    let access = Access::to(options).await?;
    let sources = Sources::of(options)?;
    let pulled = match (wanted.source.as_deref(), access) {
        (Some(source), access) if source.starts_with("csv:") => {
            vec![pull_file(access, &source["csv:".len()..], options, wanted).await?]
        }
        (Some(source), Access::Server(client)) => vec![ask(&client, source, wanted).await?],
        (Some(source), Access::Own(mut own)) => vec![fetch(&mut own.0, &sources, source, wanted).await?],
        (None, Access::Server(client)) => {
            let mut pulled = Vec::new();
            for source in client.get::<Vec<String>>("/sources", &[]).await? {
                pulled.push(ask(&client, &source, wanted).await);
            }
            all_of(pulled)?
        }
        (None, Access::Own(mut own)) => {
            let mut pulled = Vec::new();
            for source in sources.names() {
                pulled.push(fetch(&mut own.0, &sources, source, wanted).await);
            }
            all_of(pulled)?
        }
    };
    if options.json && wanted.source.is_some() {
        pulled.iter().try_for_each(json)?;
    } else if options.json {
        json(&pulled)?;
    } else {
        pulled.iter().try_for_each(|pulled| show(pulled, wanted.dry_run))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What all sources brought. One that failed does not keep the others from being pulled, and its error comes last.
fn all_of(pulled: Vec<Result<Pulled>>) -> Result<Vec<Pulled>> {
    let (done, failed): (Vec<_>, Vec<_>) = pulled.into_iter().partition(Result::is_ok);
    let done: Vec<Pulled> = done.into_iter().flatten().collect();
    let mut errors = failed.into_iter().filter_map(Result::err);
    let Some(first) = errors.next() else { return Ok(done) };
    done.iter().try_for_each(|pulled| show(pulled, false))?;
    errors.for_each(|error| warn(&format!("{error:#}")));
    Err(first)
}

/// Reads the file here, whoever takes it in: a server may run elsewhere on the machine, where the path means another file.
async fn pull_file(access: Access, file: &str, options: &Options, wanted: &PullArgs) -> Result<Pulled> {
    if wanted.since.is_some() {
        bail!("--since does not apply to a file");
    }
    let path = std::path::absolute(PathBuf::from(file)).with_context(|| format!("no file {file:?}"))?;
    let payload = Csv::new(path).fetch(Utc::now()).await?;
    let origin = payload.origin.clone();
    let pulled = match access {
        Access::Server(client) => {
            let text = String::from_utf8(payload.bytes).context("the file must be UTF-8")?;
            let pull = Pull {
                source: Some(payload.source),
                text: Some(text),
                origin: Some(payload.origin),
                since: None,
                dry_run: wanted.dry_run,
            };
            client.post("/pull", &pull).await
        }
        Access::Own(mut own) => {
            let payload = protect(&options.data_dir, payload)?;
            let brought = brought(Csv::NAME, vec![payload]);
            take(&mut own.0, &brought, wanted.dry_run)
        }
    };
    pulled.with_context(|| format!("{origin} was not taken in"))
}

async fn ask(client: &Client, source: &str, wanted: &PullArgs) -> Result<Pulled> {
    let (since, dry_run) = (wanted.since, wanted.dry_run);
    client.post("/pull", &Pull { source: Some(source.to_owned()), since, dry_run, ..Pull::default() }).await
}

/// Fetches a source without a server, and takes in what it brings.
async fn fetch(
    conductor: &mut Conductor,
    sources: &Sources,
    name: &str,
    wanted: &PullArgs,
) -> Result<Pulled> {
    let source = match sources.named(name) {
        Ok(source) => source,
        Err(NoSource::NoToken(variable)) => {
            bail!("{name} needs a token: set {variable}, or {variable}_FILE to a file that only you may read")
        }
        Err(NoSource::Unknown) => {
            bail!("--source must be ecb, banxico, inegi or csv:FILE, got {name:?}")
        }
    };
    let known = known(&conductor.archive().read()?, wanted.since)?;
    match source.fetch(&known, Utc::now()).await {
        Ok(payloads) => take(conductor, &brought(name, payloads), wanted.dry_run),
        Err(error) => {
            let error = ConductorError::Source { name: name.to_owned(), source: error };
            if !wanted.dry_run {
                conductor.failed(&brought(name, Vec::new()), &error, Utc::now())?;
            }
            Err(error.into())
        }
    }
}

fn brought(source: &str, payloads: Vec<paridad_ingest::source::Payload>) -> Brought {
    Brought { source: source.to_owned(), payloads, actor: ACTOR.to_owned(), trigger: Trigger::Manual }
}

/// Nothing else runs in this program, so learning may hold its thread.
fn take(conductor: &mut Conductor, brought: &Brought, dry_run: bool) -> Result<Pulled> {
    Ok(if dry_run { conductor.preview(brought)? } else { conductor.take(brought, Utc::now())? })
}

fn show(pulled: &Pulled, dry_run: bool) -> Result<()> {
    let Pulled { source, observed, known, held, learned, last_day, version, findings } = pulled;
    let tail = if dry_run { "nothing kept".to_owned() } else { format!("{learned} days learned") };
    line(&format!("{source}: {observed} new values, {known} known, {held} held back; {tail}"))?;
    line(&format!("version {version} knows {last_day}"))?;
    findings.iter().try_for_each(|finding| line(&format!("  {finding}")))
}
