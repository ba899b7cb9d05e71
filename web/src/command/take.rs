//! `paridad pull`: fetch what is new, check it, learn it.

use super::output::{json, line};
use super::{ACTOR, Access, ecb};
use crate::cli::Options;
use crate::conductor::ConductorError;
use anyhow::{Context, Result, bail};
use chrono::Utc;
use paridad_ingest::csv::Csv;
use paridad_ingest::source::Source;
use paridad_wire::{Pull, Pulled};
use std::path::PathBuf;
use std::process::ExitCode;

pub(super) async fn run(options: &Options, source: &str) -> Result<ExitCode> {
    let file = source.strip_prefix("csv:").map(PathBuf::from);
    if file.is_none() && source != "ecb" {
        bail!("--source must be ecb or csv:FILE, got {source:?}");
    }
    let pulled = match Access::to(options).await? {
        Access::Server(client) => {
            let text =
                file.as_ref().map(std::fs::read_to_string).transpose().context("the file cannot be read")?;
            let name = if file.is_some() { "csv" } else { "ecb" };
            client.post("/pull", &Pull { source: Some(name.to_owned()), text }).await?
        }
        Access::Own(own) => {
            let (mut conductor, _) = *own;
            let source = match file {
                Some(file) => Source::Csv(Csv::new(file)),
                None => Source::Ecb(ecb(options)?),
            };
            let now = Utc::now();
            let payload = source
                .fetch(Some(conductor.known_until()), now)
                .await
                .map_err(|error| ConductorError::Source { name: source.name(), source: error })?;
            tokio::task::spawn_blocking(move || conductor.take(&source, &payload, ACTOR, now)).await??
        }
    };
    show(options, &pulled)?;
    Ok(ExitCode::SUCCESS)
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
