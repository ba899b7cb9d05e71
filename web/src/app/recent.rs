//! What was asked for last, so that it need not be worked out again.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// So many are kept.
const KEPT: usize = 8;

/// The last values that were asked for, by their keys.
#[derive(Debug)]
pub(crate) struct Recent<K, V>(Mutex<VecDeque<(K, V)>>);

impl<K, V> Default for Recent<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: PartialEq, V: Clone> Recent<K, V> {
    /// The value of a key, if it was asked for lately.
    pub(crate) fn find(&self, key: &K) -> Option<V> {
        let mut kept = self.lock();
        let place = kept.iter().position(|(own, _)| own == key)?;
        let found = kept.remove(place)?;
        let value = found.1.clone();
        kept.push_front(found);
        Some(value)
    }

    /// Keeps the value of a key, and forgets the one that was asked for longest ago.
    pub(crate) fn keep(&self, key: K, value: V) {
        let mut kept = self.lock();
        kept.retain(|(own, _)| *own != key);
        kept.push_front((key, value));
        kept.truncate(KEPT);
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<(K, V)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_longest_ago_is_forgotten_first() {
        let recent = Recent::default();
        for number in 0..KEPT {
            recent.keep(number, number * 10);
        }
        assert_eq!(recent.find(&0), Some(0), "and so it is asked for last");
        recent.keep(KEPT, 1);
        recent.keep(KEPT, 2);
        assert_eq!([0, 1, 2, KEPT].map(|key| recent.find(&key)), [Some(0), None, Some(20), Some(2)]);
    }
}
