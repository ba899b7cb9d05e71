//! What is held for people: listed in groups or value by value, and decided on likewise.

use super::answer::{
    HeldPage, HeldPlace, Review, group_wish, held_group, held_groups, held_value, held_values, wish,
};
use super::args::{DecideAllArgs, DecideArgs, HeldArgs, Verdict};
use crate::conductor::DECIDED_AT_ONCE;
use crate::console::{ACTOR, Access, json, line};
use crate::setup::Options;
use anyhow::{Context, Result, anyhow};
use chrono::Utc;
use paridad_engine::data::series::SeriesId;
use paridad_store::HeldState;
use paridad_wire::{Decide, DecideGroup, Held, HeldGroup};
use std::process::ExitCode;

/// Lists what waits: in groups where nothing else is asked for, so that a batch with a great many values buries nothing.
pub(crate) async fn list(options: &Options, wanted: &HeldArgs) -> Result<ExitCode> {
    let by_itself =
        wanted.all || wanted.batch.is_some() || wanted.series.is_some() || wanted.before.is_some();
    if by_itself || options.json {
        return values(options, wanted).await;
    }
    let groups: Vec<HeldGroup> = match Access::to(options).await? {
        Access::Server(client) => {
            client.all("/held/groups", |last: &HeldGroup| format!("{}.{}", last.batch, last.rule)).await?
        }
        Access::Own(own) => held_groups(&own.0.archive().read()?, HeldState::Waiting, None, usize::MAX)?,
    };
    if groups.is_empty() {
        line("nothing waits")?;
    }
    groups.iter().try_for_each(show_group)?;
    Ok(ExitCode::SUCCESS)
}

/// Lists values, newest first.
async fn values(options: &Options, wanted: &HeldArgs) -> Result<ExitCode> {
    let HeldArgs { all, batch, rule, series, limit, before } = wanted;
    let list: Vec<Held> = match Access::to(options).await? {
        Access::Server(client) => {
            let mut query = vec![("all", all.to_string()), ("limit", limit.to_string())];
            query.extend(batch.map(|batch| ("batch", batch.to_string())));
            query.extend(rule.clone().map(|rule| ("rule", rule)));
            query.extend(series.clone().map(|series| ("series", series)));
            query.extend(before.map(|before| ("before", before.to_string())));
            client.get("/held", &query).await?
        }
        Access::Own(own) => {
            let of_series = series.as_deref().map(SeriesId::try_from).transpose()?.map(HeldPlace::Series);
            let of_batch = batch.map(|batch| match rule {
                Some(rule) => HeldPlace::Group(batch, rule.clone()),
                None => HeldPlace::Batch(batch),
            });
            let (place, limit, before) = (of_batch.or(of_series), usize::from(*limit), *before);
            let state = if *all { Review::All } else { Review::Waiting };
            held_values(&own.0.archive().read()?, &HeldPage { limit, before, place, state })?
        }
    };
    if options.json {
        json(&list)?;
    } else if list.is_empty() {
        line("nothing waits")?;
    } else {
        list.iter().try_for_each(show_held)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Shows a group in one line; of one value that value.
fn show_group(group: &HeldGroup) -> Result<()> {
    let HeldGroup { batch, rule, held, waiting, example } = group;
    match example {
        Some(example) if *waiting == 1 => show_held(example),
        _ => {
            line(&format!("batch {batch}, {rule}: {waiting} of {held} values wait"))?;
            example.iter().try_for_each(|newest| {
                let Held { held: number, series, period, value, detail, .. } = newest;
                line(&format!("    {number}  {series} of {period} = {value}: {detail}"))
            })?;
            line(&format!("    `paridad held --batch {batch} --rule {rule}` lists them"))
        }
    }
}

fn show_held(held: &Held) -> Result<()> {
    let Held {
        held: number,
        series,
        period,
        value,
        rule,
        detail,
        reviewers,
        decided,
        disputed,
        decisions,
        ..
    } = held;
    let stands = decided.as_deref().unwrap_or(if *disputed { "in dispute" } else { "waits" });
    line(&format!("{number}  {series} of {period} = {value}  {stands}  ({rule}, {reviewers} to decide)"))?;
    line(&format!("    {detail}"))?;
    decisions.iter().try_for_each(|made| {
        let value = made.value.map_or_else(String::new, |value| format!(" to {value}"));
        let known = made.known.map_or_else(String::new, |known| format!(", known: {}", String::from(known)));
        let people = if made.people > 1 { format!(" ({} must agree)", made.people) } else { String::new() };
        line(&format!("    {}: {}{value}{known}{people} {}", made.actor, made.decision, made.note))?;
        made.breaks.iter().try_for_each(|broken| line(&format!("        breaks {broken}")))
    })
}

/// Decides on a whole group.
pub(crate) async fn decide_all(options: &Options, wanted: &DecideAllArgs) -> Result<ExitCode> {
    let DecideAllArgs { batch, rule, verdict, known, note } = wanted.clone();
    let body = DecideGroup { batch, rule, decision: verdict, known, note };
    let group: HeldGroup = match Access::to(options).await? {
        Access::Server(client) => client.post("/held", &body).await?,
        Access::Own(mut own) => {
            let wish = group_wish(&body).map_err(|trouble| anyhow!(trouble.english()))?;
            let mut below = Some(u64::MAX);
            while let Some(before) = below {
                below = own.0.decide_group(&wish, (ACTOR, Utc::now()), (before, DECIDED_AT_ONCE))?;
            }
            held_group(&own.0.archive().read()?, batch, &body.rule)?.context("it was decided on just now")?
        }
    };
    if options.json {
        json(&group)?;
    } else {
        let HeldGroup { held, waiting, .. } = group;
        line(&format!("batch {batch}, {}: {waiting} of {held} values wait", body.rule))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Decides on a held value.
pub(crate) async fn decide(options: &Options, wanted: &DecideArgs) -> Result<ExitCode> {
    let verdict = match wanted.verdict {
        Verdict::Accept => "accept",
        Verdict::Correct => "correct",
        Verdict::Reject => "reject",
        Verdict::Reopen => "reopen",
    };
    let (value, known, note) = (wanted.value, wanted.known, wanted.note.clone());
    let body = Decide { decision: verdict.to_owned(), value, known, note };
    let number = wanted.held;
    let held: Held = match Access::to(options).await? {
        Access::Server(client) => client.post(&format!("/held/{number}"), &body).await?,
        Access::Own(mut own) => {
            let wish = wish(&body).map_err(|trouble| anyhow!(trouble.english()))?;
            own.0.decide(number, wish, &body.note, (ACTOR, Utc::now()))?;
            held_value(&own.0.archive().read()?, number)?.context("it was decided on just now")?
        }
    };
    if options.json {
        json(&held)?;
    } else {
        show_held(&held)?;
    }
    Ok(ExitCode::SUCCESS)
}
