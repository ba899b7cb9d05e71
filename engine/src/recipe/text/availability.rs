//! How late a recipe says that series are known, for data that come without the moment at which they were.

use super::section::{Entry, NAME_RULE, Section, quoted};
use crate::data::series::SeriesId;
use crate::recipe::Recipe;
use std::collections::BTreeMap;

/// The latest that anything may be, in publication days of the target.
pub(super) const LATEST: u16 = 252;

/// Reads the table `availability`: a recipe without one says nothing.
pub(super) fn read(root: &mut Section<'_>, recipe: Option<&Recipe>) -> Option<BTreeMap<SeriesId, u16>> {
    let Some(table) = root.ask("availability") else { return Some(BTreeMap::new()) };
    let series: Vec<_> =
        table.entries()?.iter().map(|(name, entry)| of_series(name, entry, recipe)).collect();
    series.into_iter().collect()
}

fn of_series(name: &str, entry: &Entry<'_>, recipe: Option<&Recipe>) -> Option<(SeriesId, u16)> {
    let Ok(series) = SeriesId::try_from(name) else { return entry.refuse(NAME_RULE) };
    if let Some(recipe) = recipe {
        if recipe.target.series().any(|leg| *leg == series) {
            return entry.refuse("must be left out: the target is known at its own origin");
        }
        if !recipe.series().contains(&&series) {
            return entry.refuse(format!("names no series that the recipe reads, got {}", quoted(name)));
        }
    }
    let days_late = if entry.is_table() {
        entry.table(|section| section.whole("days_late", 1..=LATEST))
    } else {
        entry.word(&[("same_moment", 0)])
    };
    Some((series, days_late?))
}
