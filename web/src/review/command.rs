//! What is held for people: listed in groups or value by value, and decided on likewise.

use super::answer::{
    HeldPage, HeldPlace, Review, group_wish, held_group, held_groups, held_value, held_values, wish,
};
use super::args::{DecideAllArgs, DecideArgs, HeldArgs, Verdict};
use crate::conductor::DECIDED_AT_ONCE;
use crate::console::{ACTOR, Access, Refused, counted, json, line, moment, with_note};
use crate::setup::Options;
use anyhow::{Context, Result};
use chrono::Utc;
use paridad_engine::data::series::SeriesId;
use paridad_store::HeldState;
use paridad_wire::{Decide, DecideGroup, Held, HeldGroup, KnownFrom, Opinion};
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
            line(&waiting_in_words(*batch, rule, (*waiting, *held)))?;
            example.iter().try_for_each(|newest| {
                let Held { held: number, series, period, value, detail, .. } = newest;
                line(&format!("    {number}  {series} of {period} = {value}: {detail}"))
            })?;
            line(&format!("    `paridad held --batch {batch} --rule {rule}` lists them"))
        }
    }
}

fn waiting_in_words(batch: u64, rule: &str, (waiting, held): (u64, u64)) -> String {
    let wait = if held == 1 { "waits" } else { "wait" };
    format!("batch {batch}, {rule}: {waiting} of {} {wait}", counted(held, "value"))
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
    let waits = match reviewers {
        ..=1 => String::new(),
        2.. => format!(", {reviewers} people to decide"),
    };
    let (stands, waits) = match decided.as_deref() {
        Some(decision) => (in_the_past(decision), String::new()),
        None if *disputed => ("in dispute", waits),
        None => ("waits", waits),
    };
    line(&format!("{number}  {series} of {period} = {value}  {stands}  ({rule}{waits})"))?;
    line(&format!("    {detail}"))?;
    decisions.iter().try_for_each(|made| {
        line(&format!("    {}", with_note(&in_words(made), &made.note)))?;
        made.breaks.iter().try_for_each(|broken| line(&format!("        breaks {broken}")))
    })
}

/// Who wants what to become of a value.
fn in_words(made: &Opinion) -> String {
    let value = made.value.map_or_else(String::new, |value| format!(" to {value}"));
    let known = made.known.map_or_else(String::new, |known| format!(", {}", known_in_words(known)));
    let people = if made.people > 1 { format!(" ({} must agree)", made.people) } else { String::new() };
    format!("{}{value} by {}{known}{people}", in_the_past(&made.decision), made.actor)
}

/// From when on a value counts as known, where somebody has said so.
pub(crate) fn known_in_words(known: KnownFrom) -> String {
    match known {
        KnownFrom::Published => "known since it was published".to_owned(),
        KnownFrom::Since(at) => format!("known since {}", moment(at)),
    }
}

/// What has become of a value by a decision.
fn in_the_past(decision: &str) -> &str {
    match decision {
        "accept" => "accepted",
        "correct" => "corrected",
        "reject" => "rejected",
        "reopen" => "reopened",
        other => other,
    }
}

/// Decides on a whole group.
pub(crate) async fn decide_all(options: &Options, wanted: &DecideAllArgs) -> Result<ExitCode> {
    let DecideAllArgs { batch, rule, verdict, known, note } = wanted.clone();
    let body = DecideGroup { batch, rule, decision: verdict, known, note };
    let group: HeldGroup = match Access::to(options).await? {
        Access::Server(client) => client.post("/held", &body).await?,
        Access::Own(mut own) => {
            let wish = group_wish(&body).map_err(|trouble| Refused::of(&trouble))?;
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
        line(&waiting_in_words(batch, &body.rule, (group.waiting, group.held)))?;
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
            let wish = wish(&body).map_err(|trouble| Refused::of(&trouble))?;
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
