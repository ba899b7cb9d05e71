//! That data are late comes with time alone, and is told when it does.

use crate::app::App;
use chrono::Utc;
use std::sync::Arc;
use std::time::Duration;

/// How often it is looked at.
const EVERY: Duration = Duration::from_secs(30);

/// Tells when the version that speaks becomes late, or later, as long as the server runs.
pub(crate) async fn watch_lateness(app: Arc<App>) {
    loop {
        if let Some(view) = app.published.load_full() {
            view.tell(&app.happenings, Utc::now());
        }
        tokio::time::sleep(EVERY).await;
    }
}
