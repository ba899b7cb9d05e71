//! Everything that is needed to speak: a forecast is a pure function of it, on the server and in the browser.

use crate::experts::location::{Prediction, Sight};
use crate::experts::spread::{Dynamics, Ends, Reach, ResolvedFan, resolve};
use crate::features::agenda::Agenda;
use crate::features::moments::Moments;
use crate::features::spread::SpreadFeature;
use crate::forecast::anchor::{Anchor, HeadModel, width_reasons};
use crate::forecast::outlook::Outlook;
use crate::maths::num;
use crate::recipe::Recipe;
use crate::time::calendar::Calendar;
use crate::time::day;
use crate::time::horizon::{ANCHORS, Horizon};
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
    /// The features' moments.
    pub moments: Moments,
    /// One head an anchor horizon, in their order.
    pub heads: Vec<HeadModel>,
    /// What paths are simulated with, once a refit has brought it.
    pub(crate) dynamics: Option<Dynamics>,
}

/// A central interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interval {
    /// Four in five outcomes.
    Eighty,
    /// Nineteen in twenty.
    NinetyFive,
}

impl Interval {
    fn ends(self) -> Ends {
        match self {
            Self::Eighty => Ends::of(5),
            Self::NinetyFive => Ends::of(3),
        }
    }
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

impl Model {
    /// The exchange rate at the origin.
    pub fn spot(&self) -> f64 {
        num::exp(self.origin.log_spot)
    }

    /// Whether all that it says is numbers, and of every horizon more than a point.
    pub(crate) fn is_sound(&self) -> bool {
        let is_sound = |horizon| {
            let outlook = self.outlook(horizon);
            let [first, .., last] = outlook.curve().knots();
            outlook.prediction().point().is_finite() && outlook.curve().is_finite() && first < last
        };
        self.spot().is_finite() && ANCHORS.into_iter().all(is_sound)
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
        let last = self.target_day(ANCHORS[ANCHORS.len() - 1]);
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

    /// What is expected at a horizon.
    pub fn outlook(&self, horizon: Horizon) -> Outlook {
        self.outlook_if(horizon, &self.origin.row, &self.origin.spread_row)
    }

    /// What would be expected at a horizon if the features of point and spread stood as in these rows. Those that count events are
    /// what the agenda says.
    pub fn outlook_if(&self, horizon: Horizon, row: &[Option<f64>], spread_row: &[f64]) -> Outlook {
        let standardised = self.moments.standardise(row);
        let (seen, bracket) = (self.seen(spread_row, horizon), horizon.bracket());
        let at = |index| self.anchor(index, (&standardised, row), &seen);
        let near = at(bracket.near);
        let far = (bracket.far != bracket.near).then(|| (at(bracket.far), bracket.share));
        Outlook::new(horizon, self.origin.log_spot, near, far)
    }

    /// Why the central interval of a horizon is as wide as it is, in log units: the width is the base plus the contributions of the
    /// features of the spread, added in order.
    pub fn spread_reasons(&self, horizon: Horizon, interval: Interval) -> Prediction {
        let standardised = self.moments.standardise(&self.origin.row);
        let (seen, bracket) = (self.seen(&self.origin.spread_row, horizon), horizon.bracket());
        let at = |index: usize| {
            let anchor = self.anchor(index, (&standardised, &self.origin.row), &seen);
            // What it grows from has the features of its own horizon.
            let row = |other| if other == index { seen.at(horizon) } else { seen.at(ANCHORS[other]) };
            width_reasons(&self.heads, (index, &anchor), &row, interval.ends())
        };
        let near = at(bracket.near);
        if bracket.far == bracket.near { near } else { near.mixed(&at(bracket.far), bracket.share) }
    }

    fn seen<'a>(&'a self, row: &'a [f64], horizon: Horizon) -> Seen<'a> {
        Seen { agenda: &self.agenda, features: &self.recipe.spread_features, row, horizon }
    }

    /// What one head says of the rows.
    fn anchor(&self, index: usize, (standardised, raw): (&[f64], &[Option<f64>]), seen: &Seen<'_>) -> Anchor {
        let (head, horizon) = (&self.heads[index], ANCHORS[index]);
        let sight = Sight { row: standardised, raw, deviation: head.deviation, horizon };
        Anchor::new(head, &sight, self.fans(index, seen))
    }

    /// What the experts of the spread of one head say.
    fn fans(&self, index: usize, seen: &Seen<'_>) -> Vec<Option<ResolvedFan>> {
        let shorter = |wanted: Horizon| {
            let index = ANCHORS[..index].iter().position(|anchor| *anchor == wanted);
            index.map_or_else(Vec::new, |index| self.fans(index, &Seen { horizon: wanted, ..*seen }))
        };
        let (row, reference) = (seen.at(seen.horizon), self.origin.reference);
        let reach = Reach { horizon: ANCHORS[index], row: &row, reference, shorter: &shorter };
        resolve(&self.heads[index].fans, &reach)
    }
}

/// The features of the spread as the forecast of a horizon sees them.
#[derive(Debug, Clone, Copy)]
struct Seen<'a> {
    agenda: &'a Agenda,
    features: &'a [SpreadFeature],
    row: &'a [f64],
    horizon: Horizon,
}

impl Seen<'_> {
    fn at(&self, horizon: Horizon) -> Vec<f64> {
        self.agenda.row(self.features, self.row, horizon)
    }
}
