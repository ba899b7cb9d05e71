//! A pull of a source: fetched while readers and the writer go on, then taken in.

use super::together;
use crate::app::{App, conduct};
use crate::conductor::{Brought, Conductor, ConductorError, asked};
use crate::problem::Trouble;
use crate::secrets::personal::protect_all;
use chrono::{NaiveDate, Utc};
use paridad_ingest::feed::failed::SourceError;
use paridad_ingest::feed::payload::{Delivery, Portion};
use paridad_ingest::sources::Source;
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
        Brought { source, deliveries, actor, trigger: self.trigger, since: self.since }
    }
}

/// Pulls every source that needs no token or has one, one after the other: one that fails keeps no other out, and its error comes last.
pub(crate) async fn pull_all(app: &App, order: &Order) -> Result<Pulled, Trouble> {
    let (mut pulled, mut last) = (Vec::new(), Ok(()));
    for name in app.sources.names() {
        let source = app.sources.named(name).map_err(|why| Trouble::no_source(name, why))?;
        match pull(app, &source, order).await {
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

/// Pulls a source, once nobody else does, portion by portion: one that fails keeps no other out, and its error comes last.
pub(crate) async fn pull(app: &App, source: &Source, order: &Order) -> Result<Pulled, Trouble> {
    let name = source.name();
    let _turn = app.turns.of(name).await;
    let portions = match source.portions().await {
        Ok(portions) => portions,
        Err(error) => return Err(failed(app, name, error_of(name, error), order).await),
    };
    let (mut pulled, mut last) = (Vec::new(), Ok(()));
    for portion in portions {
        match pull_portion(app, source, &portion, order).await {
            Ok(one) => pulled.push(one),
            Err(trouble) => last = Err(trouble),
        }
    }
    last?;
    match together(pulled) {
        Some(pulled) => Ok(pulled),
        // A folder may be empty.
        None => take(app, order.brought(name, Vec::new()), order.dry_run).await,
    }
}

/// Pulls a portion of a source, whose turn it is. That it gave nothing is put on record too.
pub(super) async fn pull_portion(
    app: &App,
    source: &Source,
    portion: &Portion,
    order: &Order,
) -> Result<Pulled, Trouble> {
    let name = source.name();
    // A reader that lives as long as a slow source makes the archive grow.
    let (named, since) = (name.to_owned(), order.since);
    let asked =
        app.readers.read(move |reader| Ok(asked(reader, &named, since).map_err(ConductorError::from)?));
    let asked = asked.await?;
    let fetched = match source.fetch(portion, &asked, Utc::now()).await {
        Ok(deliveries) => {
            let (folder, named) = (app.folder.clone(), name.to_owned());
            let protecting = tokio::task::spawn_blocking(move || protect_all(&folder, &named, deliveries));
            let protected = protecting.await.map_err(|error| Trouble::Internal(error.to_string()))?;
            protected.map_err(|error| ConductorError::protect(name, error))
        }
        Err(error) => Err(error_of(name, error)),
    };
    match fetched {
        Ok(deliveries) => take(app, order.brought(name, deliveries), order.dry_run).await,
        Err(error) => Err(failed(app, name, error, order).await),
    }
}

fn error_of(name: &str, source: SourceError) -> ConductorError {
    ConductorError::Source { name: name.to_owned(), source }
}

/// Puts on record why a source gave nothing, and gives it to whoever asked.
async fn failed(app: &App, name: &str, error: ConductorError, order: &Order) -> Trouble {
    app.metrics.pulled(name.to_owned(), "failed");
    if order.dry_run {
        return error.into();
    }
    let nothing = order.brought(name, Vec::new());
    let record =
        move |conductor: &mut Conductor| conductor.failed(&nothing, &error, Utc::now()).map(|()| error);
    conduct(app, record).await.map_or_else(|trouble| trouble, Trouble::from)
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
