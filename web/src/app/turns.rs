//! Whose turn it is to pull a source: there is one pull of each at a time.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};
use tokio::sync::{Mutex, OwnedMutexGuard};

/// The sources, each with who pulls it now.
#[derive(Debug, Default)]
pub(crate) struct Turns(std::sync::Mutex<BTreeMap<String, Arc<Mutex<()>>>>);

impl Turns {
    /// Waits until nobody else pulls the source, and keeps others from it while the answer lives.
    pub(crate) async fn of(&self, source: &str) -> OwnedMutexGuard<()> {
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
