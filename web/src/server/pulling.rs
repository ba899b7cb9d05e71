//! A pull of a source: fetched while readers and the writer go on, then taken in.

use super::App;
use super::turn::conduct;
use crate::answer::together;
use crate::conductor::{Brought, ConductorError, asked};
use crate::personal::protect_all;
use crate::problem::Trouble;
use chrono::{DateTime, NaiveDate, Utc};
use paridad_ingest::source::{Delivery, Source};
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
    fn brought(&self, source: &str, deliveries: Vec<Delivery>) -> Brought {
        let (source, actor) = (source.to_owned(), self.actor.clone());
        Brought { source, deliveries, actor, trigger: self.trigger }
    }
}

/// Pulls a source, once nobody else does. That it gave nothing is put on record too.
pub(crate) async fn pull(app: &App, source: &Source, order: &Order) -> Result<Pulled, Trouble> {
    let name = source.name();
    let _turn = app.turns.of(name).await;
    let now = Utc::now();
    let reader = app.archive()?.read().map_err(ConductorError::from)?;
    let asked = asked(&reader, name, order.since).map_err(ConductorError::from)?;
    // A reader that lives as long as a slow source makes the archive grow.
    drop(reader);
    let fetched = source.fetch(&asked, now).await;
    let fetched = fetched.map_err(|source| ConductorError::Source { name: name.to_owned(), source });
    take_fetched(app, name, fetched, order, now).await
}

/// Takes in what was fetched, or puts on record why nothing was.
pub(super) async fn take_fetched(
    app: &App,
    name: &str,
    fetched: Result<Vec<Delivery>, ConductorError>,
    order: &Order,
    now: DateTime<Utc>,
) -> Result<Pulled, Trouble> {
    let protected = match fetched {
        Ok(deliveries) => {
            let (folder, name) = (app.folder.clone(), name.to_owned());
            let protecting = tokio::task::spawn_blocking(move || protect_all(&folder, &name, deliveries));
            protecting.await.map_err(|error| Trouble::Internal(error.to_string()))?
        }
        Err(error) => Err(error),
    };
    let error = match protected {
        Ok(deliveries) => return take_apart(app, order.brought(name, deliveries), order.dry_run).await,
        Err(error) => error,
    };
    app.metrics.pulled(name.to_owned(), "failed");
    if order.dry_run {
        return Err(error.into());
    }
    let nothing = order.brought(name, Vec::new());
    let failed = conduct(app, move |conductor| conductor.failed(&nothing, &error, now).map(|()| error));
    Err(failed.await?.into())
}

/// Takes in what was brought, what has a key as a run of its own: one that fails does not keep the others out, and its error comes
/// last.
async fn take_apart(app: &App, brought: Brought, dry_run: bool) -> Result<Pulled, Trouble> {
    let (mut pulled, mut failed) = (Vec::new(), Ok(()));
    for one in brought.apart() {
        match take(app, one, dry_run).await {
            Ok(one) => pulled.push(one),
            Err(trouble) => failed = Err(trouble),
        }
    }
    failed?;
    together(pulled).ok_or_else(|| Trouble::Internal("a pull was no run".to_owned()))
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
