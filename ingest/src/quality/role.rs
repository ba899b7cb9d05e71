//! What is plausible of a series of the bank's own: as what the recipes read it says what it can be.

use super::measure as change;
use crate::feed::csv::PREFIX;
use paridad_engine::data::measure::Measure;
use paridad_engine::data::series::SeriesId;
use paridad_engine::features::driver::Driver;
use paridad_engine::features::point::FeatureKind;
use paridad_engine::recipe::Recipe;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// As what a recipe reads a series, what can be told of it most exactly first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A rate of interest in percent a year, which is subtracted from another.
    Interest,
    /// A positive quantity of which logarithms are taken: a rate of exchange, a price, an index.
    Price,
    /// A figure of which differences are taken, in whatever it counts.
    Figure,
}

impl Role {
    /// The values that can be. Mexican bills paid 159 % in 1987 and a Swiss franc cost 0.75 % a year to hold; a rial is a millionth
    /// of a dollar and no index stands at a thousand millions; all money on earth is less than 10^15 dollars.
    pub(super) fn range(self) -> RangeInclusive<f64> {
        match self {
            Self::Interest => -10.0..=200.0,
            Self::Price => 1e-9..=1e9,
            Self::Figure => -1e15..=1e15,
        }
    }

    /// How its changes are measured.
    pub(super) fn measure(self) -> change::Measure {
        match self {
            Self::Interest => change::Measure::Difference,
            Self::Price => change::Measure::Logarithm,
            Self::Figure => change::Measure::Figure,
        }
    }
}

/// As what recipes read the bank's own series. One that nobody reads has no role: it moves no forecast.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roles(BTreeMap<SeriesId, Role>);

impl Roles {
    /// The roles in all of these recipes.
    pub fn of<'a>(recipes: impl IntoIterator<Item = &'a Recipe>) -> Self {
        let mut roles = Self::default();
        for recipe in recipes {
            roles.add_all(recipe.scaled_measures().into_iter(), Role::Price);
            for feature in &recipe.features {
                match &feature.kind {
                    FeatureKind::Return { basket, .. } => {
                        roles.add_all(basket.iter().map(|holding| &holding.measure), Role::Price);
                    }
                    FeatureKind::Carry { high, low } => {
                        roles.add(high, Role::Interest);
                        roles.add(low, Role::Interest);
                    }
                    FeatureKind::Change { series, .. } => roles.add(series, Role::Figure),
                    FeatureKind::Volatility { .. } | FeatureKind::Gap { .. } | FeatureKind::Driver(_) => {}
                }
            }
            for series in recipe.drivers().flat_map(Driver::series) {
                roles.add(series, Role::Figure);
            }
        }
        roles
    }

    /// The role of a series, if it is the bank's own and read.
    pub fn role(&self, series: &SeriesId) -> Option<Role> {
        self.0.get(series).copied()
    }

    fn add_all<'a>(&mut self, measures: impl Iterator<Item = &'a Measure>, role: Role) {
        measures.flat_map(Measure::series).for_each(|series| self.add(series, role));
    }

    /// Of two roles that of which more can be told.
    fn add(&mut self, series: &SeriesId, role: Role) {
        if series.as_str().starts_with(PREFIX) {
            let known = self.0.entry(series.clone()).or_insert(role);
            *known = role.min(*known);
        }
    }
}

#[cfg(test)]
mod tests;
