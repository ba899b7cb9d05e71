//! Everything that is needed to speak: a forecast is a pure function of it, on the server and in the browser.

use crate::calendar::Calendar;
use crate::calibration::Calibration;
use crate::day;
use crate::horizon::{ANCHORS, Horizon};
use crate::learner::{Linear, RandomWalk};
use crate::mixing::Mixing;
use crate::moments::Moments;
use crate::num;
use crate::outlook::{Anchor, Outlook};
use crate::recipe::Recipe;
use crate::scale::Scale;
use crate::shape::Shape;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The moment from which a forecast looks ahead, and what was known then.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// The target's day.
    #[serde(with = "day")]
    pub day: NaiveDate,
    /// The moment at which the target's value for the day became known.
    #[serde(with = "chrono::serde::ts_seconds")]
    pub at: DateTime<Utc>,
    /// The logarithm of the target's value.
    pub log_spot: f64,
    /// The features, in the recipe's order.
    pub row: Vec<Option<f64>>,
}

/// What one anchor horizon has learned, as far as speaking needs it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeadVoice {
    /// The ridge's function.
    pub linear: Linear,
    /// How much the ridge is believed.
    pub mixing: Mixing,
    /// The shape of its residuals.
    pub shape: Shape,
    /// The shifts of its levels.
    pub calibration: Calibration,
}

/// Everything that is needed to speak.
#[derive(Debug, Clone, PartialEq)]
pub struct Voice {
    /// The configuration.
    pub recipe: Recipe,
    /// From where it speaks.
    pub origin: Origin,
    /// The features' moments.
    pub moments: Moments,
    /// The scale of moves.
    pub scale: Scale,
    /// One head an anchor horizon, in their order.
    pub heads: Vec<HeadVoice>,
}

/// A maturity that cannot be forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MaturityError {
    /// It does not lie after the origin.
    #[error("maturity must be after the origin {origin}, got {maturity}")]
    NotAfterOrigin {
        /// The day of the origin.
        origin: NaiveDate,
        /// What was asked.
        maturity: NaiveDate,
    },
    /// It lies beyond the farthest horizon.
    #[error("maturity must be at most {last} (252 publication days after the origin), got {maturity}")]
    TooFar {
        /// The last day that can be forecast.
        last: NaiveDate,
        /// What was asked.
        maturity: NaiveDate,
    },
}

impl Voice {
    /// The exchange rate at the origin.
    pub fn spot(&self) -> f64 {
        num::exp(self.origin.log_spot)
    }

    /// The days on which the target is published.
    pub fn calendar(&self) -> Calendar {
        self.recipe.calendar
    }

    /// The target day that a horizon reaches.
    pub fn target_day(&self, horizon: Horizon) -> NaiveDate {
        self.calendar().advance(self.origin.day, horizon.days())
    }

    /// The horizon of a maturity; one on a closed day moves to the next open one.
    pub fn horizon(&self, maturity: NaiveDate) -> Result<Horizon, MaturityError> {
        let origin = self.origin.day;
        if maturity <= origin {
            return Err(MaturityError::NotAfterOrigin { origin, maturity });
        }
        let last = self.target_day(ANCHORS[ANCHORS.len() - 1]);
        let open = self.calendar().next_open(maturity);
        if open > last {
            return Err(MaturityError::TooFar { last, maturity });
        }
        Horizon::try_from(self.calendar().distance(origin, open))
            .map_err(|_| MaturityError::TooFar { last, maturity })
    }

    /// What is expected at a horizon.
    pub fn outlook(&self, horizon: Horizon) -> Outlook {
        self.outlook_if(horizon, &self.origin.row)
    }

    /// What would be expected at a horizon if the features stood as in `row`.
    pub fn outlook_if(&self, horizon: Horizon, row: &[Option<f64>]) -> Outlook {
        let standardised = self.moments.standardise(row);
        let bracket = horizon.bracket();
        let near = self.anchor(bracket.near, &standardised);
        let far = (bracket.far != bracket.near).then(|| self.anchor(bracket.far, &standardised));
        Outlook::new(horizon, self.origin.log_spot, near, far.map(|anchor| (anchor, bracket.share)))
    }

    /// What one head says of a standardised row: the mean of random walk and ridge, by the ridge's weight.
    pub(crate) fn anchor(&self, index: usize, standardised: &[f64]) -> Anchor {
        let parameters = &self.recipe.parameters;
        let (head, horizon) = (&self.heads[index], ANCHORS[index]);
        let deviation = self.scale.deviation(horizon, parameters);
        let ridge = head.linear.predict(standardised);
        let ridge_point = ridge.point();
        let walk = RandomWalk::new(standardised.len()).says();
        Anchor {
            prediction: walk.mixed(&ridge, head.mixing.weight()).scaled(deviation),
            ridge_point,
            deviation,
            distribution: head.shape.distribution(horizon, parameters.prior_outcomes),
            levels: head.calibration.map(),
        }
    }
}
