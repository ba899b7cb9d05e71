//! From the archive to the view that readers see.

use super::calendar_ends::calendar_ends;
use super::{Conductor, ConductorError};
use crate::view::concerns::{Concerns, Matter};
use crate::view::happenings::Happenings;
use crate::view::{Published, View};
use chrono::Utc;
use paridad_engine::data::digest::Digest;
use paridad_engine::forecast::model::Model;
use paridad_engine::forecaster::Forecaster;
use paridad_engine::judging::history::History;
use paridad_engine::recipe::Recipe;
use paridad_engine::snapshot::{
    DecodeError, Manifest, Part, PartRef, Snapshot, decode, decode_history, decode_model, pack, speaks,
};
use paridad_store::{Archive, Hash, Reader, VersionRow};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Where what speaks is shown, and what is said beside it.
#[derive(Debug, Clone)]
pub(crate) struct Stage {
    /// Where the newest view is found.
    pub(crate) published: Published,
    /// What somebody should look after.
    pub(crate) concerns: Concerns,
    /// Who is told what happens.
    pub(crate) happenings: Happenings,
    /// Whether the data of this folder are synthetic, which every answer then says.
    pub(crate) synthetic: bool,
    /// Whose turn it is to choose who speaks, or to show it: what is shown last is what the archive had last.
    pub(crate) turn: Arc<Mutex<()>>,
}

impl Conductor {
    /// Where it shows what speaks.
    pub(super) fn stage(&self) -> Stage {
        let (published, concerns) = (self.published.clone(), self.concerns.clone());
        let (happenings, turn) = (self.happenings.clone(), self.turn.clone());
        Stage { published, concerns, happenings, synthetic: self.synthetic, turn }
    }

    /// Publishes the version that speaks, as the archive has it.
    pub(super) fn publish(&self) -> Result<(), ConductorError> {
        let stage = self.stage();
        let _turn = stage.turn();
        stage.publish(&self.archive.read()?, &self.learned, Some(&self.forecaster))
    }
}

impl Stage {
    /// Where nothing is shown yet.
    pub(crate) fn new(published: Published, concerns: Concerns, synthetic: bool) -> Self {
        let happenings = Happenings::default();
        Self { published, concerns, happenings, synthetic, turn: Arc::default() }
    }

    /// The same, telling what happens to those who listen to these.
    pub(crate) fn telling(self, happenings: Happenings) -> Self {
        Self { happenings, ..self }
    }

    /// Waits for the turn to choose who speaks, or to show it, and keeps it as long as the answer lives.
    pub(super) fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Shows what can be read before there is a state that learning goes on from. Whoever cannot be shown will be later.
    pub(super) fn show(&self, archive: &Archive, learned: &VersionRow) {
        let _turn = self.turn();
        let shown = archive.read().map_err(ConductorError::from);
        if let Err(error) = shown.and_then(|reader| self.publish(&reader, learned, None)) {
            tracing::error!(error = super::chain(&error), "no version can be shown yet");
        }
    }

    /// Publishes the version that speaks, by whoever has the turn. Where it is damaged the newest one speaks that is whole, and this
    /// is said.
    pub(super) fn publish(
        &self,
        reader: &Reader,
        learned: &VersionRow,
        state: Option<&Forecaster>,
    ) -> Result<(), ConductorError> {
        let of = |row: VersionRow| view_of(reader, row, learned, state);
        let speaking = reader.speaking().map_err(ConductorError::from);
        let view = match speaking.and_then(|row| of(row.ok_or(ConductorError::Empty)?)) {
            Err(error) if error.is_damage() => {
                let whole = newest_whole(reader, of)?;
                let Some(view) = whole else { return Err(error) };
                let (number, why) = (view.speaking.number, super::chain(&error));
                let detail = format!("{why}; version {number} speaks until it is made anew");
                self.concerns.raise(Matter::Damage, detail, Utc::now());
                view
            }
            view => view?,
        };
        let (synthetic, concerns) = (self.synthetic, self.concerns.clone());
        let calendars = calendar_ends(reader).unwrap_or_else(|error| {
            tracing::error!(error = super::chain(&error), "the calendars cannot be read");
            Vec::new()
        });
        let view = Arc::new(View { synthetic, concerns, calendars, ..view });
        self.published.store(Some(view.clone()));
        view.tell(&self.happenings, Utc::now());
        Ok(())
    }
}

/// The newest version that spoke and can be read, as a view.
fn newest_whole(
    reader: &Reader,
    view_of: impl Fn(VersionRow) -> Result<View, ConductorError>,
) -> Result<Option<View>, ConductorError> {
    for row in reader.versions()? {
        match row.map_err(ConductorError::from) {
            Ok(row) if !row.speaks => {}
            read => match read.and_then(&view_of) {
                Err(error) if error.is_damage() => {}
                view => return view.map(Some),
            },
        }
    }
    Ok(None)
}

/// The view of a version. What the state of the same snapshot remembers need not be read again.
pub(super) fn view_of(
    reader: &Reader,
    row: VersionRow,
    learned: &VersionRow,
    state: Option<&Forecaster>,
) -> Result<View, ConductorError> {
    let (stored, history) = if let Some(state) = state.filter(|_| row.snapshot == learned.snapshot) {
        (Stored::read(reader, &row, speaks)?, state.history())
    } else {
        let stored = Stored::read(reader, &row, |_| true)?;
        let history = stored.history()?;
        (stored, history)
    };
    let (model, packed) = (stored.model()?, pack(&stored.spoken()).into());
    Ok(View::new(row, learned.clone(), &history, model, packed))
}

/// The complete state of a version.
pub(super) fn state_of(reader: &Reader, row: &VersionRow) -> Result<Forecaster, ConductorError> {
    Stored::read(reader, row, |_| true)?.state()
}

/// The recipe of a version.
pub(super) fn recipe_of(reader: &Reader, row: &VersionRow) -> Result<Recipe, ConductorError> {
    Ok(Stored::read(reader, row, speaks)?.model()?.recipe)
}

/// A snapshot as the archive has it.
pub(super) struct Stored {
    version: u64,
    manifest: Vec<u8>,
    refs: Vec<PartRef>,
    /// By their hash: parts that are the same are stored once.
    parts: BTreeMap<Digest, Vec<u8>>,
}

impl Stored {
    /// Reads the snapshot of a version with those of its parts whose names are `wanted`, of whatever format.
    pub(super) fn read(
        reader: &Reader,
        row: &VersionRow,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<Self, ConductorError> {
        let version = row.number;
        let failed = |source| ConductorError::Snapshot { version, source };
        let missing = |name: &str| failed(DecodeError::Missing(name.to_owned()));
        let manifest = reader.part(&row.snapshot)?.ok_or_else(|| missing("manifest"))?;
        let refs = Manifest::decode(&manifest).map_err(failed)?.parts;
        let mut parts = BTreeMap::new();
        for PartRef { name, digest } in refs.iter().filter(|part| wanted(&part.name)) {
            let bytes = reader.part(&Hash::from(*digest))?.ok_or_else(|| missing(name))?;
            parts.insert(*digest, bytes);
        }
        Ok(Self { version, manifest, refs, parts })
    }

    /// The complete state; only of the format that learning goes on from.
    pub(super) fn state(&self) -> Result<Forecaster, ConductorError> {
        decode(&self.manifest, |wanted| self.part(wanted)).map_err(|source| self.failed(source))
    }

    /// What it speaks with.
    pub(super) fn model(&self) -> Result<Model, ConductorError> {
        decode_model(&self.manifest, |wanted| self.part(wanted)).map_err(|source| self.failed(source))
    }

    /// What it remembers of its inputs and residuals.
    pub(super) fn history(&self) -> Result<History, ConductorError> {
        decode_history(&self.manifest, |wanted| self.part(wanted)).map_err(|source| self.failed(source))
    }

    /// The manifest with the parts that speak.
    fn spoken(&self) -> Snapshot {
        let part = |wanted: &PartRef| Some(Part { name: wanted.name.clone(), bytes: self.part(wanted)? });
        let spoken = self.refs.iter().filter(|part| speaks(&part.name));
        Snapshot { manifest: self.manifest.clone(), parts: spoken.filter_map(part).collect() }
    }

    fn part(&self, wanted: &PartRef) -> Option<Vec<u8>> {
        self.parts.get(&wanted.digest).cloned()
    }

    fn failed(&self, source: DecodeError) -> ConductorError {
        ConductorError::Snapshot { version: self.version, source }
    }
}
