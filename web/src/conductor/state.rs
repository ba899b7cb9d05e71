//! What the one writer knows, and how it writes.

use super::ConductorError;
use super::error::chain;
use crate::view::Published;
use crate::view::concerns::Concerns;
use crate::view::happenings::Happenings;
use paridad_engine::forecaster::Forecaster;
use paridad_store::{Archive, StoreError, VersionRow, Writer};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Instant;

/// The one writer.
#[derive(Debug)]
pub(crate) struct Conductor {
    pub(super) archive: Arc<Archive>,
    pub(super) forecaster: Forecaster,
    /// The newest version that has learned.
    pub(super) learned: VersionRow,
    /// The batches that were taken out of history.
    pub(super) taken_out: BTreeSet<u64>,
    pub(super) published: Published,
    /// What somebody should look after.
    pub(super) concerns: Concerns,
    /// Who is told what happens.
    pub(super) happenings: Happenings,
    /// Whether the data of this folder are synthetic, which every answer then says.
    pub(super) synthetic: bool,
    /// Whose turn it is to choose who speaks, or to show it.
    pub(super) turn: Arc<Mutex<()>>,
    /// Whether the state here is the archive's; a write that failed leaves that open.
    pub(super) in_step: bool,
}

impl Conductor {
    /// The archive, for reading.
    pub(crate) fn archive(&self) -> &Arc<Archive> {
        &self.archive
    }

    /// Writes to the archive. After a failure nobody knows whether the change was made: the state here is then read anew,
    /// at once or, if the disk does not let us, before the next change.
    pub(super) fn write<T>(
        &mut self,
        change: impl FnOnce(&mut Writer<'_>) -> Result<T, StoreError>,
    ) -> Result<T, ConductorError> {
        let began = Instant::now();
        let result = self.archive.write(change);
        tracing::debug!(took = ?began.elapsed(), is_ok = result.is_ok(), "written to the archive");
        if result.is_err() {
            self.in_step = false;
            if let Err(error) = self.catch_up() {
                tracing::error!(error = chain(&error), "the archive cannot be read after a failed write");
            }
        }
        Ok(result?)
    }

    /// Whether a person has pinned the version that speaks.
    pub(super) fn is_pinned(&self) -> Result<bool, ConductorError> {
        Ok(self.archive.read()?.speaking()?.is_some_and(|row| row.pins()))
    }
}
