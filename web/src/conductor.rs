//! The one writer: it takes in what sources bring, lets the engine learn, and publishes versions.

mod asked;
mod beside;
mod bootstrap;
mod candidate;
mod caps;
mod consent;
mod error;
mod extent;
mod fold;
mod group;
mod keep;
mod learn;
mod left_over;
mod mend;
mod news;
mod precedents;
mod preview;
mod publish;
mod push;
mod put_back;
mod refits;
mod review;
mod run;
mod speak;
mod stop;
mod take;
mod targets;
mod tokens;
mod trail;
mod upgrade;
mod verify;

pub(crate) use asked::{asked, is_since, known, last_done};
pub(crate) use beside::Decided;
pub(crate) use bootstrap::{History, Progress, learn_bundle};
pub(crate) use candidate::Candidate;
pub(crate) use caps::{Counted, TooMuch};
pub(crate) use consent::{Asked, Outcome, PEOPLE};
pub(crate) use error::{ConductorError, chain};
pub(crate) use extent::{Extent, Part};
pub(crate) use group::{DECIDED_AT_ONCE, GroupWish};
pub(crate) use precedents::Proposal;
pub(crate) use preview::Preview;
pub(crate) use publish::Stage;
pub(crate) use push::{Landed, Push};
pub(crate) use refits::{answer, answer_on, answer_until};
pub(crate) use review::Wish;
pub(crate) use speak::Choice;
pub(crate) use stop::{Stop, Watch};
pub(crate) use take::Brought;
pub(crate) use trail::Deed;
pub(crate) use verify::{Scope, Verification};

use crate::concerns::{Concerns, Matter};
use crate::learned;
use crate::view::{OWN_REVISION, View};
use arc_swap::ArcSwapOption;
use chrono::Utc;
use paridad_engine::forecaster::Forecaster;
use paridad_engine::recipe::Recipe;
use paridad_store::{Archive, Reader, StoreError, VersionRow, Writer};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// Where the newest view is found; empty until there is one.
pub(crate) type Published = Arc<ArcSwapOption<View>>;

/// The one writer.
#[derive(Debug)]
pub(crate) struct Conductor {
    archive: Arc<Archive>,
    forecaster: Forecaster,
    /// The newest version that has learned.
    learned: VersionRow,
    /// The batches that were taken out of history.
    taken_out: BTreeSet<u64>,
    published: Published,
    /// What somebody should look after.
    concerns: Concerns,
    /// Whether the data of this folder are synthetic, which every answer then says.
    synthetic: bool,
    /// Whose turn it is to choose who speaks, or to show it.
    turn: Arc<Mutex<()>>,
    /// Whether the state here is the archive's; a write that failed leaves that open.
    in_step: bool,
}

/// The file of the archive in a data folder.
pub(crate) const ARCHIVE_FILE: &str = "archive.redb";

/// A folder with this file holds synthetic data, and nothing else: what programs wrote before the archive itself had a mark.
const SYNTHETIC_FILE: &str = "SYNTHETIC";

impl Conductor {
    /// Opens the archive in `folder`, learning `history` first where the archive is empty, and publishes the
    /// version that speaks.
    pub(crate) fn open(
        folder: &Path,
        history: &History,
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
        history: &History,
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
        let taken_out = candidate::batches_taken_out(&archive.read()?)?;
        let Stage { published, concerns, synthetic, turn } = stage;
        let mut conductor = Self {
            archive,
            forecaster,
            learned,
            taken_out,
            published,
            concerns,
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
        conductor.note_last_refits();
        conductor.finish_what_is_left();
        Ok(conductor)
    }

    fn stage(&self) -> Stage {
        let (published, concerns) = (self.published.clone(), self.concerns.clone());
        Stage { published, concerns, synthetic: self.synthetic, turn: self.turn.clone() }
    }

    /// The archive, for reading.
    pub(crate) fn archive(&self) -> &Arc<Archive> {
        &self.archive
    }

    /// Writes to the archive. After a failure nobody knows whether the change was made: the state here is then read anew,
    /// at once or, if the disk does not let us, before the next change.
    fn write<T>(
        &mut self,
        change: impl FnOnce(&mut Writer<'_>) -> Result<T, StoreError>,
    ) -> Result<T, ConductorError> {
        let result = self.archive.write(change);
        if result.is_err() {
            self.in_step = false;
            if let Err(error) = self.catch_up() {
                tracing::error!(error = chain(&error), "the archive cannot be read after a failed write");
            }
        }
        Ok(result?)
    }

    /// Reads the state anew if a failed write has left it in doubt.
    fn catch_up(&mut self) -> Result<(), ConductorError> {
        if self.in_step {
            return Ok(());
        }
        let row = self.archive.read()?.last_learned()?.ok_or(ConductorError::Empty)?;
        (self.forecaster, self.learned) = resume_state(&self.archive, row, &self.stage())?;
        self.taken_out = candidate::batches_taken_out(&self.archive.read()?)?;
        self.publish()?;
        self.in_step = true;
        Ok(())
    }

    /// Whether a person has pinned the version that speaks.
    fn is_pinned(&self) -> Result<bool, ConductorError> {
        Ok(self.archive.read()?.speaking()?.is_some_and(|row| row.pins()))
    }
}

/// Opens the archive in `folder`, and makes it where there is none. As long as it lives no other process can open it.
pub(crate) fn archive_in(folder: &Path, history: &History) -> Result<Arc<Archive>, ConductorError> {
    std::fs::create_dir_all(folder)
        .map_err(|source| ConductorError::Folder { path: folder.to_owned(), source })?;
    let archive = make(&folder.join(ARCHIVE_FILE), history)?;
    crate::private::narrow(folder);
    if folder.join(SYNTHETIC_FILE).exists() && !archive.read()?.is_synthetic()? {
        archive.mark_synthetic()?;
    }
    Ok(Arc::new(archive))
}

/// Opens the archive, which begins with what the binary brings where the history is the bundled one.
fn make(file: &Path, history: &History) -> Result<Archive, ConductorError> {
    let placed = matches!(history, History::Bundled) && learned::place(file)?;
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
fn resumed(
    reader: &Reader,
    row: &VersionRow,
    mut forecaster: Forecaster,
) -> Result<Forecaster, ConductorError> {
    for event in reader.events_from(row.event + 1)? {
        forecaster.apply(&event?.1);
    }
    Ok(forecaster)
}

#[cfg(test)]
mod tests;
