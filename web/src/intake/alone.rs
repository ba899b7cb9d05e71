//! Pulls of a command that has the archive alone: nothing else runs, so learning may hold its thread.

use super::keeper::Keeper;
use super::order::{Mode, Order};
use crate::conductor::{Brought, Conductor, ConductorError, Deed, asked};
use crate::console::warn;
use crate::secrets::personal::{ProtectError, Protected, protect};
use anyhow::{Error, Result};
use chrono::Utc;
use paridad_ingest::feed::payload::{Asked, Delivery};
use paridad_wire::Pulled;
use std::path::Path;

/// A command that has the archive alone.
#[derive(Debug)]
pub(crate) struct Alone<'a> {
    /// The one writer.
    pub(crate) conductor: &'a mut Conductor,
    /// The folder of the archive.
    pub(crate) folder: &'a Path,
}

impl Keeper for Alone<'_> {
    type Error = Error;

    async fn asked(&mut self, source: &str, order: &Order) -> Result<Asked> {
        Ok(asked(&self.conductor.archive().read()?, source, order.since)?)
    }

    async fn protect(&mut self, given: Vec<Delivery>) -> Result<Vec<Protected>, ProtectError> {
        given.into_iter().map(|one| protect(self.folder, one)).collect()
    }

    async fn note(&mut self, deed: Deed) -> Result<()> {
        Ok(self.conductor.note(&deed, Utc::now())?)
    }

    async fn take(&mut self, brought: Brought, mode: Mode) -> Result<Pulled> {
        Ok(match mode {
            Mode::Keep => self.conductor.take(&brought, Utc::now())?,
            Mode::DryRun => self.conductor.preview(&brought)?,
        })
    }

    async fn failed(&mut self, nothing: Brought, why: ConductorError, mode: Mode) -> Error {
        let recorded = match mode {
            Mode::Keep => self.conductor.failed(&nothing, &why, Utc::now()),
            Mode::DryRun => Ok(()),
        };
        recorded.map_or_else(Error::from, |()| why.into())
    }

    fn passed_over(&mut self, why: &Error) {
        warn(&format!("{why:#}"));
    }
}
