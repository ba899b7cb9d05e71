//! `paridad catalogue`: the series that are read from public sources, and what does not fit between them and the sources.

use crate::console::{json, line, warn};
use crate::setup::Options;
use crate::setup::sources::Sources;
use anyhow::{Context, Result};
use chrono::Utc;
use clap::{Args, Subcommand};
use paridad_ingest::catalogue::{Entry, Mismatch, check};
use paridad_ingest::sources::catalogue;
use serde::Serialize;
use std::process::ExitCode;

/// What is done with the catalogue.
#[derive(Debug, Clone, Args)]
pub(crate) struct CatalogueArgs {
    /// What else to do with them.
    #[command(subcommand)]
    action: Option<Action>,
}

/// What else is done with the catalogue.
#[derive(Debug, Clone, Copy, Subcommand)]
enum Action {
    /// Ask the sources what they say of their series, and say what does not fit.
    Check,
}

/// Lists the catalogue, or compares it.
pub(crate) async fn run(options: &Options, wanted: &CatalogueArgs) -> Result<ExitCode> {
    match wanted.action {
        None => list(options),
        Some(Action::Check) => compare(options).await,
    }
}

/// A series as it is listed for programs.
#[derive(Debug, Serialize)]
struct Listed<'a> {
    series: &'a str,
    source: &'a str,
    key: &'a str,
    title: String,
    unit: &'a str,
}

/// Lists the catalogue.
fn list(options: &Options) -> Result<ExitCode> {
    if options.json {
        let listed = |entry: &'static Entry| Listed {
            series: entry.id.as_str(),
            source: &entry.source,
            key: &entry.key,
            title: entry.title.join(", "),
            unit: &entry.unit,
        };
        json(&catalogue().entries().iter().map(listed).collect::<Vec<_>>())?;
        return Ok(ExitCode::SUCCESS);
    }
    for Entry { id, key, title, unit, .. } in catalogue().entries() {
        line(&format!("{:<22} {key:<12} {} [{unit}]", id.as_str(), title.join(", ")))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Compares the catalogue with what the sources that are configured say of themselves; fails where something does not fit.
async fn compare(options: &Options) -> Result<ExitCode> {
    let (catalogue, sources) = (catalogue(), Sources::of(options)?);
    let (mut mismatches, mut compared): (Vec<Mismatch>, usize) = (Vec::new(), 0);
    for name in sources.names() {
        let Ok(source) = sources.named(name) else { continue };
        let described = source.describe(Utc::now()).await;
        let Some(described) = described.with_context(|| format!("the source {name} says nothing"))? else {
            continue;
        };
        let entries = catalogue.entries().iter().filter(|entry| entry.source == name);
        compared += entries.clone().count();
        mismatches.extend(check(entries, &described));
    }
    if compared == 0 {
        warn("no source that describes its series has a token: nothing was compared");
    }
    if options.json {
        json(&mismatches)?;
    } else {
        let unfit = match mismatches.len() {
            0 if compared == 0 => String::new(),
            0 => ": all of them fit".to_owned(),
            1 => ": 1 thing does not fit".to_owned(),
            count => format!(": {count} things do not fit"),
        };
        line(&format!("{compared} series compared{unfit}"))?;
        for Mismatch { series, what, expected, found } in &mismatches {
            line(&format!("{:<22} {what:<11} expected {expected:?}, found {found:?}", series.as_str()))?;
        }
    }
    Ok(if mismatches.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
