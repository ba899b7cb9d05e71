//! `paridad freshness`: how old the last value of each series is, and whether the next one is late.

use super::answer::freshness;
use crate::console::{Access, json, line};
use crate::setup::Options;
use crate::setup::sources::Sources;
use anyhow::Result;
use chrono::Utc;
use paridad_wire::Freshness;
use std::process::ExitCode;

/// Lists how fresh the series are.
pub(crate) async fn run(options: &Options) -> Result<ExitCode> {
    let list: Vec<Freshness> = match Access::to(options).await? {
        Access::Server(client) => client.get("/freshness", &[]).await?,
        Access::Own(own) => freshness(&own.0.archive().read()?, &Sources::of(options)?.names(), Utc::now())?,
    };
    if options.json {
        json(&list)?;
    } else {
        list.iter().try_for_each(|series| line(&in_words(series)))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn in_words(series: &Freshness) -> String {
    let Freshness { series, state, last, age_days, due_at, .. } = series;
    let head = format!("{series:<18} {:<8}", state.replace('_', " "));
    match (last, age_days, due_at) {
        (Some(last), Some(age_days), Some(due_at)) => {
            let due = if state == "not_due" { "is due on" } else { "was due on" };
            format!("{head} last {last}, {age_days} days old; the next {due} {due_at}")
        }
        _ => head.trim_end().to_owned(),
    }
}
