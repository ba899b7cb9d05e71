//! What if: a model as it would be if the rate or a series stood elsewhere, moves were wider, or a scheduled event came on another day;
//! and the way that the rate would go if days of the past came again.

use crate::data::series::SeriesId;
use crate::features::point::FeatureKind;
use crate::features::spread::SpreadFeatureKind;
use crate::features::standing::Supposed;
use crate::forecast::model::Model;
use crate::forecast::widening::Widening;
use crate::maths::num;
use crate::time::horizon::{ANCHORS, Horizon};
use chrono::NaiveDate;

/// The way that the rate would go if some days came again.
#[derive(Debug, Clone, PartialEq)]
pub struct AfterPath {
    /// The rate on each publication day after the origin.
    pub rates: Vec<f64>,
    /// Where it lies in the fan at each anchor horizon that it reaches.
    pub places: Vec<PlaceInFan>,
}

/// Where a rate lies in the fan of a horizon.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlaceInFan {
    /// The horizon.
    pub horizon: Horizon,
    /// The rate.
    pub rate: f64,
    /// The probability that is forecast of the rate ending at or below it, within the same bounds as any.
    pub level: f64,
}

impl Model {
    /// Supposes that a series stands elsewhere: what features read of its last value follows, what they read of its past stays. Nothing
    /// where no feature reads the series as it is.
    ///
    /// The surprise of a release, its age and the speed of a series are of the past.
    pub fn suppose(&mut self, series: &SeriesId, to: f64) {
        let Some(from) = self.standing.of(series) else { return };
        let supposed = Supposed { series, from, to };
        let by = |read: &SeriesId| if read == series { to - from } else { 0.0 };
        for (feature, value) in self.recipe.features.iter().zip(&mut self.origin.row) {
            let Some(value) = value else { continue };
            match &feature.kind {
                FeatureKind::Carry { high, low } => *value += by(high) - by(low),
                FeatureKind::Change { series, .. } => *value += by(series),
                FeatureKind::Driver(driver) => *value = driver.supposed(*value, &supposed, &self.standing),
                FeatureKind::Return { .. } | FeatureKind::Volatility { .. } | FeatureKind::Gap { .. } => {}
            }
        }
        for (feature, value) in self.recipe.spread_features.iter().zip(&mut self.origin.spread_row) {
            if let SpreadFeatureKind::Driver(driver) = &feature.kind {
                *value = driver.supposed(*value, &supposed, &self.standing);
            }
        }
        self.standing.put(series, to);
    }

    /// Supposes that the target stands at another rate at the origin; nothing unless the rate is positive.
    ///
    /// The whole fan moves with it: in logarithms every horizon's point and quantiles are as far from the spot as before, but for what
    /// features of the point say of the last move. What follows exactly: the target's own returns over any span, also within a basket,
    /// its distance from its mean, and, where the last daily return is among the features, its volatility. What does not: the features
    /// of the spread, the daily scale and what was learned. They are of the past, so a large move that is supposed widens no fan: that
    /// is what [`Self::suppose_volatility`] is for. Nor do other series move with it.
    pub fn suppose_spot(&mut self, rate: f64) {
        if !rate.is_finite() || rate <= 0.0 {
            return;
        }
        let (target, features) = (&self.recipe.target, &self.recipe.features);
        let by = num::ln(rate) - self.origin.log_spot;
        let last_move = features.iter().position(|feature| feature.is_last_move(target));
        let last_move = last_move.and_then(|place| self.origin.row.get(place).copied().flatten());
        for (feature, value) in features.iter().zip(&mut self.origin.row) {
            *value = value.map(|says| feature.if_moved(says, by, (target, last_move)));
        }
        self.origin.log_spot += by;
    }

    /// Supposes that moves are wider than they are forecast: of every horizon, an anchor or not, each quantile lies as many times as far
    /// from the point, in logarithms. Points stay where they are, and with [`Widening::NONE`] all is the same, to the bit. Explanations,
    /// probabilities and paths follow.
    pub fn suppose_volatility(&mut self, widening: Widening) {
        self.widening = widening;
    }

    /// The way that the rate would go if these daily log moves came next, one a publication day, and where it would lie in the fan. None
    /// where a move is no number. Of more days than can be forecast the first ones are taken.
    pub fn after_path(&self, moves: &[f64]) -> Option<AfterPath> {
        let moves = &moves[..moves.len().min(Horizon::MAX.days())];
        let mut log_rate = self.origin.log_spot;
        let after = moves.iter().map(|by| {
            log_rate += by;
            Some(num::exp(log_rate)).filter(|rate| rate.is_finite() && *rate > 0.0)
        });
        let rates = after.collect::<Option<Vec<f64>>>()?;
        let speech = self.speech();
        let place = |horizon: Horizon| {
            let rate = *rates.get(horizon.days() - 1)?;
            let level = speech.outlook(horizon).probability_below(rate)?;
            Some(PlaceInFan { horizon, rate, level })
        };
        let places = ANCHORS.into_iter().map_while(place).collect();
        Some(AfterPath { rates, places })
    }

    /// Supposes that an event that the feature of the spread at this place counts comes on another day, or not at all.
    pub fn suppose_event(&mut self, place: usize, from: NaiveDate, to: Option<NaiveDate>) {
        let features = &self.recipe.spread_features;
        self.agenda.suppose(
            features,
            (&self.recipe.target, &self.recipe.calendar),
            self.origin.day,
            (place, from, to),
        );
    }
}
