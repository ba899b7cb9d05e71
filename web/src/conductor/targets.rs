//! Which series move what is forecast: those of which the target of some recipe is made, and the bank's own that one reads.

use super::ConductorError;
use super::fold::Line;
use super::publish::recipe_of;
use crate::setup::recipes;
use paridad_engine::data::series::SeriesId;
use paridad_engine::recipe::Recipe;
use paridad_ingest::feed::finding::Targets;
use paridad_ingest::quality::Roles;
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

/// As what the bank's own series are read by the recipe that learns, by any of those, and by whatever of them can be read.
pub(super) fn roles(reader: &Reader, learns: &Recipe) -> Roles {
    let known = known(reader).unwrap_or_else(|error| {
        tracing::error!(error = super::chain(&error), "not all recipes can be read");
        recipes::all_bundled().collect()
    });
    Roles::of(known.iter().chain([learns]))
}

fn of_recipes(reader: &Reader) -> Result<BTreeSet<SeriesId>, ConductorError> {
    let known = known(reader)?;
    Ok(known.iter().flat_map(|recipe| recipe.target.series().cloned().collect::<Vec<_>>()).collect())
}

/// The first recipe, those of all challengers, and those that come with the program.
fn known(reader: &Reader) -> Result<Vec<Recipe>, ConductorError> {
    let first = Line::first(reader, reader.version(1)?.as_ref())?;
    let mut known: Vec<Recipe> = recipes::all_bundled().chain([first.recipe]).collect();
    for row in reader.challengers()? {
        known.push(recipe_of(reader, &row)?);
    }
    Ok(known)
}
