//! A full configuration: the target, what is read beside it, and the experts that learn from it.

mod built_in;
mod refits;
#[cfg(feature = "toml")]
pub mod text;

pub use built_in::RecipeError;
pub use refits::Refits;

use crate::data::measure::Measure;
use crate::data::scheduled::Scheduled;
use crate::data::series::SeriesId;
use crate::experts::location::LocationExpert;
use crate::experts::prior::{Beginning, Prior};
use crate::experts::spread::SpreadExpert;
use crate::features::driver::Driver;
use crate::features::point::{Feature, FeatureKind};
use crate::features::scale::ScaleDecays;
use crate::features::spread::{SpreadFeature, SpreadFeatureKind};
use crate::time::calendar::Calendar;
use crate::time::day;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A full configuration of a forecaster.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recipe {
    /// The recipe's name.
    pub name: String,
    /// The target's short name, such as `usdmxn`.
    pub target_name: String,
    /// What is forecast.
    pub target: Measure,
    /// The days on which the target is published.
    pub calendar: Calendar,
    /// The features of the point, in the order of their contributions.
    pub features: Vec<Feature>,
    /// The features of the spread, in the order of theirs.
    pub spread_features: Vec<SpreadFeature>,
    /// Who says where the rate goes.
    pub location: Vec<LocationExpert>,
    /// Who says how far it may be from there.
    pub spread: Vec<SpreadExpert>,
    /// The decays of the scale in which moves are measured.
    pub scale: ScaleDecays,
    /// Where learning begins.
    pub prior: Prior,
    /// How many independent outcomes the prior shape of residuals weighs.
    pub prior_outcomes: f64,
    /// When what is learned in batches is learned anew.
    pub refits: Refits,
    /// The first day of the target that is learned from, where what came before it was of another kind: a rate that was held, say. Features look
    /// back beyond it. The last field: who wrote a recipe before there was one, ends before it.
    #[serde(with = "day::perhaps")]
    pub since: Option<NaiveDate>,
}

impl Recipe {
    /// The series that the recipe reads, without repetition, in order.
    pub fn series(&self) -> Vec<&SeriesId> {
        let mut all: Vec<&SeriesId> =
            self.scaled_measures().iter().flat_map(|measure| measure.series()).collect();
        for feature in &self.features {
            match &feature.kind {
                FeatureKind::Return { basket, .. } => {
                    all.extend(basket.iter().flat_map(|holding| holding.measure.series()));
                }
                FeatureKind::Carry { high, low } => all.extend([high, low]),
                FeatureKind::Change { series, .. } => all.push(series),
                FeatureKind::Volatility { .. } | FeatureKind::Gap { .. } | FeatureKind::Driver(_) => {}
            }
        }
        all.extend(self.drivers().flat_map(Driver::series));
        all.sort();
        all.dedup();
        all
    }

    /// The series whose values features read as they are, not as returns: a person can suppose that they stand elsewhere. Without the target's
    /// own, and without calendars of events.
    pub(crate) fn read_as_they_are(&self) -> Vec<&SeriesId> {
        let mut all: Vec<&SeriesId> = Vec::new();
        for feature in &self.features {
            match &feature.kind {
                FeatureKind::Carry { high, low } => all.extend([high, low]),
                FeatureKind::Change { series, .. } => all.push(series),
                _ => {}
            }
        }
        all.extend(self.drivers().flat_map(Driver::series));
        let own = |series: &SeriesId| self.target.series().any(|own| own == series);
        all.retain(|series| !own(series) && Scheduled::of(series).is_none());
        all.sort();
        all.dedup();
        all
    }

    /// The drivers of the point, then those of the spread, each in the order of the features.
    pub fn drivers(&self) -> impl Iterator<Item = &Driver> {
        let of_point = self.features.iter().filter_map(|feature| match &feature.kind {
            FeatureKind::Driver(driver) => Some(driver),
            _ => None,
        });
        let of_spread = self.spread_features.iter().filter_map(|feature| match &feature.kind {
            SpreadFeatureKind::Driver(driver) => Some(driver),
            _ => None,
        });
        of_point.chain(of_spread)
    }

    /// How many of the drivers are of the point.
    pub(crate) fn point_drivers(&self) -> usize {
        self.features.iter().filter(|feature| matches!(feature.kind, FeatureKind::Driver(_))).count()
    }

    /// How much the experts of location and of the spread are believed before anything was seen.
    pub(crate) fn prior_weights(&self) -> (Vec<f64>, Vec<f64>) {
        let location = self.location.iter().map(|expert| expert.weight).collect();
        (location, self.spread.iter().map(|expert| expert.weight).collect())
    }

    /// Where its experts begin at an anchor horizon.
    pub(crate) fn beginning(&self, index: usize) -> Beginning<'_> {
        Beginning {
            prior: self.prior,
            outcomes: self.prior_outcomes,
            index,
            features: &self.features,
            spread_features: &self.spread_features,
        }
    }

    /// The measures of which a running scale is kept: the target, then each peer once, in the order of the features.
    pub fn scaled_measures(&self) -> Vec<&Measure> {
        let mut measures = vec![&self.target];
        for feature in &self.spread_features {
            if let SpreadFeatureKind::Peers { of, .. } = &feature.kind {
                for peer in of {
                    if !measures.contains(&peer) {
                        measures.push(peer);
                    }
                }
            }
        }
        measures
    }
}
