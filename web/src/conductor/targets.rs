//! Which series move what is forecast: those of which the target of some recipe is made.

use super::ConductorError;
use super::fold::Line;
use super::publish::recipe_of;
use crate::recipes;
use paridad_engine::series::SeriesId;
use paridad_ingest::finding::Targets;
use paridad_store::Reader;
use std::collections::BTreeSet;

/// The series of which the targets of the first recipe, of all challengers and of the recipes that come with the program are made.
/// Whatever speaks or learns on is one of these, and one that comes with the program may be replayed any day: so what enters
/// while another recipe speaks is guarded for when it does not.
pub(super) fn targets(reader: &Reader) -> Targets {
    match of_recipes(reader) {
        Ok(all) => Targets::Of(all),
        Err(error) => {
            let why = super::chain(&error);
            tracing::error!(error = why, "the recipes cannot be read: any series may be of a target");
            Targets::Any
        }
    }
}

fn of_recipes(reader: &Reader) -> Result<BTreeSet<SeriesId>, ConductorError> {
    let first = Line::first(reader, reader.version(1)?.as_ref())?;
    let known = recipes::all_bundled().chain([first.recipe]);
    let mut all: BTreeSet<SeriesId> =
        known.flat_map(|recipe| recipe.target.series().cloned().collect::<Vec<_>>()).collect();
    for row in reader.challengers()? {
        all.extend(recipe_of(reader, &row)?.target.series().cloned());
    }
    Ok(all)
}
