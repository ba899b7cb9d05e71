//! The one writer: it takes in what sources bring, lets the engine learn, and publishes versions.

mod bootstrap;
mod error;
mod learn;
mod publish;
mod speak;
mod take;
mod verify;

pub(crate) use bootstrap::{History, Progress};
pub(crate) use error::{ConductorError, chain};

use crate::view::View;
use arc_swap::ArcSwapOption;
use paridad_engine::forecaster::Forecaster;
use paridad_store::{Archive, VersionRow};
use std::path::Path;
use std::sync::Arc;

/// Where the newest view is found; empty until there is one.
pub(crate) type Published = Arc<ArcSwapOption<View>>;

/// The one writer.
#[derive(Debug)]
pub(crate) struct Conductor {
    archive: Arc<Archive>,
    forecaster: Forecaster,
    /// The newest version that has learned.
    learned: VersionRow,
    published: Published,
}

/// The file of the archive in a data folder.
pub(crate) const ARCHIVE_FILE: &str = "archive.redb";

impl Conductor {
    /// Opens the archive in `folder`, learning `history` first where the archive is empty, and publishes the
    /// version that speaks.
    pub(crate) fn open(
        folder: &Path,
        history: &History,
        published: Published,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, ConductorError> {
        std::fs::create_dir_all(folder)
            .map_err(|source| ConductorError::Folder { path: folder.to_owned(), source })?;
        let archive = Arc::new(Archive::open(folder.join(ARCHIVE_FILE))?);
        let last_learned = archive.read()?.last_learned()?;
        let (forecaster, learned) = match last_learned {
            Some(row) => Self::resume_state(&archive, row)?,
            None => bootstrap::learn_history(&archive, history, progress)?,
        };
        let conductor = Self { archive, forecaster, learned, published };
        conductor.publish()?;
        Ok(conductor)
    }

    /// The archive, for reading.
    pub(crate) fn archive(&self) -> &Arc<Archive> {
        &self.archive
    }

    /// The state after all events: the last snapshot, and the events that came after it.
    fn resume_state(archive: &Archive, row: VersionRow) -> Result<(Forecaster, VersionRow), ConductorError> {
        let reader = archive.read()?;
        let mut forecaster = publish::state_of(&reader, &row)?;
        for event in reader.events_from(row.event + 1)? {
            forecaster.apply(&event?.1);
        }
        Ok((forecaster, row))
    }
}
