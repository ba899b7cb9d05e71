//! What takes long, on threads of its own.

use super::traced;
use crate::conductor::ConductorError;
use crate::problem::Trouble;
use std::thread;
use tokio::sync::oneshot;

/// Does something on a thread of its own, which does not outlive the program and keeps no request waiting but its own.
pub(crate) async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ConductorError> + Send + 'static,
) -> Result<T, Trouble> {
    let (tell, told) = oneshot::channel();
    let thread = thread::Builder::new().name("aside".to_owned()).spawn(traced(move || {
        // Whoever asked for it may have left.
        let _ = tell.send(work());
    }));
    thread.map_err(|error| Trouble::Internal(error.to_string()))?;
    Ok(told.await.unwrap_or(Err(ConductorError::Panicked))?)
}
