//! What a take-out or a put-back would do to the forecasts: learned beside, shown and kept nowhere.

use super::beside::state_with;
use super::challenger::check_ready;
use super::open::resumed;
use super::publish::state_of;
use super::stop::Watch;
use super::{Conductor, ConductorError, Extent};
use paridad_engine::forecaster::Forecaster;
use paridad_store::{Archive, Wanted};

/// How much a batch is, with the state that learning goes on from and the one that it would go on from.
#[derive(Debug)]
pub(crate) struct Preview {
    pub(crate) batch: u64,
    pub(crate) extent: Extent,
    pub(crate) before: Forecaster,
    pub(crate) after: Forecaster,
}

impl Preview {
    /// Learns what would be. What is pinned goes on speaking, so it is not asked what speaks.
    pub(crate) fn learn(
        archive: &Archive,
        (wanted, batch): (fn(u64) -> Wanted, u64),
        watch: Watch<'_>,
    ) -> Result<Self, ConductorError> {
        let reader = archive.read()?;
        let extent = Extent::of(&reader, batch)?;
        let row = reader.last_learned()?.ok_or(ConductorError::Empty)?;
        let before = resumed(&reader, &row, state_of(&reader, &row)?)?;
        check_ready(&before)?;
        Ok(Self { batch, extent, before, after: state_with(archive, wanted(batch), watch)? })
    }
}

impl Conductor {
    /// Refuses to look at what could not be done.
    pub(crate) fn check_preview(&self, wanted: Wanted) -> Result<(), ConductorError> {
        self.check_wanted(&self.archive.read()?, wanted)
    }
}
