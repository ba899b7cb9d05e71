//! What a head has learned beyond what it speaks with, as a snapshot keeps it.

use super::{Head, Location, Spreader};
use crate::experts::location::{Gain, Mean, Ridge, Speaker};
use crate::experts::spread::{Fan, LogScale};
use crate::forecast::anchor::HeadModel;
use crate::maths::boa::Boa;
use crate::maths::level::LEVEL_COUNT;
use crate::maths::shape::{Residuals, Shape};
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

/// What one expert of location has learned beyond what it says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum LocationMemory {
    Nothing,
    Mean(Mean),
    Gain(Gain),
}

/// What one expert of the spread has learned beyond what it says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum SpreadMemory {
    Nothing,
    Shape(Shape),
    LogScale(Gain, Shape),
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
        let location = self.location.iter().map(|learner| match learner {
            Location::Mean(mean) => LocationMemory::Mean(*mean),
            Location::Ridge(ridge) => LocationMemory::Gain(ridge.gain().clone()),
            Location::Walk(_) | Location::Carry(_) | Location::Refit(_) => LocationMemory::Nothing,
        });
        let log_scale = |log_scale: &LogScale, residuals: &Residuals| {
            SpreadMemory::LogScale(log_scale.gain().clone(), residuals.shape().clone())
        };
        let spread = self.spread.iter().map(|learner| match learner {
            Spreader::Ewma(ewma) => SpreadMemory::Shape(ewma.residuals.shape().clone()),
            Spreader::Har(har) => log_scale(&har.log_scale, &har.residuals),
            Spreader::Gradient(gradient) => log_scale(&gradient.log_scale, &gradient.residuals),
            Spreader::Walk(_) | Spreader::Garch | Spreader::Stretched { .. } => SpreadMemory::Nothing,
        });
        HeadMemory {
            location: location.collect(),
            location_mix: self.location_mix.clone(),
            spread: spread.collect(),
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
        for ((learner, speaker), memory) in location {
            restore_location(learner, speaker, memory, recipe)?;
        }
        for ((learner, fan), memory) in head.spread.iter_mut().zip(model.fans).zip(memory.spread) {
            restore_spread(learner, fan, memory, recipe)?;
        }
        head.location_mix = memory.location_mix;
        head.spread_mix = memory.spread_mix;
        Some(head)
    }
}

fn restore_location(
    learner: &mut Location,
    speaker: Speaker,
    memory: LocationMemory,
    recipe: &Recipe,
) -> Option<()> {
    match (learner, speaker, memory) {
        (Location::Walk(_) | Location::Carry(_), _, LocationMemory::Nothing) => {}
        (Location::Mean(own), Speaker::Constant(_), LocationMemory::Mean(mean)) => *own = mean,
        (Location::Ridge(own), Speaker::Linear(linear), LocationMemory::Gain(gain))
            if gain.features() == recipe.features.len() =>
        {
            *own = Ridge::from_parts(linear, gain);
        }
        (Location::Refit(own), Speaker::Refit(learner), LocationMemory::Nothing) => *own = learner,
        _ => return None,
    }
    Some(())
}

fn restore_spread(learner: &mut Spreader, fan: Fan, memory: SpreadMemory, recipe: &Recipe) -> Option<()> {
    let is_sound =
        |gain: &Gain, shape: &Shape| gain.features() == recipe.spread_features.len() && shape.is_sound();
    match (learner, fan, memory) {
        (Spreader::Walk(_) | Spreader::Garch | Spreader::Stretched { .. }, _, SpreadMemory::Nothing) => {}
        (Spreader::Ewma(ewma), Fan::Fixed { .. }, SpreadMemory::Shape(shape)) if shape.is_sound() => {
            ewma.residuals.set_shape(shape);
        }
        (Spreader::Har(har), Fan::Scaled { log_scale, .. }, SpreadMemory::LogScale(gain, shape))
            if is_sound(&gain, &shape) =>
        {
            har.log_scale = LogScale::from_parts(log_scale, gain);
            har.residuals.set_shape(shape);
        }
        (Spreader::Gradient(own), Fan::Scaled { log_scale, .. }, SpreadMemory::LogScale(gain, shape))
            if is_sound(&gain, &shape) =>
        {
            own.log_scale = LogScale::from_parts(log_scale, gain);
            own.residuals.set_shape(shape);
        }
        _ => return None,
    }
    Some(())
}
