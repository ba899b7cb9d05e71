//! `paridad pull`: fetch what is new, check it and learn it.

use crate::conductor::{Brought, Conductor, ConductorError, Deed, asked, is_since};
use crate::console::{ACTOR, Access, Client, Waiting, json, line, warn};
use crate::intake::together;
use crate::secrets::personal::{protect, protect_all};
use crate::setup::Options;
use crate::setup::sources::{NoSource, Sources, public_names};
use crate::sources::args::PullArgs;
use anyhow::{Context, Result, bail};
use chrono::{NaiveDate, Utc};
use paridad_ingest::feed::csv::Csv;
use paridad_ingest::feed::payload::Delivery;
use paridad_store::Trigger;
use paridad_wire::{Pull, Pulled};
use std::path::PathBuf;
use std::process::ExitCode;

/// Pulls what is asked for: the server does where one runs.
pub(crate) async fn run(options: &Options, wanted: &PullArgs) -> Result<ExitCode> {
    if let Some(day) = wanted.since.filter(|day| !is_since(*day, Utc::now())) {
        bail!("--since must be a day from 1900-01-01 to today, got {day}");
    }
    let sources = Sources::of(options)?;
    let mut access = Access::to(options).await?;
    let names = match (&wanted.source, &access) {
        (Some(source), _) => vec![source.clone()],
        (None, Access::Server(client)) => client.get::<Vec<String>>("/sources", &[]).await?,
        (None, Access::Own(_)) => sources.names().into_iter().map(str::to_owned).collect(),
    };
    let (mut done, mut failed) = (Vec::new(), Vec::new());
    for name in &names {
        let waiting = Waiting::begin(&format!("pulling {name}"));
        let pulled = match (name.strip_prefix("csv:"), &mut access) {
            (Some(file), access) => pull_file(access, file, options, wanted).await,
            (None, Access::Server(client)) => ask(client, name, wanted).await,
            (None, Access::Own(own)) => fetch(&mut own.0, &sources, name, (options, wanted)).await,
        };
        waiting.end();
        match pulled {
            Ok(pulled) if options.json => done.push(pulled),
            Ok(pulled) => show(&pulled, wanted.dry_run)?,
            Err(error) => failed.push(error),
        }
    }
    if options.json && wanted.source.is_some() {
        done.iter().try_for_each(json)?;
    } else if options.json {
        json(&done)?;
    }
    // One that failed does not keep the others from being pulled.
    let last = failed.pop();
    for error in &failed {
        warn(&format!("{error:#}"));
    }
    last.map_or(Ok(ExitCode::SUCCESS), Err)
}

/// Reads the file here, whoever takes it in: a server may run elsewhere on the machine, where the path means another file.
async fn pull_file(access: &mut Access, file: &str, options: &Options, wanted: &PullArgs) -> Result<Pulled> {
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
        Access::Own(own) => {
            let payload = protect(&options.data_dir, payload)?;
            if !wanted.dry_run {
                own.0.note(&Deed::pull(ACTOR.to_owned(), Csv::NAME, None), Utc::now())?;
            }
            let brought = brought(Csv::NAME, vec![payload.into()], None);
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
    (options, wanted): (&Options, &PullArgs),
) -> Result<Pulled> {
    let source = match sources.named(name) {
        Ok(source) => source,
        Err(NoSource::NoToken(variable)) => {
            bail!("{name} needs a token: set {variable}, or {variable}_FILE to a file that only you may read")
        }
        Err(NoSource::Unknown) => {
            bail!("--source must be {}, one of sources.toml, or csv:FILE, got {name:?}", public_names())
        }
    };
    if !wanted.dry_run {
        conductor.note(&Deed::pull(ACTOR.to_owned(), name, wanted.since), Utc::now())?;
    }
    let named = |source| ConductorError::Source { name: name.to_owned(), source };
    let (mut pulled, mut last) = (Vec::new(), Ok(()));
    let portions = match source.portions().await.map_err(named) {
        Ok(portions) => portions,
        Err(error) => return take_fetched(conductor, name, Err(error), wanted),
    };
    for portion in portions {
        let asked = asked(&conductor.archive().read()?, name, wanted.since)?;
        let fetched = source.fetch(&portion, &asked, Utc::now()).await.map_err(named);
        let protected = fetched.and_then(|deliveries| {
            protect_all(&options.data_dir, name, deliveries)
                .map_err(|error| ConductorError::protect(name, error))
        });
        match take_fetched(conductor, name, protected, wanted) {
            Ok(one) => pulled.push(one),
            // It keeps no other portion out.
            Err(error) => {
                warn(&format!("{error:#}"));
                last = Err(error);
            }
        }
    }
    last?;
    match together(pulled) {
        Some(pulled) => Ok(pulled),
        None => take(conductor, &brought(name, Vec::new(), wanted.since), wanted.dry_run),
    }
}

/// Takes in what was fetched, or puts on record why nothing was.
fn take_fetched(
    conductor: &mut Conductor,
    name: &str,
    fetched: Result<Vec<Delivery>, ConductorError>,
    wanted: &PullArgs,
) -> Result<Pulled> {
    match fetched {
        Ok(deliveries) => take(conductor, &brought(name, deliveries, wanted.since), wanted.dry_run),
        Err(error) => {
            if !wanted.dry_run {
                conductor.failed(&brought(name, Vec::new(), wanted.since), &error, Utc::now())?;
            }
            Err(error.into())
        }
    }
}

fn brought(source: &str, deliveries: Vec<Delivery>, since: Option<NaiveDate>) -> Brought {
    let (source, actor) = (source.to_owned(), ACTOR.to_owned());
    Brought { source, deliveries, actor, trigger: Trigger::Manual, since }
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
