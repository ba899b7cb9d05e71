//! Whose turn it is: there is one who learns, and one pull of a source at a time. Who chooses what speaks waits for neither.

use super::{App, Kind, traced};
use crate::conductor::{Choice, Conductor, ConductorError, Deed, Watch};
use crate::problem::Trouble;
use chrono::Utc;
use paridad_store::Archive;
use paridad_wire::{Job, JobResult};
use std::sync::Arc;

/// Lets the conductor do something, once it is its turn.
pub(crate) async fn conduct<T: Send + 'static>(
    app: &App,
    act: impl FnOnce(&mut Conductor) -> Result<T, ConductorError> + Send + 'static,
) -> Result<T, Trouble> {
    let conductor = app.conductor.get().ok_or(Trouble::NotReady)?.clone();
    let mut turn = conductor.lock_owned().await;
    let done = tokio::task::spawn_blocking(traced(move || act(&mut turn))).await;
    Ok(done.map_err(|error| Trouble::Internal(error.to_string()))??)
}

/// Lets somebody choose who speaks, whatever the conductor does meanwhile.
pub(crate) async fn choose<T: Send + 'static>(
    app: &Arc<App>,
    act: impl FnOnce(&Choice) -> Result<T, ConductorError> + Send + 'static,
) -> Result<T, Trouble> {
    let choice = app.choice.get().ok_or(Trouble::NotReady)?.clone();
    let done = tokio::task::spawn_blocking(traced(move || act(&choice))).await;
    let done = done.map_err(|error| Trouble::Internal(error.to_string()))?;
    if matches!(done, Err(ConductorError::Store(_))) {
        // Nobody knows whether it was made, and perhaps the archive could not be asked.
        let app = app.clone();
        tokio::spawn(async move { conduct(&app, Conductor::look_again).await });
    }
    Ok(done?)
}

/// Puts on record what somebody does.
pub(crate) async fn note(app: &App, deed: Deed) -> Result<(), Trouble> {
    conduct(app, move |conductor| conductor.note(&deed, Utc::now())).await
}

impl App {
    /// Begins a job on the archive for somebody, or joins the one of its kind that goes on.
    pub(crate) fn begin(
        &self,
        kind: Kind,
        actor: &str,
        work: impl FnOnce(&Archive, Watch<'_>) -> Result<JobResult, ConductorError> + Send + 'static,
    ) -> Result<Job, Trouble> {
        let archive = self.readers.archive()?;
        let begun = self.jobs.begin(kind, actor, move |watch| work(&archive, watch));
        begun.map_err(|error| Trouble::Internal(error.to_string()))
    }
}
