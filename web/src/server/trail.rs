//! What goes into the trail of a running server: what is asked of it, and who was not let in.

use super::App;
use super::turn::conduct;
use crate::conductor::Deed;
use crate::problem::Trouble;
use chrono::Utc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::Notify;

/// How often at most the trail says that somebody was not let in: who knocks for ever fills no disk.
const EVERY: Duration = Duration::from_secs(60);

/// Puts on record what somebody does.
pub(crate) async fn note(app: &App, deed: Deed) -> Result<(), Trouble> {
    conduct(app, move |conductor| conductor.note(&deed, Utc::now())).await
}

/// Those who showed a token that nobody holds, or signed with none, counted until they are on record.
#[derive(Debug, Default)]
pub(crate) struct Knocks {
    count: AtomicU64,
    knocked: Notify,
}

impl Knocks {
    /// Counts one more.
    pub(crate) fn count(&self) {
        self.count.fetch_add(1, Ordering::Relaxed);
        self.knocked.notify_one();
    }
}

/// Puts on record that somebody was not let in: the first at once, and those of a minute as one entry.
pub(crate) async fn watch_door(app: Arc<App>) {
    loop {
        app.knocks.knocked.notified().await;
        note_knocks(&app).await;
        tokio::time::sleep(EVERY).await;
    }
}

/// Puts on record how many were not let in since the last entry.
pub(crate) async fn note_knocks(app: &App) {
    let count = app.knocks.count.swap(0, Ordering::Relaxed);
    if count == 0 {
        return;
    }
    let detail = format!("{count} requests with a token that nobody holds, or a signature that is wrong");
    if let Err(trouble) = note(app, Deed::own("refuse", detail)).await {
        app.knocks.count.fetch_add(count, Ordering::Relaxed);
        tracing::warn!(trouble = ?trouble, "it is not on record that {count} requests were refused");
    }
}
