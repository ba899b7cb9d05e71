//! How a command reaches the archive: through the running server, or itself where none runs.

use super::client::{Client, token};
use super::output::{Bar, warn};
use crate::conductor::{Conductor, HistoryFrom};
use crate::setup::Options;
use crate::view::Published;
use anyhow::{Result, bail};

/// Who acts on the command line.
pub(crate) const ACTOR: &str = paridad_store::ANONYMOUS;

/// What is said of a history for an archive that has one.
pub(crate) const HISTORY_UNUSED: &str = "--history does not apply: the archive has learned a history already";

/// How an archive is reached.
#[derive(Debug)]
pub(crate) enum Access {
    /// Through the server that has it open.
    Server(Client),
    /// Directly.
    Own(Box<(Conductor, Published)>),
}

impl Access {
    /// Reaches it: through the server where one runs.
    pub(crate) async fn to(options: &Options) -> Result<Self> {
        if let Some(client) = Client::ready(options).await? {
            if options.history.is_some() {
                warn(HISTORY_UNUSED);
            }
            return Ok(Self::Server(client));
        }
        if token(options)?.is_some() {
            bail!("a token is shown to a running server, and none runs: start one, or leave the token out");
        }
        let published = Published::default();
        let mut bar = Bar::default();
        let conductor =
            Conductor::open(&options.data_dir, &history(options), published.clone(), &mut |at| bar.show(at))?;
        if !bar.finish() && options.history.is_some() {
            warn(HISTORY_UNUSED);
        }
        Ok(Self::Own(Box::new((conductor, published))))
    }
}

/// The history that an empty archive begins with, as the options say.
pub(crate) fn history(options: &Options) -> HistoryFrom {
    options.history.clone().map_or(HistoryFrom::Bundled, HistoryFrom::File)
}
