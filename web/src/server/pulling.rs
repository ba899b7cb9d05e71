//! A pull of a source: fetched while readers and the writer go on, then taken in.

use super::App;
use super::turn::conduct;
use crate::conductor::{Brought, ConductorError, known};
use crate::problem::Trouble;
use chrono::{NaiveDate, Utc};
use paridad_ingest::source::{Payload, Source};
use paridad_store::Trigger;
use paridad_wire::Pulled;

/// How a source is pulled.
#[derive(Debug)]
pub(crate) struct Order {
    /// Who wants it.
    pub(crate) actor: String,
    /// What set it off.
    pub(crate) trigger: Trigger,
    /// From which day on; else from where the archive ends.
    pub(crate) since: Option<NaiveDate>,
    /// Whether nothing is kept.
    pub(crate) dry_run: bool,
}

impl Order {
    fn brought(&self, source: &str, payloads: Vec<Payload>) -> Brought {
        let (source, actor) = (source.to_owned(), self.actor.clone());
        Brought { source, payloads, actor, trigger: self.trigger }
    }
}

/// Pulls a source, once nobody else does. That it gave nothing is put on record too.
pub(crate) async fn pull(app: &App, source: &Source, order: &Order) -> Result<Pulled, Trouble> {
    let name = source.name();
    let _turn = app.turns.of(name).await;
    let now = Utc::now();
    let reader = app.archive()?.read().map_err(ConductorError::from)?;
    let known = known(&reader, order.since).map_err(ConductorError::from)?;
    // A reader that lives as long as a slow source makes the archive grow.
    drop(reader);
    match source.fetch(&known, now).await {
        Ok(payloads) => take(app, order.brought(name, payloads), order.dry_run).await,
        Err(error) => {
            app.metrics.pulled(name.to_owned(), "failed");
            let error = ConductorError::Source { name: name.to_owned(), source: error };
            if order.dry_run {
                return Err(error.into());
            }
            let nothing = order.brought(name, Vec::new());
            let failed =
                conduct(app, move |conductor| conductor.failed(&nothing, &error, now).map(|()| error));
            Err(failed.await?.into())
        }
    }
}

/// Takes in what was brought, or only says what would come of it.
pub(crate) async fn take(app: &App, brought: Brought, dry_run: bool) -> Result<Pulled, Trouble> {
    if dry_run {
        return conduct(app, move |conductor| conductor.preview(&brought)).await;
    }
    let source = brought.source.clone();
    let pulled = conduct(app, move |conductor| conductor.take(&brought, Utc::now())).await;
    app.learned.notify_one();
    app.metrics.pulled(source, if pulled.is_ok() { "ok" } else { "failed" });
    pulled
}
