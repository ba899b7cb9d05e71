//! The archive opened, what was learned read from it, and read anew where a write has left it in doubt.

use super::bootstrap::{self, HistoryFrom};
use super::error::{ConductorError, chain};
use super::publish::{self, Stage};
use super::stop::Progress;
use super::{Conductor, challenger, mend, upgrade};
use crate::setup::bundled;
use crate::view::concerns::{Concerns, Matter};
use crate::view::{OWN_REVISION, Published};
use chrono::Utc;
use paridad_engine::forecaster::Forecaster;
use paridad_engine::recipe::Recipe;
use paridad_store::{Archive, Reader, VersionRow};
use std::path::Path;
use std::sync::Arc;

/// The file of the archive in a data folder.
pub(crate) const ARCHIVE_FILE: &str = "archive.redb";

/// A folder with this file holds synthetic data, and nothing else: what programs wrote before the archive itself had a mark.
const SYNTHETIC_FILE: &str = "SYNTHETIC";

impl Conductor {
    /// Opens the archive in `folder`, learning `history` first where the archive is empty, and publishes the
    /// version that speaks.
    pub(crate) fn open(
        folder: &Path,
        history: &HistoryFrom,
        published: Published,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, ConductorError> {
        let archive = archive_in(folder, history)?;
        let synthetic = archive.read()?.is_synthetic()?;
        Self::on(archive, history, Stage::new(published, Concerns::default(), synthetic), progress)
    }

    /// The same, on an archive that is open already. What speaks is published as soon as it can be read; what is left to do is
    /// done behind it, and what of that cannot be done yet keeps nobody from reading.
    pub(crate) fn on(
        archive: Arc<Archive>,
        history: &HistoryFrom,
        stage: Stage,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, ConductorError> {
        let last_learned = archive.read()?.last_learned()?;
        let (forecaster, learned) = match last_learned {
            Some(row) if row.engine_revision != OWN_REVISION => {
                stage.show(&archive, &row);
                upgrade::upgrade(&archive, &row, progress)?
            }
            Some(row) => {
                resume_state(&archive, row.clone(), &stage).inspect_err(|_| stage.show(&archive, &row))?
            }
            None => {
                let first = (Recipe::ecb_cross("mxn")?, "");
                bootstrap::learn_history(&archive, history, first, progress)?
            }
        };
        let taken_out = challenger::batches_taken_out(&archive.read()?)?;
        let Stage { published, concerns, happenings, synthetic, turn } = stage;
        let mut conductor = Self {
            archive,
            forecaster,
            learned,
            taken_out,
            published,
            concerns,
            happenings,
            synthetic,
            turn,
            in_step: true,
        };
        match conductor.publish() {
            Err(error) if error.is_damage() => {
                conductor.concerns.raise(Matter::Damage, chain(&error), Utc::now());
            }
            published => published?,
        }
        conductor.tell_held();
        conductor.note_last_refits();
        conductor.finish_what_is_left();
        Ok(conductor)
    }

    /// Reads the state anew if a failed write has left it in doubt.
    pub(super) fn catch_up(&mut self) -> Result<(), ConductorError> {
        if self.in_step {
            return Ok(());
        }
        let row = self.archive.read()?.last_learned()?.ok_or(ConductorError::Empty)?;
        (self.forecaster, self.learned) = resume_state(&self.archive, row, &self.stage())?;
        self.taken_out = challenger::batches_taken_out(&self.archive.read()?)?;
        self.publish()?;
        self.in_step = true;
        Ok(())
    }
}

/// Opens the archive in `folder`, and makes it where there is none. As long as it lives no other process can open it.
pub(crate) fn archive_in(folder: &Path, history: &HistoryFrom) -> Result<Arc<Archive>, ConductorError> {
    std::fs::create_dir_all(folder)
        .map_err(|source| ConductorError::Folder { path: folder.to_owned(), source })?;
    let archive = make(&folder.join(ARCHIVE_FILE), history)?;
    crate::secrets::private::narrow(folder);
    if folder.join(SYNTHETIC_FILE).exists() && !archive.read()?.is_synthetic()? {
        archive.mark_synthetic()?;
    }
    Ok(Arc::new(archive))
}

/// Opens the archive, which begins with what the binary brings where the history is the bundled one.
fn make(file: &Path, history: &HistoryFrom) -> Result<Archive, ConductorError> {
    let placed = matches!(history, HistoryFrom::Bundled) && bundled::place(file)?;
    let archive = Archive::open(file)?;
    if placed {
        let detail = "the archive that was learned when the program was built";
        archive.write(|writer| writer.append_audit(Utc::now(), bootstrap::ACTOR, "unpack", detail))?;
    }
    Ok(archive)
}

/// The state after all events: the last snapshot, and the events that came after it. Of a snapshot that is damaged the state is
/// made anew, while another version speaks.
fn resume_state(
    archive: &Archive,
    row: VersionRow,
    stage: &Stage,
) -> Result<(Forecaster, VersionRow), ConductorError> {
    let reader = archive.read()?;
    let forecaster = match publish::state_of(&reader, &row) {
        Err(error) if error.is_damage() => {
            stage.concerns.raise(Matter::Damage, chain(&error), Utc::now());
            stage.show(archive, &row);
            mend::state_after(&reader, &row)?
        }
        read => read?,
    };
    Ok((resumed(&reader, &row, forecaster)?, row))
}

/// The state of a version after the events that came since.
pub(super) fn resumed(
    reader: &Reader,
    row: &VersionRow,
    mut forecaster: Forecaster,
) -> Result<Forecaster, ConductorError> {
    for event in reader.events_from(row.event + 1)? {
        forecaster.apply(&event?.1);
    }
    Ok(forecaster)
}
