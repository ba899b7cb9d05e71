//! What a head has learned beyond what it speaks with, as a snapshot keeps it.

use super::Head;
use crate::experts::location::LocationMemory;
use crate::experts::spread::SpreadMemory;
use crate::forecast::anchor::HeadModel;
use crate::maths::boa::Boa;
use crate::maths::level::LEVEL_COUNT;
use crate::recipe::Recipe;
use serde::{Deserialize, Serialize};

/// What one head has learned beyond what it speaks with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct HeadMemory {
    location: Vec<LocationMemory>,
    location_mix: Boa,
    spread: Vec<SpreadMemory>,
    spread_mix: Vec<Boa>,
}

impl HeadMemory {
    fn fits(&self, recipe: &Recipe) -> bool {
        let (location, spread) = (recipe.location.len(), recipe.spread.len());
        self.location.len() == location
            && self.location_mix.experts() == location
            && self.spread.len() == spread
            && self.spread_mix.len() == LEVEL_COUNT
            && self.spread_mix.iter().all(|mix| mix.experts() == spread)
    }
}

impl Head {
    /// What is learned beyond what is spoken with.
    pub(crate) fn memory(&self) -> HeadMemory {
        HeadMemory {
            location: self.location.iter().map(|expert| expert.as_dyn().memory()).collect(),
            location_mix: self.location_mix.clone(),
            spread: self.spread.iter().map(|expert| expert.as_dyn().memory()).collect(),
            spread_mix: self.spread_mix.clone(),
        }
    }

    /// Puts a head together again from what it speaks with and what it has learned beyond; none if the two, or the recipe, do not fit.
    pub(crate) fn from_parts(
        index: usize,
        recipe: &Recipe,
        model: HeadModel,
        memory: HeadMemory,
    ) -> Option<Self> {
        let mut head = Self::new(index, recipe);
        let fits = memory.fits(recipe)
            && model.location.len() == recipe.location.len()
            && model.fans.len() == recipe.spread.len();
        if !fits {
            return None;
        }
        let location = head.location.iter_mut().zip(model.location).zip(memory.location);
        for ((expert, speaker), memory) in location {
            expert.as_dyn_mut().restore(speaker, memory)?;
        }
        for ((expert, fan), memory) in head.spread.iter_mut().zip(model.fans).zip(memory.spread) {
            expert.as_dyn_mut().restore(fan, memory)?;
        }
        head.location_mix = memory.location_mix;
        head.spread_mix = memory.spread_mix;
        Some(head)
    }
}
