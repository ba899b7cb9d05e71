//! Whose turn it is: there is one who learns, and one pull of a source at a time. Who chooses what speaks waits for neither.

use super::App;
use crate::conductor::{Choice, Conductor, ConductorError};
use crate::problem::Trouble;
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};
use tokio::sync::{Mutex, OwnedMutexGuard};

/// Lets the conductor do something, once it is its turn.
pub(crate) async fn conduct<T: Send + 'static>(
    app: &App,
    act: impl FnOnce(&mut Conductor) -> Result<T, ConductorError> + Send + 'static,
) -> Result<T, Trouble> {
    let conductor = app.conductor.get().ok_or(Trouble::NotReady)?.clone();
    let mut turn = conductor.lock_owned().await;
    let done = tokio::task::spawn_blocking(move || act(&mut turn)).await;
    Ok(done.map_err(|error| Trouble::Internal(error.to_string()))??)
}

/// Lets somebody choose who speaks, whatever the conductor does meanwhile.
pub(crate) async fn choose<T: Send + 'static>(
    app: &Arc<App>,
    act: impl FnOnce(&Choice) -> Result<T, ConductorError> + Send + 'static,
) -> Result<T, Trouble> {
    let choice = app.choice.get().ok_or(Trouble::NotReady)?.clone();
    let done = tokio::task::spawn_blocking(move || act(&choice)).await;
    let done = done.map_err(|error| Trouble::Internal(error.to_string()))?;
    if matches!(done, Err(ConductorError::Store(_))) {
        // Nobody knows whether it was made, and perhaps the archive could not be asked.
        let app = app.clone();
        tokio::spawn(async move { conduct(&app, Conductor::look_again).await });
    }
    Ok(done?)
}

/// The sources, each with who pulls it now.
#[derive(Debug, Default)]
pub(crate) struct Turns(std::sync::Mutex<BTreeMap<String, Arc<Mutex<()>>>>);

impl Turns {
    /// Waits until nobody else pulls the source, and keeps others from it while the answer lives.
    pub(super) async fn of(&self, source: &str) -> OwnedMutexGuard<()> {
        let turn = {
            let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            turns.entry(source.to_owned()).or_default().clone()
        };
        turn.lock_owned().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;
    use tokio::time::timeout;

    #[tokio::test]
    async fn a_source_is_pulled_by_one_at_a_time_and_others_meanwhile() {
        let turns = Turns::default();
        let pulling = turns.of("ecb").await;
        let _other = turns.of("banxico").await;
        assert!(timeout(Duration::from_millis(20), turns.of("ecb")).await.is_err(), "it waits");
        drop(pulling);
        turns.of("ecb").await;
    }
}
