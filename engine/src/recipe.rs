//! A full configuration: the target, what is read beside it, and the experts that learn from it.

mod built_in;
mod expert;
mod spread;
#[cfg(feature = "toml")]
pub mod text;

pub use built_in::RecipeError;
pub use expert::{LocationExpert, LocationKind, Refits, ScaleDecays, SpreadExpert, SpreadKind};
pub use spread::{CalendarMark, Reading, SpreadFeature, SpreadFeatureKind, Window};

use crate::calendar::Calendar;
use crate::prior;
use crate::series::SeriesId;
use chrono::NaiveDate;
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
    /// The difference of a published figure, which may be zero or below, over `span` publication days of the target.
    Change {
        /// The figure, such as a rate of interest.
        series: SeriesId,
        /// The number of days.
        span: u16,
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
            | FeatureKind::Gap { span }
            | FeatureKind::Change { span, .. } => usize::from(span),
            FeatureKind::Carry { .. } => RATE_SPAN,
        }
    }
}

const RATE_SPAN: usize = 63;

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
            Self::Currencies => Some(prior::MEASURED_UNTIL),
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
}

impl Recipe {
    /// The series that the recipe reads, without repetition, in order.
    pub fn series(&self) -> Vec<&SeriesId> {
        let mut all: Vec<&SeriesId> = self.paced().iter().flat_map(|measure| measure.series()).collect();
        for feature in &self.features {
            match &feature.kind {
                FeatureKind::Return { basket, .. } => {
                    all.extend(basket.iter().flat_map(|holding| holding.measure.series()));
                }
                FeatureKind::Carry { high, low } => all.extend([high, low]),
                FeatureKind::Change { series, .. } => all.push(series),
                FeatureKind::Volatility { .. } | FeatureKind::Gap { .. } => {}
            }
        }
        all.sort();
        all.dedup();
        all
    }

    /// How much the experts of location and of the spread are believed before anything was seen.
    pub(crate) fn prior_weights(&self) -> (Vec<f64>, Vec<f64>) {
        let location = self.location.iter().map(|expert| expert.weight).collect();
        (location, self.spread.iter().map(|expert| expert.weight).collect())
    }

    /// The measures whose pace is kept: the target, then each peer once, in the order of the features.
    pub fn paced(&self) -> Vec<&Measure> {
        let mut paced = vec![&self.target];
        for feature in &self.spread_features {
            if let SpreadFeatureKind::Peers { of, .. } = &feature.kind {
                for peer in of {
                    if !paced.contains(&peer) {
                        paced.push(peer);
                    }
                }
            }
        }
        paced
    }

    /// The place of the carry among the features, if it is there.
    pub fn carry(&self) -> Option<usize> {
        self.features.iter().position(|feature| matches!(feature.kind, FeatureKind::Carry { .. }))
    }
}
