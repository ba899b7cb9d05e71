//! The archive as the server reads it: off the threads that serve, and by no more at once than leave these a core.

use super::{aside, traced};
use crate::conductor::ConductorError;
use crate::problem::Trouble;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use paridad_store::{Archive, Reader};
use serde::Serialize;
use std::num::NonZero;
use std::sync::{Arc, OnceLock};
use std::thread;
use tokio::sync::Semaphore;

/// The one way to the archive for whoever serves: what reads is handed over, and done elsewhere.
#[derive(Debug)]
pub(crate) struct Readers {
    archive: OnceLock<Arc<Archive>>,
    /// Who reads or computes now. Those that wait for their turn keep no thread.
    turns: Arc<Semaphore>,
}

impl Default for Readers {
    fn default() -> Self {
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        let turns = Arc::new(Semaphore::new((cores - 1).max(1)));
        Self { archive: OnceLock::new(), turns }
    }
}

impl Readers {
    /// From now on there is something to read.
    pub(crate) fn open(&self, archive: Arc<Archive>) {
        // The same one is opened again where its first writer could not begin.
        let _ = self.archive.set(archive);
    }

    /// Reads the archive as it is now, when it is its turn.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Reader) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Trouble> {
        let archive = self.archive()?;
        self.compute(move || read(&archive.read().map_err(ConductorError::from)?)).await
    }

    /// Reads the archive, and lays out as JSON what it found.
    pub(crate) async fn list<T: Serialize>(
        &self,
        read: impl FnOnce(&Reader) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<Laid, Trouble> {
        self.read(move |reader| Laid::out(&read(reader)?)).await
    }

    /// Computes what takes long, when it is its turn.
    pub(crate) async fn compute<T: Send + 'static>(
        &self,
        compute: impl FnOnce() -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Trouble> {
        let lost = |error: &dyn std::error::Error| Trouble::Internal(error.to_string());
        let turn = self.turns.clone().acquire_owned().await.map_err(|error| lost(&error))?;
        let done = tokio::task::spawn_blocking(traced(move || {
            // What nobody waits for any more takes a core all the same, until it is done.
            let _turn = turn;
            compute()
        }));
        done.await.map_err(|error| lost(&error))?
    }

    /// Does with the archive what takes minutes, on a thread of its own.
    pub(crate) async fn aside<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Archive) -> Result<T, ConductorError> + Send + 'static,
    ) -> Result<T, Trouble> {
        let archive = self.archive()?;
        aside(move || work(&archive)).await
    }

    /// The archive, once it is open.
    pub(super) fn archive(&self) -> Result<Arc<Archive>, Trouble> {
        self.archive.get().cloned().ok_or(Trouble::NotReady)
    }
}

/// An answer that is laid out as JSON already.
#[derive(Debug)]
pub(crate) struct Laid(Vec<u8>);

impl Laid {
    /// Lays out an answer.
    pub(crate) fn out(answer: &impl Serialize) -> Result<Self, Trouble> {
        serde_json::to_vec(answer).map(Self).map_err(|error| Trouble::Internal(error.to_string()))
    }

    /// As it goes out.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl IntoResponse for Laid {
    fn into_response(self) -> Response {
        ([(header::CONTENT_TYPE, "application/json")], self.0).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread::{self, ThreadId};

    #[tokio::test]
    async fn what_is_read_is_read_on_another_thread_than_the_one_that_serves() {
        let readers = Readers::default();
        let here = |_: &Reader| Ok(thread::current().id());
        assert!(matches!(readers.read(here).await, Err(Trouble::NotReady)), "there is nothing to read yet");
        readers.open(Arc::new(Archive::in_memory().unwrap()));
        let serving = thread::current().id();
        let elsewhere: [ThreadId; 2] =
            [readers.read(here).await.unwrap(), readers.aside(|_| Ok(thread::current().id())).await.unwrap()];
        assert!(elsewhere.iter().all(|thread| *thread != serving));
    }

    #[tokio::test]
    async fn no_more_read_at_once_than_have_a_turn_even_if_nobody_waits_for_them() {
        let readers = Readers { turns: Arc::new(Semaphore::new(1)), ..Readers::default() };
        let (begun, has_begun) = std::sync::mpsc::channel();
        let (end, may_end) = std::sync::mpsc::channel();
        let long = readers.compute(move || {
            begun.send(()).unwrap();
            may_end.recv().unwrap();
            Ok(())
        });
        let left = tokio::time::timeout(std::time::Duration::from_millis(50), long);
        assert!(left.await.is_err(), "who asked for it has left");
        has_begun.recv().unwrap();
        assert_eq!(readers.turns.available_permits(), 0, "it goes on, and keeps its turn");
        end.send(()).unwrap();
        readers.compute(|| Ok(())).await.unwrap();
    }
}
