//! A full configuration: the target, the features and the few numbers that learning needs.

use crate::calendar::Calendar;
use crate::series::{SeriesId, SeriesIdError};
use serde::{Deserialize, Serialize};

/// A positive quantity read from the panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Measure {
    /// A series as it is published.
    Level(SeriesId),
    /// The ratio of two series published together.
    Cross {
        /// The numerator, whose days lead.
        over: SeriesId,
        /// The denominator.
        under: SeriesId,
    },
}

impl Measure {
    /// The series whose periods are the measure's candidates.
    pub fn leading(&self) -> &SeriesId {
        match self {
            Self::Level(series) | Self::Cross { over: series, .. } => series,
        }
    }

    /// The series that the measure needs.
    pub fn series(&self) -> impl Iterator<Item = &SeriesId> {
        match self {
            Self::Level(series) => [Some(series), None],
            Self::Cross { over, under } => [Some(over), Some(under)],
        }
        .into_iter()
        .flatten()
    }
}

/// A measure with its weight in a basket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Holding {
    /// What is held.
    pub measure: Measure,
    /// How much of it, with its sign.
    pub weight: f64,
}

/// How a feature is computed from the panel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum FeatureKind {
    /// The log return of a basket over `span` publication days of the target.
    Return {
        /// What is held.
        basket: Vec<Holding>,
        /// The number of days.
        span: u16,
    },
    /// The logarithm of the root mean square of the target's last `span` daily returns.
    Volatility {
        /// The number of days.
        span: u16,
    },
    /// The target's distance, in logarithms, from the mean of its last `span` days.
    Gap {
        /// The number of days.
        span: u16,
    },
    /// The difference of two published rates, in percentage points.
    Carry {
        /// The rate that is earned.
        high: SeriesId,
        /// The rate that is paid.
        low: SeriesId,
    },
}

/// A named feature.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Feature {
    /// Its name, such as `usdbrl.return.21`.
    pub name: String,
    /// How it is computed.
    pub kind: FeatureKind,
}

impl Feature {
    /// Over how many days a value looks back, so that values closer together share what they are made of. Rates
    /// change a few times a year.
    pub fn span(&self) -> usize {
        match self.kind {
            FeatureKind::Return { span, .. }
            | FeatureKind::Volatility { span }
            | FeatureKind::Gap { span } => usize::from(span),
            FeatureKind::Carry { .. } => RATE_SPAN,
        }
    }
}

const RATE_SPAN: usize = 63;

/// The numbers of a recipe, chosen before 2012 or a priori; `DESIGN.md` says why each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parameters {
    /// What a past row keeps of its weight in the ridge for each row learned after it.
    pub forgetting: f64,
    /// The ridge's penalty at a horizon of one day; it grows in proportion to the horizon.
    pub penalty: f64,
    /// Decay of the fast variance.
    pub fast: f64,
    /// Decay of the slow variance, to which the fast one reverts.
    pub slow: f64,
    /// What the gap between the two keeps from one day to the next.
    pub persistence: f64,
    /// The weight of the normal shape, in independent outcomes.
    pub prior_outcomes: f64,
    /// The conformal step at a horizon of one day; it shrinks in proportion to the horizon.
    pub conformal_step: f64,
    /// The learning rate of the weight between random walk and ridge, likewise divided by the horizon.
    pub mixing_rate: f64,
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            forgetting: 0.9999,
            penalty: 1e4,
            fast: 0.94,
            slow: 0.995,
            persistence: 0.98,
            prior_outcomes: 50.0,
            conformal_step: 0.001,
            mixing_rate: 0.5,
        }
    }
}

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
    /// The features, in the order of their contributions.
    pub features: Vec<Feature>,
    /// The numbers.
    pub parameters: Parameters,
}

/// A target that no recipe can have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecipeError {
    /// It is one of the two currencies that every cross is made of.
    #[error("the target must be another currency than usd and eur, got {0:?}")]
    Target(String),
    /// It is no currency.
    #[error("the target must be a currency such as mxn, in three small letters")]
    Currency(#[from] SeriesIdError),
}

/// The currencies whose moves are read beside the target's.
const PEERS: [&str; 5] = ["brl", "zar", "cad", "krw", "pln"];

/// The dollar's basket, with the weights of the ICE dollar index.
const DOLLAR: [(&str, f64); 5] =
    [("jpy", 0.136), ("gbp", 0.119), ("cad", 0.091), ("sek", 0.042), ("chf", 0.036)];

const EURO_IN_DOLLAR: f64 = 0.576;

impl Recipe {
    /// The recipe for units of `currency` per dollar, as crossed from the ECB's euro reference rates.
    pub fn ecb_cross(currency: &str) -> Result<Self, RecipeError> {
        if matches!(currency, "usd" | "eur") {
            return Err(RecipeError::Target(currency.to_owned()));
        }
        let target = cross(currency)?;
        let target_name = format!("usd{currency}");
        let mut features = own_features(&target_name, &target);
        let dollar = dollar_basket(currency)?;
        for span in [1, 5, 21] {
            features.push(returns("dollar", dollar.clone(), span));
        }
        for peer in PEERS.into_iter().filter(|peer| *peer != currency) {
            let holding = Holding { measure: cross(peer)?, weight: 1.0 };
            for span in [1, 21] {
                features.push(returns(&format!("usd{peer}"), vec![holding.clone()], span));
            }
        }
        features.push(Feature {
            name: "carry".to_owned(),
            kind: FeatureKind::Carry {
                high: SeriesId::try_from(format!("internal.rate.{currency}"))?,
                low: SeriesId::try_from("internal.rate.usd")?,
            },
        });
        Ok(Self {
            name: format!("spine-{target_name}"),
            target_name,
            target,
            calendar: Calendar::Target,
            features,
            parameters: Parameters::default(),
        })
    }

    /// The series that the recipe reads, without repetition, in order.
    pub fn series(&self) -> Vec<&SeriesId> {
        let mut all: Vec<&SeriesId> = self.target.series().collect();
        for feature in &self.features {
            match &feature.kind {
                FeatureKind::Return { basket, .. } => {
                    all.extend(basket.iter().flat_map(|holding| holding.measure.series()));
                }
                FeatureKind::Carry { high, low } => all.extend([high, low]),
                FeatureKind::Volatility { .. } | FeatureKind::Gap { .. } => {}
            }
        }
        all.sort();
        all.dedup();
        all
    }
}

fn euro(currency: &str) -> Result<SeriesId, SeriesIdError> {
    SeriesId::try_from(format!("ecb.eur.{currency}"))
}

fn cross(currency: &str) -> Result<Measure, SeriesIdError> {
    Ok(Measure::Cross { over: euro(currency)?, under: euro("usd")? })
}

fn returns(of: &str, basket: Vec<Holding>, span: u16) -> Feature {
    Feature { name: format!("{of}.return.{span}"), kind: FeatureKind::Return { basket, span } }
}

fn own_features(name: &str, target: &Measure) -> Vec<Feature> {
    let own = vec![Holding { measure: target.clone(), weight: 1.0 }];
    let mut features: Vec<Feature> =
        [1, 5, 21, 63, 252].into_iter().map(|span| returns(name, own.clone(), span)).collect();
    features.extend([5, 21, 63].map(|span| Feature {
        name: format!("{name}.volatility.{span}"),
        kind: FeatureKind::Volatility { span },
    }));
    features.push(Feature { name: format!("{name}.gap.252"), kind: FeatureKind::Gap { span: 252 } });
    features
}

/// The dollar against its basket without the target's own currency; the euro's leg is quoted the other way round.
fn dollar_basket(currency: &str) -> Result<Vec<Holding>, SeriesIdError> {
    let euro_leg = Holding { measure: Measure::Level(euro("usd")?), weight: -EURO_IN_DOLLAR };
    let mut basket = vec![euro_leg];
    for (member, weight) in DOLLAR.into_iter().filter(|(member, _)| *member != currency) {
        basket.push(Holding { measure: cross(member)?, weight });
    }
    Ok(basket)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peso_recipe_reads_the_two_legs_and_its_peers() {
        let recipe = Recipe::ecb_cross("mxn").unwrap();
        let series: Vec<_> = recipe.series().iter().map(|id| id.as_str().to_owned()).collect();
        for wanted in ["ecb.eur.mxn", "ecb.eur.usd", "ecb.eur.zar", "internal.rate.mxn"] {
            assert!(series.iter().any(|id| id == wanted), "{wanted}");
        }
        assert_eq!(recipe.features.len(), 23);
    }

    #[test]
    fn the_legs_of_every_cross_are_no_targets() {
        for currency in ["usd", "eur"] {
            assert_eq!(Recipe::ecb_cross(currency).unwrap_err(), RecipeError::Target(currency.to_owned()));
        }
        assert!(Recipe::ecb_cross("MXN").is_err());
    }

    #[test]
    fn a_currency_is_not_its_own_peer() {
        let recipe = Recipe::ecb_cross("zar").unwrap();
        let own = recipe.features.iter().filter(|f| f.name == "usdzar.return.1").count();
        assert_eq!(own, 1);
    }
}
