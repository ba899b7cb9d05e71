//! The commands: each reaches the running server, and opens the archive itself only when none runs.

mod archive;
mod catalogue;
mod evaluate;
mod exclusion;
mod failure;
mod freshness;
mod held;
mod job;
mod learn;
mod output;
mod precedent;
mod quality;
mod read;
mod review;
mod sandbox;
mod serve;
mod speak;
mod take;
mod token;
mod verify;

pub(crate) use failure::fail;

use crate::cli::{CatalogueAction, Cli, Command, Options};
use crate::client::{Client, token};
use crate::conductor::{Conductor, History, Published, Scope};
use crate::private::keep_others_out;
use anyhow::{Result, bail};
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
        Command::Rollback { version, reason } => speak::rollback(&options, version, reason).await,
        Command::Resume { reason } => speak::resume(&options, reason).await,
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
        Command::Evaluate(asked) => evaluate::run(&options, &asked),
        Command::Sandbox(wanted) => sandbox::run(*wanted).await,
    }
}

/// Who acts on the command line.
const ACTOR: &str = paridad_store::ANONYMOUS;

/// What is said of a history for an archive that has one.
const HISTORY_UNUSED: &str = "--history does not apply: the archive has learned a history already";

/// How an archive is reached.
enum Access {
    /// Through the server that has it open.
    Server(Client),
    /// Directly.
    Own(Box<(Conductor, Published)>),
}

impl Access {
    async fn to(options: &Options) -> Result<Self> {
        if let Some(client) = Client::ready(options).await? {
            if options.history.is_some() {
                output::warn(HISTORY_UNUSED);
            }
            return Ok(Self::Server(client));
        }
        if token(options)?.is_some() {
            bail!("a token is shown to a running server, and none runs: start one, or leave the token out");
        }
        let published = Published::default();
        let mut bar = output::Bar::default();
        let conductor =
            Conductor::open(&options.data_dir, &history(options), published.clone(), &mut |at| bar.show(at))?;
        if !bar.finish() && options.history.is_some() {
            output::warn(HISTORY_UNUSED);
        }
        Ok(Self::Own(Box::new((conductor, published))))
    }
}

fn history(options: &Options) -> History {
    options.history.clone().map_or(History::Bundled, History::File)
}
