//! What takes long, on threads of its own: the writer goes on, and its turn is asked for at the end alone.

use super::{App, conduct};
use crate::conductor::{Conductor, ConductorError, Decided};
use crate::problem::Trouble;
use chrono::Utc;
use paridad_store::VersionRow;
use std::sync::Arc;
use std::thread;
use tokio::sync::oneshot;

/// How often what was overtaken by another decision is learned anew.
const TRIES: usize = 3;

/// Does something on a thread of its own, which does not outlive the program and keeps no request waiting but its own.
pub(crate) async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ConductorError> + Send + 'static,
) -> Result<T, Trouble> {
    let (tell, told) = oneshot::channel();
    let thread = thread::Builder::new().name("aside".to_owned()).spawn(move || {
        // Whoever asked for it may have left.
        let _ = tell.send(work());
    });
    thread.map_err(|error| Trouble::Internal(error.to_string()))?;
    Ok(told.await.unwrap_or(Err(ConductorError::Panicked))?)
}

/// Learns what people have decided beside the one writer, and then puts it in place. It goes on when whoever asked for it leaves.
pub(crate) async fn carry_out(app: &Arc<App>, decided: Decided) -> Result<VersionRow, Trouble> {
    let app = app.clone();
    let done = tokio::spawn(async move {
        let _turn = app.beside.lock().await;
        let mut tried = 1;
        loop {
            let (archive, stop, wanted) = (app.archive()?.clone(), app.stop.clone(), decided.clone());
            let beside = aside(move || wanted.learn(&archive, &mut |_| stop.check())).await?;
            let swap = move |conductor: &mut Conductor| Ok(conductor.swap(beside, Utc::now()));
            match conduct(&app, swap).await? {
                Err(ConductorError::Overtaken) if tried < TRIES => tried += 1,
                swapped => {
                    app.learned.notify_one();
                    return Ok(swapped?);
                }
            }
        }
    });
    done.await.map_err(|error| Trouble::Internal(error.to_string()))?
}
