//! The end of what takes long: the program's, or what somebody asks for.

use super::ConductorError;
use paridad_store::StoreError;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How far something has come: days learned, or events replayed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Progress {
    /// How many are done.
    pub(crate) done: usize,
    /// How many there are in all.
    pub(crate) of: usize,
}

/// Whether the program is asked to end. What takes long asks at each of its steps, and leaves nothing half done behind.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Asks all to end that takes long.
    pub(crate) fn ask(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Refuses to go on once the end is asked for.
    pub(crate) fn check(&self) -> Result<(), ConductorError> {
        if self.0.load(Ordering::Relaxed) { Err(ConductorError::Stopping) } else { Ok(()) }
    }
}

/// Told how far something has come; what it refuses goes no further.
pub(crate) type Watch<'a> = &'a mut dyn FnMut(Progress) -> Result<(), ConductorError>;

/// Walks over records as long as the watch lets it; what the watch refuses with is given as it is.
pub(super) fn while_watched<T>(
    watch: Watch<'_>,
    walk: impl FnOnce(&mut dyn FnMut() -> bool) -> Result<T, StoreError>,
) -> Result<T, ConductorError> {
    let mut refused = None;
    let walked = walk(&mut || {
        refused = watch(Progress { done: 0, of: 0 }).err();
        refused.is_none()
    });
    match refused {
        Some(refused) => Err(refused),
        None => Ok(walked?),
    }
}
