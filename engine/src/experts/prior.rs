//! Where learning begins: what exchange rates have in common, as measured on other currencies before 2012.
//!
//! The numbers come from eleven dollar rates of the bundled history, the Mexican peso not among them, origins from 2001 to
//! 2011; `cargo xtask prior` measures them again.

pub(super) mod numbers;

use crate::experts::location::Linear;
use crate::features::point::Feature;
use crate::features::spread::{SpreadFeature, SpreadFeatureKind};
use crate::maths::num;
use crate::maths::shape::{PriorShape, normal_shares, shares};
use crate::time::horizon::{ANCHORS, Horizon};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The last day of what the numbers were measured on. Who begins with them has seen the years up to it, if of other currencies.
pub const MEASURED_UNTIL: NaiveDate = NaiveDate::from_ymd_opt(2011, 12, 31).unwrap();

/// Where learning begins, before the target itself has taught anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Prior {
    /// With nothing: weights of zero and a normal shape.
    None,
    /// With what exchange rates have in common, as measured on other currencies before 2012.
    Currencies,
}

impl Prior {
    /// The last day that was seen by what learning begins with: a forecast is out of sample from the day after on.
    pub fn seen_until(self) -> Option<NaiveDate> {
        match self {
            Self::None => None,
            Self::Currencies => Some(MEASURED_UNTIL),
        }
    }
}

/// Where the experts of a recipe begin, at one anchor horizon.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Beginning<'a> {
    pub(crate) prior: Prior,
    /// How many independent outcomes the prior shape of residuals weighs.
    pub(crate) outcomes: f64,
    /// The place of the horizon among the anchors.
    pub(crate) index: usize,
    pub(crate) features: &'a [Feature],
    pub(crate) spread_features: &'a [SpreadFeature],
}

impl Beginning<'_> {
    pub(crate) fn horizon(&self) -> Horizon {
        ANCHORS[self.index]
    }
}

/// A coefficient by the key of its feature, at each anchor horizon.
pub type Coefficients = (&'static str, [f64; ANCHORS.len()]);

/// What was measured of an expert on other currencies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// The coefficients of its log-scale; empty where it learns none.
    pub log_scale: &'static [Coefficients],
    /// The shape of its residuals at each anchor horizon, as a [`SinhArcsinh`].
    pub shape: [[f64; 4]; ANCHORS.len()],
}

/// What the shapes were measured on is worth at most so many days: eleven currencies of 2,700 days each, which the same crises
/// moved, count as two.
const POOLED_DAYS: f64 = 5_400.0;

impl Measured {
    /// The coefficients with which a log-scale begins.
    pub(crate) fn log_scale(&self, from: &Beginning) -> Linear {
        let table = match from.prior {
            Prior::None => &[],
            Prior::Currencies => self.log_scale,
        };
        let coefficient =
            |key: &str| table.iter().find(|(name, _)| *name == key).map_or(0.0, |(_, by)| by[from.index]);
        let weights = from.spread_features.iter().map(|feature| coefficient(&key(&feature.kind))).collect();
        Linear { base: coefficient("base"), weights }
    }

    /// The shape with which residuals begin.
    pub(crate) fn shape(&self, from: &Beginning) -> PriorShape {
        let overlap = from.horizon().overlap();
        let shares = match from.prior {
            Prior::None => normal_shares().to_vec(),
            Prior::Currencies => shares(|x| SinhArcsinh::from(self.shape[from.index]).distribution(x)),
        };
        PriorShape { shares, outcomes: from.outcomes.min(POOLED_DAYS / overlap), overlap }
    }
}

/// What a feature of the spread is called in the tables, whatever the target.
pub fn key(kind: &SpreadFeatureKind) -> String {
    match kind {
        SpreadFeatureKind::Own(reading) => format!("own.{}", reading.word()),
        SpreadFeatureKind::Peers { reading, .. } => format!("peers.{}", reading.word()),
        SpreadFeatureKind::Calendar(mark) => mark.word(),
        SpreadFeatureKind::Driver(driver) => driver.usual_name(),
    }
}

/// A distribution with a skew and two tails: `x = ξ + η sinh((asinh z + ε) / δ)` with z normal (Jones and Pewsey 2009).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SinhArcsinh {
    /// Where it lies.
    pub location: f64,
    /// How wide it is.
    pub width: f64,
    /// Above zero, the upper tail is the longer one.
    pub skew: f64,
    /// Below one, the tails are heavier than normal ones.
    pub tails: f64,
}

impl From<[f64; 4]> for SinhArcsinh {
    fn from([location, width, skew, tails]: [f64; 4]) -> Self {
        Self { location, width, skew, tails }
    }
}

impl SinhArcsinh {
    /// The share below `x`.
    pub fn distribution(&self, x: f64) -> f64 {
        num::normal_cdf(num::sinh(self.tails * num::asinh((x - self.location) / self.width) - self.skew))
    }

    /// The value below which the share belonging to the normal score `z` lies.
    pub fn quantile_at_score(&self, z: f64) -> f64 {
        self.location + self.width * num::sinh((num::asinh(z) + self.skew) / self.tails)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experts::spread::SpreadKind;
    use crate::recipe::Recipe;

    #[test]
    fn distribution_and_quantile_are_inverse() {
        let shape = SinhArcsinh { location: -0.1, width: 0.7, skew: 0.1, tails: 0.8 };
        for z in [-2.5, -0.3, 0.0, 1.1, 3.0] {
            let x = shape.quantile_at_score(z);
            assert!((shape.distribution(x) - num::normal_cdf(z)).abs() < 1e-12);
        }
        assert!(
            shape.quantile_at_score(2.0) - shape.quantile_at_score(0.0) > 0.0 - shape.quantile_at_score(-2.0)
        );
    }

    #[test]
    fn every_feature_of_the_built_in_recipe_has_its_coefficient_and_no_shape_drifts() {
        let recipe = Recipe::ecb_cross("mxn").unwrap();
        let priors = SpreadKind::ALL.iter().filter_map(|registered| registered.prior);
        let tables: Vec<_> = priors.map(|prior| prior.log_scale).filter(|table| !table.is_empty()).collect();
        assert!(!tables.is_empty());
        for table in tables {
            for feature in &recipe.spread_features {
                assert!(table.iter().any(|(name, _)| *name == key(&feature.kind)), "{}", feature.name);
            }
            assert!(table.iter().any(|(name, _)| *name == "base"));
        }
    }
}
