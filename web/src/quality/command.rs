//! `paridad quality`: what batches were worth, and what each brought of a series.

use super::QualityArgs;
use super::answer::{batches, profiles};
use crate::console::{Access, counted, json, line, moment};
use crate::setup::Options;
use anyhow::{Context, Result};
use paridad_engine::data::series::SeriesId;
use paridad_wire::{Batch, Profile};
use std::process::ExitCode;

/// Lists the batches, or what they brought of a series, newest first.
pub(crate) async fn run(options: &Options, wanted: &QualityArgs) -> Result<ExitCode> {
    let QualityArgs { series, limit } = wanted;
    let access = Access::to(options).await?;
    match series {
        Some(series) => list_profiles(options, access, series, *limit).await,
        None => list_batches(options, access, *limit).await,
    }
}

async fn list_batches(options: &Options, access: Access, limit: u16) -> Result<ExitCode> {
    let list: Vec<Batch> = match access {
        Access::Server(client) => client.get("/batches", &[("limit", limit.to_string())]).await?,
        Access::Own(own) => batches(&own.0.archive().read()?, usize::from(limit), None)?,
    };
    if options.json {
        json(&list)?;
        return Ok(ExitCode::SUCCESS);
    }
    for Batch { seq, source, received_at, observed, held, grade, findings, .. } in &list {
        let grade = grade.map_or_else(|| "no grade".to_owned(), |grade| format!("{grade} of 100"));
        let received_at = moment(*received_at);
        line(&format!("{seq}  {received_at}  {source}  {grade}: {observed} let in, {held} held"))?;
        findings.iter().try_for_each(|finding| line(&format!("    {finding}")))?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn list_profiles(options: &Options, access: Access, series: &str, limit: u16) -> Result<ExitCode> {
    let id = SeriesId::try_from(series).with_context(|| format!("{series:?} is no series"))?;
    let list: Vec<Profile> = match access {
        Access::Server(client) => {
            client.get(&format!("/series/{id}/profiles"), &[("limit", limit.to_string())]).await?
        }
        Access::Own(own) => profiles(&own.0.archive().read()?, &id, usize::from(limit))?,
    };
    if options.json {
        json(&list)?;
    } else if list.is_empty() {
        line(&format!("no batch that is graded has brought anything of {id}"))?;
    } else {
        list.iter().try_for_each(|profile| line(&in_words(profile)))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn in_words(profile: &Profile) -> String {
    let Profile { batch, count, missing, held, min, max, mean, last, dimensions, .. } = profile;
    let figure =
        |figure: &Option<f64>| figure.map_or_else(|| "-".to_owned(), |figure| format!("{figure:.4}"));
    let found: Vec<String> = dimensions.iter().map(|(name, count)| format!("{name} {count}")).collect();
    let found = if found.is_empty() { "nothing found".to_owned() } else { found.join(", ") };
    let (min, mean, max) = (figure(min), figure(mean), figure(max));
    format!(
        "batch {batch}: {} up to {last}, {missing} missing, {held} held; from {min} to {max}, {mean} on average; {found}",
        counted(*count, "value")
    )
}
