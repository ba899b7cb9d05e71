//! Those who were not let in, counted.

use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::Notify;

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

    /// Waits until somebody is counted.
    pub(crate) async fn knocked(&self) {
        self.knocked.notified().await;
    }

    /// How many were counted since they were taken last.
    pub(crate) fn take(&self) -> u64 {
        self.count.swap(0, Ordering::Relaxed)
    }

    /// Counts those again that are not on record.
    pub(crate) fn put_back(&self, count: u64) {
        self.count.fetch_add(count, Ordering::Relaxed);
    }
}
