//! `paridad pull`: fetch what is new, check it and learn it.

use crate::conductor::{Conductor, Deed, is_since};
use crate::console::{ACTOR, Access, Client, Refused, Waiting, counted, json, line, warn};
use crate::intake::{Alone, Mode, Order, hand_over, pull};
use crate::problem::Trouble;
use crate::setup::Options;
use crate::setup::sources::Sources;
use crate::sources::args::PullArgs;
use anyhow::{Context, Result, bail};
use chrono::Utc;
use paridad_ingest::feed::csv::Csv;
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
            let mut alone = Alone { conductor: &mut own.0, folder: &options.data_dir };
            hand_over(&mut alone, payload, &order(wanted)).await
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
    let source = sources.named(name).map_err(|why| Refused::of(&Trouble::no_source(name, why)))?;
    if !wanted.dry_run {
        conductor.note(&Deed::pull(ACTOR.to_owned(), name, wanted.since), Utc::now())?;
    }
    let mut alone = Alone { conductor, folder: &options.data_dir };
    pull(&mut alone, &source, &order(wanted)).await
}

fn order(wanted: &PullArgs) -> Order {
    let mode = if wanted.dry_run { Mode::DryRun } else { Mode::Keep };
    Order { actor: ACTOR.to_owned(), trigger: Trigger::Manual, since: wanted.since, mode }
}

fn show(pulled: &Pulled, dry_run: bool) -> Result<()> {
    let Pulled { source, observed, known, held, learned, last_day, version, findings } = pulled;
    let tail =
        if dry_run { "nothing kept".to_owned() } else { format!("{} learned", counted(*learned, "day")) };
    let observed = counted(*observed, "new value");
    line(&format!("{source}: {observed}, {known} known, {held} held back; {tail}"))?;
    line(&format!("version {version} knows {last_day}"))?;
    findings.iter().try_for_each(|finding| line(&format!("  {finding}")))
}
