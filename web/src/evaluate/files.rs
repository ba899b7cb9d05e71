//! The files that a history is read from: no series is in two of them, and nothing that a recipe needs is in none.

use super::entrant::{Entrant, Entrants};
use crate::console::warn;
use anyhow::{Result, bail};
use paridad_engine::data::scheduled::Scheduled;
use paridad_engine::data::series::{Observation, SeriesId};
use paridad_store::Hash;
use std::collections::{BTreeMap, BTreeSet};

/// A file that a history was read from.
#[derive(Debug)]
pub(super) struct DataFile {
    /// Where it is.
    pub(super) place: String,
    /// The hash of its bytes.
    pub(super) hash: Hash,
}

impl DataFile {
    /// A file with these bytes.
    pub(super) fn of(place: &str, bytes: &[u8]) -> Self {
        Self { place: place.to_owned(), hash: Hash::of(bytes) }
    }
}

/// What was read so far.
#[derive(Debug, Default)]
pub(super) struct Files {
    /// The files.
    pub(super) read: Vec<DataFile>,
    /// What recipes read of them, by the moments at which it became known, file after file.
    pub(super) moments: Vec<Vec<Observation>>,
    /// The place of the file that each series is in.
    places: BTreeMap<SeriesId, String>,
}

impl Files {
    /// Adds a file with its values, in the order in which they became known, and keeps those of the series in `reads`.
    pub(super) fn add(
        &mut self,
        file: DataFile,
        mut observations: Vec<Observation>,
        reads: &BTreeSet<&SeriesId>,
    ) -> Result<()> {
        let place = &file.place;
        let brought: BTreeSet<&SeriesId> =
            observations.iter().map(|observation| &observation.series).collect();
        for &series in &brought {
            if let Some(before) = self.places.insert(series.clone(), place.clone()) {
                bail!("{place}: {series} must be in one file, and is in {before} already");
            }
        }
        // The ECB's rates are there anyway; another file was named to be read.
        if !self.read.is_empty() && brought.is_disjoint(reads) {
            let brought = listed(brought.into_iter());
            bail!(
                "{place}: no recipe reads any of what it has: {}",
                if brought.is_empty() { "nothing" } else { &brought }
            );
        }
        observations.retain(|observation| reads.contains(&observation.series));
        self.moments.extend(by_moment(&observations));
        self.read.push(file);
        Ok(())
    }

    /// Refuses recipes whose target is in no file, and warns of what else is in none where files were added for it.
    pub(super) fn check_complete(&self, entrants: &Entrants, reads: &BTreeSet<&SeriesId>) -> Result<()> {
        let Entrant { place, recipe, .. } = &entrants.first;
        let is_missing = |series: &&SeriesId| !self.places.contains_key(*series);
        if let Some(series) = recipe.target.series().find(is_missing) {
            let target = &recipe.target_name;
            bail!(
                "{place} forecasts {target}, and {series} is in no file: --series FILE adds what the ECB has not"
            );
        }
        let is_silent = |series: &&SeriesId| is_missing(series) && Scheduled::of(series).is_none();
        let silent = listed(reads.iter().copied().filter(is_silent));
        if self.read.len() > 1 && !silent.is_empty() {
            warn(&format!("in no file, so what reads them is silent: {silent}"));
        }
        Ok(())
    }
}

/// What became known at each moment, of values in the order in which they became known.
pub(super) fn by_moment(observations: &[Observation]) -> impl Iterator<Item = Vec<Observation>> {
    observations.chunk_by(|a, b| a.known_at == b.known_at).map(<[Observation]>::to_vec)
}

fn listed<'a>(series: impl Iterator<Item = &'a SeriesId>) -> String {
    series.map(SeriesId::as_str).collect::<Vec<_>>().join(", ")
}
