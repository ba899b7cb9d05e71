//! The recipe that comes with the binary: a currency per dollar, as crossed from the ECB's euro reference rates.

use super::{Recipe, Refits};
use crate::data::measure::Measure;
use crate::data::scheduled::Scheduled;
use crate::data::series::{SeriesId, SeriesIdError};
use crate::experts::location::{LocationExpert, LocationKind, elastic_net, mean, random_forest, ridge};
use crate::experts::prior::Prior;
use crate::experts::spread::{SpreadExpert, SpreadKind, gradient, har, rooted, stretched, term};
use crate::features::driver::{Driver, DriverKind, events};
use crate::features::point::{Feature, FeatureKind, Holding};
use crate::features::quantity::Quantity;
use crate::features::running_scale::{MeanAge, Reading};
use crate::features::scale::ScaleDecays;
use crate::features::spread::{CalendarMark, SpreadFeature, SpreadFeatureKind};
use crate::maths::parameter::NoParameters;
use crate::time::calendar::Calendar;

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

/// The currencies whose scale is read beside the target's: those with a history from 1999 on.
const SCALED: [&str; 9] = ["zar", "cad", "krw", "pln", "aud", "jpy", "gbp", "sek", "nok"];

/// The dollar's basket, with the weights of the ICE dollar index.
const DOLLAR: [(&str, f64); 5] =
    [("jpy", 0.136), ("gbp", 0.119), ("cad", 0.091), ("sek", 0.042), ("chf", 0.036)];

const EURO_IN_DOLLAR: f64 = 0.576;

/// The scheduled events that widen every dollar rate.
const EVENTS: [Scheduled; 3] = [Scheduled::UsPayrolls, Scheduled::Fomc, Scheduled::UsPrices];

impl Recipe {
    /// The recipe for units of `currency` per dollar, as crossed from the ECB's euro reference rates.
    pub fn ecb_cross(currency: &str) -> Result<Self, RecipeError> {
        if matches!(currency, "usd" | "eur") {
            return Err(RecipeError::Target(currency.to_owned()));
        }
        let target = cross(currency)?;
        let target_name = format!("usd{currency}");
        Ok(Self {
            name: format!("ecb-{target_name}"),
            features: features(currency, &target_name, &target)?,
            spread_features: spread_features(currency, &target_name)?,
            location: LOCATION.to_vec(),
            spread: SPREAD.to_vec(),
            scale: ScaleDecays { fast: 0.94, slow: 0.995, persistence: 0.98 },
            prior: Prior::Currencies,
            prior_outcomes: 300.0,
            refits: Refits { every: 63, lag: 5, rows: 1_500 },
            since: None,
            target_name,
            target,
            calendar: Calendar::Target,
        })
    }

    /// The dollar against its basket without the target's own currency; the euro's leg is quoted the other way round.
    pub fn dollar_basket(currency: &str) -> Result<Vec<Holding>, SeriesIdError> {
        let euro_leg = Holding { measure: Measure::Level(euro("usd")?), weight: -EURO_IN_DOLLAR };
        let mut basket = vec![euro_leg];
        for (member, weight) in DOLLAR.into_iter().filter(|(member, _)| *member != currency) {
            basket.push(Holding { measure: cross(member)?, weight });
        }
        Ok(basket)
    }
}

const LOCATION: [LocationExpert; 6] = {
    const fn of(kind: LocationKind, weight: f64) -> LocationExpert {
        LocationExpert { kind, weight }
    }
    [
        of(LocationKind::Walk(NoParameters), 0.7),
        of(LocationKind::Mean(mean::Parameters { prior_outcomes: 250.0 }), 0.05),
        of(LocationKind::Carry(NoParameters), 0.05),
        of(LocationKind::Ridge(ridge::Parameters { penalty: 1e4, forgetting: 0.9999 }), 0.15),
        of(LocationKind::ElasticNet(elastic_net::Parameters { penalty: 0.1, l1_ratio: 0.5 }), 0.02),
        of(LocationKind::Forest(FOREST), 0.02),
    ]
};

const FOREST: random_forest::Parameters = random_forest::Parameters {
    trees: 12,
    max_depth: 3,
    min_leaf: 50,
    features_per_split: 5,
    shrinkage: 0.1,
};

const SPREAD: [SpreadExpert; 10] = {
    const fn of(kind: SpreadKind, weight: f64) -> SpreadExpert {
        SpreadExpert { kind, weight }
    }
    const fn stretched(factor: f64) -> SpreadKind {
        SpreadKind::Stretched(stretched::Parameters { of: GRADIENT, factor })
    }
    const fn rooted(days: u16, from: u16, until: u16) -> SpreadKind {
        SpreadKind::Rooted(rooted::Parameters { of: GRADIENT, days, from, until })
    }
    [
        of(SpreadKind::Walk(NoParameters), 0.02),
        of(SpreadKind::Ewma(NoParameters), 0.05),
        of(SpreadKind::Garch(NoParameters), 0.1),
        of(SpreadKind::Har(har::Parameters { penalty: 300.0, forgetting: 0.9998 }), 0.2),
        of(
            SpreadKind::Gradient(gradient::Parameters { penalty: 300.0, forgetting: 0.9998, degrees: 8.0 }),
            0.5,
        ),
        of(stretched(0.7), 0.15),
        of(stretched(1.4), 0.15),
        of(rooted(5, 21, 21), 0.3),
        of(rooted(21, 42, 252), 0.5),
        of(SpreadKind::Term(term::Parameters { persistence: 0.98, from: 42 }), 0.5),
    ]
};

/// The place of the gradient learner in [`SPREAD`].
const GRADIENT: u8 = 4;

fn euro(currency: &str) -> Result<SeriesId, SeriesIdError> {
    SeriesId::try_from(format!("ecb.eur.{currency}"))
}

fn cross(currency: &str) -> Result<Measure, SeriesIdError> {
    Ok(Measure::Cross { over: euro(currency)?, under: euro("usd")? })
}

fn features(currency: &str, name: &str, target: &Measure) -> Result<Vec<Feature>, SeriesIdError> {
    let mut features = own_features(name, target);
    let dollar = Recipe::dollar_basket(currency)?;
    for span in [1, 5, 21] {
        features.push(returns("dollar", dollar.clone(), span));
    }
    for peer in PEERS.into_iter().filter(|peer| *peer != currency) {
        let holding = Holding { measure: cross(peer)?, weight: 1.0 };
        for span in [1, 21] {
            features.push(returns(&format!("usd{peer}"), vec![holding.clone()], span));
        }
    }
    let high = SeriesId::try_from(format!("internal.rate.{currency}"))?;
    let low = SeriesId::try_from("internal.rate.usd")?;
    features.push(Feature { name: "carry".to_owned(), kind: FeatureKind::Carry { high, low } });
    Ok(features)
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

fn spread_features(currency: &str, name: &str) -> Result<Vec<SpreadFeature>, SeriesIdError> {
    let peers: Vec<Measure> =
        SCALED.into_iter().filter(|peer| *peer != currency).map(cross).collect::<Result<_, _>>()?;
    let roots = [MeanAge::Days5, MeanAge::Days17, MeanAge::Days67, MeanAge::Days200, MeanAge::Days1000];
    let own = [Reading::Day, Reading::Size, Reading::Sign].into_iter().chain(roots.map(Reading::Root));
    let of_peers = [Reading::Day].into_iter().chain([roots[0], roots[1], roots[3]].map(Reading::Root));
    let marks = (0..4).map(CalendarMark::Weekday).chain([
        CalendarMark::Gap { from: 2, to: 2 },
        CalendarMark::Gap { from: 4, to: u8::MAX },
        CalendarMark::YearEnd,
    ]);
    let events = EVENTS.into_iter().map(|kind| {
        let of = Quantity::Value(SeriesId::try_from(kind.id())?);
        Ok(Driver { of, kind: DriverKind::Events(events::Parameters) })
    });
    let events: Vec<Driver> = events.collect::<Result<_, SeriesIdError>>()?;
    let feature = |name: String, kind| SpreadFeature { name, kind };
    let own =
        own.map(|reading| feature(format!("{name}.{}", reading.word()), SpreadFeatureKind::Own(reading)));
    let of_peers = of_peers.map(|reading| {
        let kind = SpreadFeatureKind::Peers { of: peers.clone(), reading };
        feature(format!("peers.{}", reading.word()), kind)
    });
    let marks =
        marks.map(|mark| feature(format!("calendar.{}", mark.word()), SpreadFeatureKind::Calendar(mark)));
    let events =
        events.into_iter().map(|driver| feature(driver.usual_name(), SpreadFeatureKind::Driver(driver)));
    Ok(own.chain(of_peers).chain(marks).chain(events).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peso_recipe_reads_the_two_legs_and_its_peers() {
        let recipe = Recipe::ecb_cross("mxn").unwrap();
        let series: Vec<_> = recipe.series().iter().map(|id| id.as_str().to_owned()).collect();
        for wanted in ["ecb.eur.mxn", "ecb.eur.usd", "ecb.eur.zar", "ecb.eur.nok", "internal.rate.mxn"] {
            assert!(series.iter().any(|id| id == wanted), "{wanted}");
        }
        assert_eq!((recipe.features.len(), recipe.spread_features.len()), (23, 22));
        assert_eq!(recipe.features.iter().position(Feature::is_carry), Some(22));
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
        let target = recipe.target.clone();
        assert_eq!(recipe.scaled_measures().into_iter().filter(|measure| **measure == target).count(), 1);
        assert_eq!(recipe.scaled_measures().len(), 9);
    }
}
