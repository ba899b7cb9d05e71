//! Which series move what is forecast: those of which the target of some recipe is made.

use super::ConductorError;
use super::fold::Line;
use super::publish::recipe_of;
use paridad_engine::series::SeriesId;
use paridad_ingest::finding::Targets;
use paridad_store::Reader;
use std::collections::BTreeSet;

/// The series of which the targets of the first recipe and of all challengers are made. Whatever speaks or learns on is one of
/// these, so that what enters while another recipe speaks is guarded for when it does not.
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
    let mut all: BTreeSet<SeriesId> = first.recipe.target.series().cloned().collect();
    for row in reader.challengers()? {
        all.extend(recipe_of(reader, &row)?.target.series().cloned());
    }
    Ok(all)
}
