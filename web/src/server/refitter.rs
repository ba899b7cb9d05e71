//! Refits behind the scenes: what an origin to come waits for is answered before it comes, while the writer goes on.

use crate::app::{App, aside, conduct};
use crate::conductor::{Conductor, answer_until};
use crate::problem::Trouble;
use chrono::Utc;
use paridad_engine::experts::refit::Job;
use paridad_engine::forecaster::refits::Request;
use std::sync::Arc;
use std::time::Duration;
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
                tracing::error!(trouble = trouble.in_log(), "what is left to do cannot be tried again");
            }
        }
        match answer_all(&app).await {
            // What was begun is asked for again at the next start.
            Ok(()) | Err(Trouble::NotReady | Trouble::Stopping) => {}
            Err(trouble) => tracing::error!(trouble = trouble.in_log(), "refits behind the scenes failed"),
        }
    }
}

async fn answer_all(app: &App) -> Result<(), Trouble> {
    loop {
        let jobs: Vec<(Request, Job)> =
            conduct(app, |conductor: &mut Conductor| Ok(conductor.jobs())).await?;
        if jobs.is_empty() {
            return Ok(());
        }
        let stop = app.stop.clone();
        // On one thread: the others serve.
        let answers = aside(move || answer_until(&jobs, &stop)).await?;
        conduct(app, move |conductor| conductor.fill(answers, Utc::now())).await?;
    }
}
