//! Folders that are watched: what is dropped there is taken in once it is whole.

use super::App;
use super::pulling::{Order, take_fetched};
use crate::conductor::{ConductorError, chain};
use chrono::Utc;
use paridad_ingest::internal::{Folder, Internal, Looked};
use paridad_store::Trigger;
use std::path::Path;
use std::sync::Arc;
use tokio::task::JoinSet;

/// Who takes in what nobody asks for.
const ACTOR: &str = "paridad";

/// Watches all folders that are declared, until this is dropped.
pub(crate) async fn run(app: Arc<App>) {
    let mut watchers = JoinSet::new();
    for (internal, folder) in app.sources.folders() {
        watchers.spawn(watch(app.clone(), internal.clone(), folder.clone()));
    }
    while let Some(ended) = watchers.join_next().await {
        if let Err(error) = ended {
            tracing::error!(%error, "a folder is no longer watched");
        }
    }
}

/// Looks at a folder again and again. What cannot be looked at is said once, until it can be again.
async fn watch(app: Arc<App>, internal: Internal, folder: Folder) {
    let (mut looked, mut was_seen) = (Looked::default(), true);
    loop {
        match folder.look(&mut looked).await {
            Ok(whole) => {
                was_seen = true;
                for path in whole {
                    take_in(&app, &internal, &path).await;
                }
            }
            Err(error) if was_seen => {
                was_seen = false;
                tracing::warn!(source = internal.name, error = chain(&error), "a folder cannot be looked at");
            }
            Err(_) => {}
        }
        tokio::time::sleep(folder.every).await;
    }
}

/// Takes in a file; what fails is on record, and the file is tried again when it changes, or by a pull.
async fn take_in(app: &App, internal: &Internal, path: &Path) {
    let name = &internal.name;
    let _turn = app.turns.of(name).await;
    let now = Utc::now();
    let fetched = internal.file(path, now).await;
    let fetched = fetched.map(|delivery| vec![delivery]);
    let fetched = fetched.map_err(|source| ConductorError::Source { name: name.clone(), source });
    let order = Order { actor: ACTOR.to_owned(), trigger: Trigger::Drop, since: None, dry_run: false };
    let file = path.display();
    match take_fetched(app, name, fetched, &order, now).await {
        Ok(pulled) => {
            tracing::info!(source = name, %file, observed = pulled.observed, held = pulled.held, "taken in");
        }
        Err(trouble) => tracing::warn!(source = name, %file, ?trouble, "a file was not taken in"),
    }
}
