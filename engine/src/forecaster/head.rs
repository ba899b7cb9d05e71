//! One anchor horizon: its experts, what they say, and how they learn from late outcomes.

mod memory;

pub(crate) use memory::HeadMemory;

use crate::experts::location::Location;
use crate::experts::refit::Fitted;
use crate::experts::spread::{Fan, RevealedResidual, Scales, SpreadKind, Spreader, stretched};
use crate::forecast::anchor::{HeadModel, HeadWeights};
use crate::forecast::record::{Outcome, pit};
use crate::judging::pending::{AwaitedForecast, Waiting};
use crate::maths::boa::Boa;
use crate::maths::level::{LEVEL_COUNT, LEVELS};
use crate::recipe::Recipe;
use crate::time::horizon::{ANCHORS, Horizon};
use chrono::NaiveDate;

/// How far, in deviations, a label may lie from zero for the learners of location; the spread sees it whole.
pub(crate) const LABEL_CLIP: f64 = 5.0;

/// One anchor horizon.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Head {
    horizon: Horizon,
    pub(crate) location: Vec<Location>,
    location_mix: Boa,
    pub(crate) spread: Vec<Spreader>,
    /// One a level.
    spread_mix: Vec<Boa>,
}

/// The truth about an origin, as it came.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Truth {
    pub(crate) day: NaiveDate,
    pub(crate) log_spot: f64,
    /// All squared daily returns so far, in sum.
    pub(crate) squares: f64,
}

impl Head {
    pub(crate) fn new(index: usize, recipe: &Recipe) -> Self {
        let from = recipe.beginning(index);
        Self {
            horizon: ANCHORS[index],
            location: recipe.location.iter().map(|expert| expert.kind.begin(&from)).collect(),
            location_mix: Boa::new(recipe.location.len()),
            spread: recipe.spread.iter().map(|expert| expert.kind.begin(&from)).collect(),
            spread_mix: vec![Boa::new(recipe.spread.len()); LEVEL_COUNT],
        }
    }

    pub(crate) fn horizon(&self) -> Horizon {
        self.horizon
    }

    /// What a refit has brought for one of the experts of location.
    pub(crate) fn install(&mut self, expert: usize, fitted: Fitted) {
        if let Some(expert) = self.location.get_mut(expert) {
            expert.as_dyn_mut().install(fitted);
        }
    }

    /// What speaking needs of this head.
    pub(crate) fn model(&self, recipe: &Recipe, scales: &Scales, garch: &Fan) -> HeadModel {
        let HeadWeights { location, mut spread } = self.weights(recipe);
        let fans: Vec<Fan> = self.spread.iter().map(|expert| expert.as_dyn().fan(scales, garch)).collect();
        // Who is silent is not asked: how far it would be believed is kept where it is learned.
        for weights in &mut spread {
            let silent = weights.iter_mut().zip(&fans).filter(|(_, fan)| **fan == Fan::Silent);
            silent.for_each(|(weight, _)| *weight = 0.0);
        }
        HeadModel {
            deviation: scales.reverting,
            location: self.location.iter().map(|expert| expert.as_dyn().speaker()).collect(),
            location_weights: location,
            fans,
            fan_weights: spread,
        }
    }

    /// How much each expert is believed.
    pub(crate) fn weights(&self, recipe: &Recipe) -> HeadWeights {
        let overlap = self.horizon.overlap();
        let (location, spread) = recipe.prior_weights();
        HeadWeights {
            location: self.location_mix.weights(&location, overlap),
            spread: self.spread_mix.iter().map(|mix| mix.weights(&spread, overlap)).collect(),
        }
    }

    /// Learns that the log rate on the awaited day was this.
    pub(crate) fn reveal(
        &mut self,
        recipe: &Recipe,
        (waiting, awaited): (&Waiting, &AwaitedForecast),
        truth: &Truth,
    ) -> Outcome {
        let log_move = truth.log_spot - waiting.log_spot;
        let label = (log_move / awaited.deviation).clamp(-LABEL_CLIP, LABEL_CLIP);
        self.mix(recipe, awaited, (log_move, label));
        self.location.iter_mut().for_each(|expert| expert.as_dyn_mut().learn(&waiting.row, label));
        let row = waiting.agenda.row(&recipe.spread_features, &waiting.spread_row, self.horizon);
        let revealed = RevealedResidual {
            row: &row,
            unit: waiting.reference * self.horizon.root(),
            said: None,
            residual: log_move - awaited.point,
            squares: truth.squares - waiting.squares,
        };
        for (expert, said) in self.spread.iter_mut().zip(&awaited.fans) {
            let said = said.as_ref().map(|said| said.deviation);
            expert.as_dyn_mut().learn(&RevealedResidual { said, ..revealed });
        }
        Outcome {
            origin: waiting.day,
            horizon: self.horizon,
            day: truth.day,
            log_move,
            residual: (log_move - awaited.point) / awaited.deviation,
            pit: pit(&awaited.quantiles, log_move),
        }
    }

    /// Learns who was right: of location by the square, of the spread by the pinball loss at each level.
    fn mix(&mut self, recipe: &Recipe, awaited: &AwaitedForecast, (log_move, label): (f64, f64)) {
        let overlap = self.horizon.overlap();
        let (location, spread) = recipe.prior_weights();
        let aggregate = awaited.point / awaited.deviation;
        let gradient = 2.0 * (aggregate - label);
        let regrets: Vec<Option<f64>> =
            awaited.location.iter().map(|says| says.map(|says| gradient * (aggregate - says))).collect();
        self.location_mix.learn(&regrets, &location, overlap);
        let said = said(recipe, awaited);
        for (index, (mix, level)) in self.spread_mix.iter_mut().zip(LEVELS).enumerate() {
            let aggregate = awaited.quantiles[index];
            let gradient = if log_move < aggregate { 1.0 - level } else { -level };
            let regrets: Vec<Option<f64>> = said
                .iter()
                .map(|said| {
                    let said = awaited.point + said.as_ref()?[index];
                    Some(gradient * (aggregate - said) / awaited.deviation)
                })
                .collect();
            mix.learn(&regrets, &spread, overlap);
        }
    }
}

/// What each expert of the spread said at the 21 levels, around the point.
fn said(recipe: &Recipe, awaited: &AwaitedForecast) -> Vec<Option<[f64; LEVEL_COUNT]>> {
    let mut said: Vec<Option<[f64; LEVEL_COUNT]>> = Vec::with_capacity(recipe.spread.len());
    for (expert, fan) in recipe.spread.iter().zip(&awaited.fans) {
        said.push(match expert.kind {
            SpreadKind::Stretched(stretched::Parameters { of, factor }) => said
                .get(usize::from(of))
                .and_then(|other| other.map(|levels| levels.map(|quantile| quantile * factor))),
            _ => fan.as_ref().map(|fan| fan.levels),
        });
    }
    said
}
