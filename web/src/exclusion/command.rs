//! Batches taken out of history and put back: what would change is shown before it does.

use super::answer;
use super::args::ExclusionArgs;
use crate::conductor::{ConductorError, Extent, Preview};
use crate::console::{Access, Bar, Refused, counted, done_there, json, line};
use crate::problem::Refusal;
use crate::setup::Options;
use crate::versions::{ask_here, show_asked};
use anyhow::{Context, Result, bail};
use paridad_store::Wanted;
use paridad_wire::{self as wire, Exclude, Expectation, JobResult, Moves, Problem};
use std::io::{IsTerminal, stdin};
use std::process::ExitCode;

/// What a preview shows of how far it is.
const LEARNING: (&str, &str) = ("learning how it would be", "days");

/// One of the two that can be asked of a batch.
struct Change {
    /// The server's path for it.
    path: &'static str,
    wanted: fn(u64) -> Wanted,
    /// What history is once it is done, in front of the batch's number.
    done: (&'static str, &'static str),
}

/// Takes a batch out of history, or asks for it.
pub(crate) async fn take_out(options: &Options, wanted: ExclusionArgs) -> Result<ExitCode> {
    let done = ("history without batch", "");
    exclude(options, wanted, &Change { path: "take-out", wanted: |batch| Wanted::TakeOut { batch }, done })
        .await
}

/// Puts a batch back into history, or asks for it.
pub(crate) async fn put_back(options: &Options, wanted: ExclusionArgs) -> Result<ExitCode> {
    let done = ("history with batch", " again");
    exclude(options, wanted, &Change { path: "put-back", wanted: |batch| Wanted::PutBack { batch }, done })
        .await
}

/// Asks for a batch to go out of history or to come back, or shows what that would do.
async fn exclude(options: &Options, wanted: ExclusionArgs, change: &Change) -> Result<ExitCode> {
    let ExclusionArgs { batch, confirm, dry_run, reason } = wanted;
    let mut access = Access::to(options).await?;
    if dry_run {
        if options.json {
            json(&preview(&access, batch, change).await?)?;
        } else {
            show_extent(&extent(&access, batch).await?)?;
            show(&preview(&access, batch, change).await?)?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let confirm =
        if options.json || confirm.is_some() { confirm } else { typed(&access, batch, change).await? };
    let body = Exclude { reason, confirm };
    let (path, wanted) = (change.path, (change.wanted)(batch));
    let asked = match &mut access {
        Access::Server(client) => client.post(&format!("/batches/{batch}/{path}"), &body).await,
        Access::Own(own) => match own.0.check_confirmed(wanted, body.confirm.as_deref()) {
            Ok(()) => ask_here(&mut own.0, wanted, &body.reason),
            Err(refused) => Err(refused.into()),
        },
    };
    let asked = match asked {
        Err(error) if is_unconfirmed(&error) => return Err(unconfirmed(&access, batch).await?),
        asked => asked?,
    };
    let (before, after) = change.done;
    show_asked(options, &asked, &format!("{before} {batch}{after}"))
}

/// Whether all that is missing is the word of whoever asks.
fn is_unconfirmed(error: &anyhow::Error) -> bool {
    let there = error.downcast_ref().is_some_and(|Refused(problem)| problem.code == "unconfirmed");
    there || matches!(error.downcast_ref(), Some(ConductorError::Unconfirmed { .. }))
}

/// The same in the words of the command line.
async fn unconfirmed(access: &Access, batch: u64) -> Result<anyhow::Error> {
    let words = extent(access, batch).await?.confirm.unwrap_or_default();
    let Refused(problem) = Refused::of(&Refusal::Unconfirmed(words.clone()).into());
    let detail = format!("Much of history would change: --confirm {words:?} says that it is meant.");
    Ok(Refused(Problem { detail, ..problem }).into())
}

/// Shows how much of history a batch is. Where that is much, a person at the terminal sees the forecasts before and after, and types
/// that he means it; elsewhere that is an argument.
async fn typed(access: &Access, batch: u64, change: &Change) -> Result<Option<String>> {
    let extent = extent(access, batch).await?;
    show_extent(&extent)?;
    let Some(words) = extent.confirm.filter(|_| stdin().is_terminal()) else { return Ok(None) };
    show(&preview(access, batch, change).await?)?;
    line(&format!("this is much; type {words:?} to go on"))?;
    let mut typed = String::new();
    stdin().read_line(&mut typed)?;
    Ok(Some(typed.trim().to_owned()))
}

/// How much of history a batch is.
async fn extent(access: &Access, batch: u64) -> Result<wire::Extent> {
    match access {
        Access::Server(client) => client.get(&format!("/batches/{batch}/take-out"), &[]).await,
        Access::Own(own) => Ok(answer::extent(batch, &Extent::of(&own.0.archive().read()?, batch)?)),
    }
}

/// Learns how it would be, there or here.
async fn preview(access: &Access, batch: u64, change: &Change) -> Result<wire::Preview> {
    match access {
        Access::Server(client) => {
            let path = format!("/batches/{batch}/{}/preview", change.path);
            let done = done_there(client, (&path, &serde_json::json!({})), LEARNING).await?;
            let JobResult::Preview(seen) = done else { bail!("the server looked at nothing: {done:?}") };
            Ok(seen)
        }
        Access::Own(own) => {
            own.0.check_preview((change.wanted)(batch))?;
            let mut bar = Bar::of(LEARNING);
            let mut watch = |at| {
                bar.show(at);
                Ok(())
            };
            let learned = Preview::learn(own.0.archive(), (change.wanted, batch), &mut watch);
            bar.finish();
            answer::preview(&learned?).context("there is no forecast to compare with")
        }
    }
}

fn show_extent(extent: &wire::Extent) -> Result<()> {
    for part in &extent.series {
        let until = if part.last > part.first { format!(" to {}", part.last) } else { String::new() };
        line(&format!("{}: {} of {}{until}", part.id, counted(part.values, "value"), part.first))?;
    }
    let percent = 100.0 * extent.target_share;
    let (values, days) = (counted(extent.values, "value"), counted(extent.target_days, "day"));
    line(&format!("{values}; {days} of the target, {percent:.1} %"))
}

/// The forecasts of the same days, before and after.
fn show(seen: &wire::Preview) -> Result<()> {
    let wire::Preview { before, after, forecasts, .. } = seen;
    line(&format!("now:  {} at {:.4}, {} learned", before.origin, before.spot, counted(before.days, "day")))?;
    line(&format!("then: {} at {:.4}, {} learned", after.origin, after.spot, counted(after.days, "day")))?;
    line(&format!("{:10}  {:7}  {:18}  {:7}  90 %", "", "now", "90 %", "then"))?;
    forecasts.iter().try_for_each(|Moves { maturity, before, after }| {
        line(&format!("{maturity}  {}  {}", in_words(before.as_ref()), in_words(after.as_ref())))
    })
}

fn in_words(expected: Option<&Expectation>) -> String {
    let Some(Expectation { point, low90, high90 }) = expected else { return format!("{:27}", "-") };
    format!("{point:7.4}  {low90:7.4} to {high90:7.4}")
}
