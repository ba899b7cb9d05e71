//! The commands: each reaches the running server, and opens the archive itself only when none runs.

mod archive;
mod evaluate;
mod learn;
mod output;
mod read;
mod serve;
mod speak;
mod take;

pub(crate) use output::fail;

use crate::cli::{Cli, Command, Options};
use crate::client::Client;
use crate::conductor::{Conductor, History, Published};
use anyhow::{Context, Result, bail};
use paridad_ingest::ecb::{Addresses, Ecb};
use paridad_ingest::http::{Http, Limits};
use std::process::ExitCode;

/// Runs a command and says how it ended.
pub(crate) async fn run(cli: Cli) -> Result<ExitCode> {
    let options = cli.options;
    match cli.command {
        Command::Serve { listen } => serve::run(&options, listen).await,
        Command::Pull { source } => take::run(&options, &source).await,
        Command::Forecast(wanted) => read::forecast(&options, &wanted).await,
        Command::Versions { limit, before } => read::versions(&options, limit, before).await,
        Command::Rollback { version, reason } => speak::rollback(&options, version, reason).await,
        Command::Resume { reason } => speak::resume(&options, reason).await,
        Command::Verify => archive::verify(&options).await,
        Command::Backup { file } => archive::backup(&options, file).await,
        Command::Restore { file } => archive::restore(&options, &file),
        Command::Learn { into } => learn::run(&into),
        Command::Evaluate(asked) => evaluate::run(&options, &asked),
    }
}

/// Who acts on the command line.
const ACTOR: &str = "local";

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
        if let Some(client) = Client::ready(&options.data_dir).await? {
            if options.history.is_some() {
                output::warn(HISTORY_UNUSED);
            }
            return Ok(Self::Server(client));
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

/// The ECB as configured.
fn ecb(options: &Options) -> Result<Ecb> {
    for (flag, url) in [("--ecb-url", &options.ecb_url), ("--ecb-portal-url", &options.ecb_portal_url)] {
        check_address(flag, url)?;
    }
    let http = Http::new(Limits::default()).context("the HTTP client cannot be made")?;
    let addresses = Addresses { files: options.ecb_url.clone(), portal: options.ecb_portal_url.clone() };
    Ok(Ecb::new(http, addresses))
}

/// An address is kept with every payload and named in every error, so it must hold no secret; one that is refused is not
/// repeated, because it may.
fn check_address(flag: &str, url: &str) -> Result<()> {
    let Some(url) = reqwest::Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
    else {
        bail!("{flag} must be an address that begins with http:// or https://");
    };
    if !url.username().is_empty() || url.password().is_some() || url.query().is_some() {
        bail!("{flag} must hold no user, password or query: addresses are logged and kept");
    }
    Ok(())
}
