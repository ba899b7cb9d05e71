//! What if: a model as it would be if a series stood elsewhere, or a scheduled event came on another day.

use crate::data::series::SeriesId;
use crate::features::point::FeatureKind;
use crate::features::spread::SpreadFeatureKind;
use crate::features::standing::Supposed;
use crate::forecast::model::Model;
use chrono::NaiveDate;

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
