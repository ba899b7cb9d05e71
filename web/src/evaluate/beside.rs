//! What came of a recipe that ran beside the first.

use super::results::{Results, Scored};
use paridad_engine::forecaster::evaluate::{Comparison, SideBySide};
use paridad_engine::recipe::Recipe;
use paridad_engine::time::horizon::Horizon;
use std::collections::BTreeMap;

/// The scores of a recipe, with how they compare with those of the first.
#[derive(Debug)]
pub(super) struct Beside<'a> {
    /// The recipe.
    pub(super) recipe: &'a Recipe,
    /// Its scores.
    pub(super) results: Results,
    /// Its comparison with the first recipe at each horizon that has any.
    comparisons: BTreeMap<Horizon, Comparison>,
}

impl<'a> Beside<'a> {
    /// What came of a recipe that was judged beside the first.
    pub(super) fn of(recipe: &'a Recipe, results: Results, judged: SideBySide<'_>) -> Self {
        let compared = |Scored { horizon, .. }: &Scored| Some((*horizon, judged.at(*horizon)?));
        let comparisons = results.whole.scored.iter().filter_map(compared).collect();
        Self { recipe, results, comparisons }
    }

    /// The comparison at a horizon.
    pub(super) fn at(&self, horizon: Horizon) -> Option<&Comparison> {
        self.comparisons.get(&horizon)
    }
}
