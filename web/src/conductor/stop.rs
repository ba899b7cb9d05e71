//! The end of the program, which ends what takes long too.

use super::{ConductorError, Progress};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

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
