//! `paridad runs`: what the runs of the sources brought.

pub(super) mod pull;

use super::RunsArgs;
use super::answer::runs as list_runs;
use crate::console::{Access, counted, json, line, moment};
use crate::setup::Options;
use anyhow::Result;
use paridad_wire::Run;
use std::process::ExitCode;

/// Lists what runs brought, newest first.
pub(crate) async fn runs(options: &Options, wanted: &RunsArgs) -> Result<ExitCode> {
    let RunsArgs { limit } = *wanted;
    let list: Vec<Run> = match Access::to(options).await? {
        Access::Server(client) => client.get("/runs", &[("limit", limit.to_string())]).await?,
        Access::Own(own) => list_runs(&own.0.archive().read()?, usize::from(limit))?,
    };
    if options.json {
        json(&list)?;
    } else if list.is_empty() {
        line("nothing has been pulled yet")?;
    } else {
        list.iter().try_for_each(|run| line(&in_words(run)))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn in_words(run: &Run) -> String {
    let end = match (&run.brought, &run.failed) {
        (Some(brought), _) => format!(
            "{}, {} known, {} held back, {} learned",
            counted(brought.observed, "new value"),
            brought.known,
            brought.held,
            counted(brought.learned, "day")
        ),
        (None, Some(reason)) => format!("failed: {reason}"),
        (None, None) => "goes on".to_owned(),
    };
    format!("{}  {}  {} ({}, {}): {end}", run.run, moment(run.started_at), run.source, run.trigger, run.actor)
}
