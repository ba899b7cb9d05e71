//! Folders that are watched: what is dropped there is taken in once it is whole.

use super::order::{Mode, Order};
use super::pull::pull_portion;
use super::served::Served;
use crate::app::{App, TraceId};
use crate::conductor::chain;
use paridad_ingest::feed::payload::Portion;
use paridad_ingest::sources::Source;
use paridad_ingest::sources::own::{Folder, Looked};
use paridad_store::Trigger;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::task::JoinSet;

/// Who takes in what nobody asks for.
const ACTOR: &str = "paridad";

/// Watches all folders that are declared, until this is dropped.
pub(crate) async fn run(app: Arc<App>) {
    let mut watchers = JoinSet::new();
    for (internal, folder) in app.sources.folders() {
        let source = Source::Internal(Box::new(internal.clone()));
        watchers.spawn(watch(app.clone(), source, folder.clone()));
    }
    while let Some(ended) = watchers.join_next().await {
        if let Err(error) = ended {
            tracing::error!(%error, "a folder is no longer watched");
        }
    }
}

/// Looks at a folder again and again. What cannot be looked at is said once, until it can be again.
async fn watch(app: Arc<App>, source: Source, folder: Folder) {
    let (mut looked, mut was_seen) = (Looked::default(), true);
    loop {
        match folder.look(&mut looked).await {
            Ok(whole) => {
                was_seen = true;
                for path in whole {
                    if !take_in(&app, &source, path.clone()).await {
                        looked.again(&path);
                    }
                }
            }
            Err(error) if was_seen => {
                was_seen = false;
                tracing::warn!(source = source.name(), error = chain(&error), "a folder cannot be looked at");
            }
            Err(_) => {}
        }
        tokio::time::sleep(folder.every).await;
    }
}

/// Takes in a file, or says that it was not. What fails is on record; the file is tried again some times, when it changes, and by a
/// pull.
#[tracing::instrument(name = "folder", skip_all, fields(trace = %TraceId::new()))]
async fn take_in(app: &App, source: &Source, path: PathBuf) -> bool {
    let (name, file) = (source.name(), path.display().to_string());
    let _turn = app.turns.of(name).await;
    let order = Order { actor: ACTOR.to_owned(), trigger: Trigger::Drop, since: None, mode: Mode::Keep };
    let pulled = pull_portion(&mut Served(app), source, &Portion::File(path), &order).await;
    match &pulled {
        Ok(pulled) => {
            tracing::info!(source = name, file, observed = pulled.observed, held = pulled.held, "taken in");
        }
        Err(trouble) => {
            tracing::warn!(source = name, file, trouble = trouble.in_log(), "a file was not taken in");
        }
    }
    pulled.is_ok()
}
