//! What goes into the trail of a running server: what is asked of it, and who was not let in.

use crate::app::{App, note};
use crate::conductor::Deed;
use std::sync::Arc;
use std::time::Duration;

/// How often at most the trail says that somebody was not let in: who knocks for ever fills no disk.
const EVERY: Duration = Duration::from_secs(60);

/// Puts on record that somebody was not let in: the first at once, and those of a minute as one entry.
pub(crate) async fn watch_door(app: Arc<App>) {
    loop {
        app.knocks.knocked().await;
        note_knocks(&app).await;
        tokio::time::sleep(EVERY).await;
    }
}

/// Puts on record how many were not let in since the last entry.
pub(crate) async fn note_knocks(app: &App) {
    let count = app.knocks.take();
    if count == 0 {
        return;
    }
    let detail = format!("{count} requests with a token that nobody holds, or a signature that is wrong");
    if let Err(trouble) = note(app, Deed::own("refuse", detail)).await {
        app.knocks.put_back(count);
        tracing::warn!(trouble = trouble.in_log(), "it is not on record that {count} requests were refused");
    }
}
