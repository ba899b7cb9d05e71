//! Everything that is needed to speak: a forecast is a pure function of it, on the server and in the browser.

use crate::experts::spread::Dynamics;
use crate::features::agenda::Agenda;
use crate::features::moments::Moments;
use crate::features::standing::Standing;
use crate::forecast::anchor::HeadModel;
use crate::forecast::widening::Widening;
use crate::maths::num;
use crate::recipe::Recipe;
use crate::time::calendar::Calendar;
use crate::time::day;
use crate::time::horizon::{Horizon, MAX_DAYS};
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
    /// The features of the point, in the recipe's order.
    pub row: Vec<Option<f64>>,
    /// The features of the spread, in the recipe's order; those that count events, as they are one day ahead.
    pub spread_row: Vec<f64>,
    /// The daily scale against which learned scales are measured.
    pub reference: f64,
}

/// The state that can speak: everything that a forecast is a function of.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The configuration.
    pub recipe: Recipe,
    /// From where it speaks.
    pub origin: Origin,
    /// The scheduled events ahead.
    pub agenda: Agenda,
    /// Where the series stand that features read as they are.
    pub standing: Standing,
    /// The features' moments.
    pub moments: Moments,
    /// One head an anchor horizon, in their order.
    pub heads: Vec<HeadModel>,
    /// What paths are simulated with, once a refit has brought it.
    pub(crate) dynamics: Option<Dynamics>,
    /// How much wider than it is forecast everything is supposed to be.
    pub(crate) widening: Widening,
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
    #[error("maturity must be at most {last} ({MAX_DAYS} publication days after the origin), got {maturity}")]
    TooFar {
        /// The last day that can be forecast.
        last: NaiveDate,
        /// What was asked.
        maturity: NaiveDate,
    },
}

impl Model {
    /// The exchange rate at the origin.
    pub fn spot(&self) -> f64 {
        num::exp(self.origin.log_spot)
    }

    /// The days on which the target is published.
    pub fn calendar(&self) -> &Calendar {
        &self.recipe.calendar
    }

    /// The target day that a horizon reaches.
    pub fn target_day(&self, horizon: Horizon) -> NaiveDate {
        self.calendar().seen_from(self.origin.day).advance(self.origin.day, horizon.days())
    }

    /// The horizon of a maturity; one on a closed day moves to the next open one.
    pub fn horizon(&self, maturity: NaiveDate) -> Result<Horizon, MaturityError> {
        let origin = self.origin.day;
        if maturity <= origin {
            return Err(MaturityError::NotAfterOrigin { origin, maturity });
        }
        let last = self.target_day(Horizon::MAX);
        let calendar = self.calendar().seen_from(origin);
        let open = calendar.next_open(maturity);
        if open > last {
            return Err(MaturityError::TooFar { last, maturity });
        }
        Horizon::try_from(calendar.distance(origin, open))
            .map_err(|_| MaturityError::TooFar { last, maturity })
    }

    /// The features of the spread as a forecast of a horizon sees them.
    pub fn spread_row(&self, horizon: Horizon) -> Vec<f64> {
        self.agenda.row(&self.recipe.spread_features, &self.origin.spread_row, horizon)
    }
}
