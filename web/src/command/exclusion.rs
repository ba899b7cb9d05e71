//! Batches taken out of history and put back: what would change is shown before it does.

use super::Access;
use super::output::line;
use super::review::{ask, show_asked};
use crate::answer;
use crate::cli::{ExclusionArgs, Options};
use crate::client::Refused;
use crate::conductor::{ConductorError, Extent};
use anyhow::Result;
use paridad_store::Wanted;
use paridad_wire::{self as wire, Exclude, Requested};
use std::io::{IsTerminal, stdin};
use std::process::ExitCode;

/// Takes a batch out of history, or asks for it.
pub(super) async fn take_out(options: &Options, wanted: ExclusionArgs) -> Result<ExitCode> {
    let done = format!("history without batch {}", wanted.batch);
    let asked = exclude(options, wanted, ("take-out", |batch| Wanted::TakeOut { batch })).await?;
    show_asked(options, &asked, &done)
}

/// Puts a batch back into history, or asks for it.
pub(super) async fn put_back(options: &Options, wanted: ExclusionArgs) -> Result<ExitCode> {
    let done = format!("history with batch {} again", wanted.batch);
    let asked = exclude(options, wanted, ("put-back", |batch| Wanted::PutBack { batch })).await?;
    show_asked(options, &asked, &done)
}

/// Asks for a batch to go out of history or to come back, under the path that the server has for it.
async fn exclude(
    options: &Options,
    ExclusionArgs { batch, confirm, reason }: ExclusionArgs,
    (path, wanted): (&str, fn(u64) -> Wanted),
) -> Result<Requested> {
    let mut access = Access::to(options).await?;
    let confirm = confirmed(options, &access, (batch, confirm)).await?;
    let body = Exclude { reason, confirm };
    let asked = match &mut access {
        Access::Server(client) => client.post(&format!("/batches/{batch}/{path}"), &body).await,
        Access::Own(own) => match own.0.check_confirmed(wanted(batch), body.confirm.as_deref()) {
            Ok(()) => ask(&mut own.0, wanted(batch), &body.reason),
            Err(refused) => Err(refused.into()),
        },
    };
    asked.map_err(|error| if is_unconfirmed(&error) { error.context("add it as --confirm") } else { error })
}

/// Whether all that is missing is the word of whoever asks.
fn is_unconfirmed(error: &anyhow::Error) -> bool {
    let there = error.downcast_ref().is_some_and(|Refused(problem)| problem.code == "unconfirmed");
    there || matches!(error.downcast_ref(), Some(ConductorError::Unconfirmed { .. }))
}

/// Shows how much of history a batch is, and what a person at the terminal types where that is much. Elsewhere it is an argument.
async fn confirmed(
    options: &Options,
    access: &Access,
    (batch, said): (u64, Option<String>),
) -> Result<Option<String>> {
    if options.json || said.is_some() {
        return Ok(said);
    }
    let extent: wire::Extent = match access {
        Access::Server(client) => client.get(&format!("/batches/{batch}/take-out"), &[]).await?,
        Access::Own(own) => answer::extent(batch, &Extent::of(&own.0.archive().read()?, batch)?),
    };
    show(&extent)?;
    let Some(words) = extent.confirm.filter(|_| stdin().is_terminal()) else { return Ok(None) };
    line(&format!("this is much; type {words:?} to go on"))?;
    let mut typed = String::new();
    stdin().read_line(&mut typed)?;
    Ok(Some(typed.trim().to_owned()))
}

fn show(extent: &wire::Extent) -> Result<()> {
    for part in &extent.series {
        line(&format!("{}: {} values of {} to {}", part.id, part.values, part.first, part.last))?;
    }
    let percent = 100.0 * extent.target_share;
    line(&format!("{} values; {} days of the target, {percent:.1} %", extent.values, extent.target_days))
}
