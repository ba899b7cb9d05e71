//! Refits behind the scenes: what an origin to come waits for is answered before it comes, while the writer goes on.

use super::{App, conduct};
use crate::conductor::{Answers, Conductor, ConductorError, answer_on, chain};
use chrono::Utc;
use paridad_engine::refit::Job;
use paridad_engine::refits::Request;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::task::{JoinError, spawn_blocking};
use tokio::time::timeout;

/// How long what could not be done is left alone where nothing comes.
const TRY_AGAIN: Duration = Duration::from_secs(60);

/// Answers the refits that are open, each time the conductor may have opened some, as long as the server runs. If the origin
/// that waits comes first, the conductor answers them itself.
pub(crate) async fn run(app: Arc<App>) {
    loop {
        // What could not be done is tried again whenever something comes, and from time to time.
        let _ = timeout(TRY_AGAIN, app.learned.notified()).await;
        if app.concerns.can_be_tried() {
            let tried = conduct(&app, |conductor| {
                conductor.finish_what_is_left();
                Ok(())
            });
            if let Err(trouble) = tried.await {
                tracing::error!(?trouble, "what is left to do cannot be tried again");
            }
        }
        if let Some(conductor) = app.conductor.get()
            && let Err(error) = answer_all(conductor).await
        {
            tracing::error!(error = chain(&*error), "refits behind the scenes failed");
        }
    }
}

async fn answer_all(
    conductor: &Arc<Mutex<Conductor>>,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    loop {
        let jobs: Vec<(Request, Job)> = conductor.lock().await.jobs();
        if jobs.is_empty() {
            return Ok(());
        }
        // On one thread: the others serve.
        let answers: Answers = spawn_blocking(move || answer_on(1, &jobs)).await?;
        let mut turn = conductor.clone().lock_owned().await;
        let filled: Result<Result<(), ConductorError>, JoinError> =
            spawn_blocking(move || turn.fill(answers, Utc::now())).await;
        filled??;
    }
}
