//! The commands: each reaches the running server, and opens the archive itself only when none runs.

mod archive;
mod catalogue;
mod exclusion;
mod freshness;
mod held;
mod learn;
mod precedent;
mod quality;
mod read;
mod review;
mod rollback;
mod sandbox;
mod serve;
mod take;
mod token;
mod verify;

use crate::cli::{CatalogueAction, Cli, Command};
use crate::conductor::Scope;
use crate::private::keep_others_out;
use anyhow::Result;
use std::process::ExitCode;

/// Runs a command and says how it ended.
pub(crate) async fn run(cli: Cli) -> Result<ExitCode> {
    let options = cli.options;
    // What these make is for others, and holds nothing of an archive.
    let is_for_others =
        matches!(cli.command, Command::Evaluate(_) | Command::Learn { .. } | Command::Sandbox(_));
    if !is_for_others {
        keep_others_out();
    }
    match cli.command {
        Command::Serve(wanted) => serve::run(&options, &wanted).await,
        Command::Pull(wanted) => take::run(&options, &wanted).await,
        Command::Forecast(wanted) => read::forecast(&options, &wanted).await,
        Command::Versions { limit, before } => read::versions(&options, limit, before).await,
        Command::Rollback { version, reason } => rollback::rollback(&options, version, reason).await,
        Command::Resume { reason } => rollback::resume(&options, reason).await,
        Command::Held(wanted) => held::list(&options, &wanted).await,
        Command::Decide(wanted) => held::decide(&options, &wanted).await,
        Command::DecideAll(wanted) => held::decide_all(&options, &wanted).await,
        Command::Precedent(wanted) => precedent::run(&options, &wanted).await,
        Command::TakeOut(wanted) => exclusion::take_out(&options, wanted).await,
        Command::PutBack(wanted) => exclusion::put_back(&options, wanted).await,
        Command::Challenger { recipe, reason } => review::challenger(&options, &recipe, reason).await,
        Command::Promote { version, reason } => review::promote(&options, version, reason).await,
        Command::Catalogue { action: None } => catalogue::list(),
        Command::Catalogue { action: Some(CatalogueAction::Check) } => catalogue::compare(&options).await,
        Command::Quality { series, limit } => quality::run(&options, series.as_deref(), limit).await,
        Command::Runs { limit } => review::runs(&options, limit).await,
        Command::Freshness => freshness::run(&options).await,
        Command::Token(wanted) => token::run(&options, &wanted).await,
        Command::Verify { full } => {
            verify::run(&options, if full { Scope::All } else { Scope::SinceProven }).await
        }
        Command::Backup { name } => archive::backup(&options, name).await,
        Command::Restore { file } => archive::restore(&options, &file),
        Command::Learn { into } => learn::run(&into),
        Command::Evaluate(asked) => crate::evaluate::run(&options, &asked),
        Command::Sandbox(wanted) => sandbox::run(*wanted).await,
    }
}
