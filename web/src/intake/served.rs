//! Pulls at a server: readers and the writer go on while a source is asked, and one pull of a source waits for another.

use super::keeper::Keeper;
use super::order::{Mode, Order};
use super::{pull, together};
use crate::app::{App, conduct, note};
use crate::conductor::{Brought, Conductor, ConductorError, Deed, asked};
use crate::problem::Trouble;
use crate::secrets::personal::{ProtectError, Protected, protect};
use chrono::Utc;
use paridad_ingest::feed::payload::{Asked, Delivery, Payload};
use paridad_ingest::sources::Source;
use paridad_wire::Pulled;
use tokio::task::spawn_blocking;

/// The server as who has the archive.
#[derive(Debug)]
pub(super) struct Served<'a>(pub(super) &'a App);

impl Keeper for Served<'_> {
    type Error = Trouble;

    /// A reader that lives as long as a slow source makes the archive grow.
    async fn asked(&mut self, source: &str, order: &Order) -> Result<Asked, Trouble> {
        let (source, since) = (source.to_owned(), order.since);
        let read = move |reader: &_| Ok(asked(reader, &source, since).map_err(ConductorError::from)?);
        self.0.readers.read(read).await
    }

    async fn protect(&mut self, given: Vec<Delivery>) -> Result<Vec<Protected>, ProtectError> {
        let folder = self.0.folder.clone();
        spawn_blocking(move || given.into_iter().map(|one| protect(&folder, one)).collect()).await?
    }

    async fn note(&mut self, deed: Deed) -> Result<(), Trouble> {
        note(self.0, deed).await
    }

    async fn take(&mut self, brought: Brought, mode: Mode) -> Result<Pulled, Trouble> {
        let Self(app) = self;
        if mode == Mode::DryRun {
            return conduct(app, move |conductor| conductor.preview(&brought)).await;
        }
        let source = brought.source.clone();
        let pulled = conduct(app, move |conductor| conductor.take(&brought, Utc::now())).await;
        app.learned.notify_one();
        app.metrics.pulled(source, if pulled.is_ok() { "ok" } else { "failed" });
        pulled
    }

    async fn failed(&mut self, nothing: Brought, why: ConductorError, mode: Mode) -> Trouble {
        self.0.metrics.pulled(nothing.source.clone(), "failed");
        if mode == Mode::DryRun {
            return why.into();
        }
        let record =
            move |conductor: &mut Conductor| conductor.failed(&nothing, &why, Utc::now()).map(|()| why);
        conduct(self.0, record).await.map_or_else(|trouble| trouble, Trouble::from)
    }

    /// It is on record.
    fn passed_over(&mut self, _: &Trouble) {}
}

/// Pulls a source, once nobody else does.
pub(crate) async fn pull_here(app: &App, source: &Source, order: &Order) -> Result<Pulled, Trouble> {
    let _turn = app.turns.of(source.name()).await;
    pull(&mut Served(app), source, order).await
}

/// Pulls every source that needs no token or has one, one after the other: one that fails keeps no other out, and its error comes last.
pub(crate) async fn pull_all(app: &App, order: &Order) -> Result<Pulled, Trouble> {
    let (mut pulled, mut last) = (Vec::new(), Ok(()));
    for name in app.sources.names() {
        let source = app.sources.named(name).map_err(|why| Trouble::no_source(name, why))?;
        match pull_here(app, &source, order).await {
            Ok(one) => pulled.push(one),
            Err(trouble) => last = Err(trouble),
        }
    }
    last?;
    let names: Vec<&str> = pulled.iter().map(|pulled| pulled.source.as_str()).collect();
    let source = names.join(", ");
    // The ECB needs no token, so there is always one.
    let all = together(pulled).ok_or_else(|| Trouble::Internal("no source can be pulled".to_owned()))?;
    Ok(Pulled { source, ..all })
}

/// Takes in what a person hands over.
pub(crate) async fn hand_over_here(app: &App, payload: Payload, order: &Order) -> Result<Pulled, Trouble> {
    super::hand_over(&mut Served(app), payload, order).await
}
