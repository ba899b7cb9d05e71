//! One anchor horizon as far as speaking needs it, and what it says: its experts, aggregated.

use crate::experts::location::{Prediction, Sight, Speaker};
use crate::experts::spread::{Fan, ResolvedFan};
use crate::maths::boa::awake;
use crate::maths::curve::{Curve, KNOT_COUNT, scored};
use serde::{Deserialize, Serialize};

/// What one anchor horizon has learned, as far as speaking needs it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HeadModel {
    /// The scale of a move, in which the experts of location speak.
    pub deviation: f64,
    /// The experts of location.
    pub location: Vec<Speaker>,
    /// Their weights.
    pub location_weights: Vec<f64>,
    /// The experts of the spread.
    pub fans: Vec<Fan>,
    /// Their weights at each of the 21 levels.
    pub fan_weights: Vec<Vec<f64>>,
}

/// How much each expert of one anchor horizon is believed.
#[derive(Debug, Clone, PartialEq)]
pub struct HeadWeights {
    /// The experts of location.
    pub location: Vec<f64>,
    /// The experts of the spread, at each of the 21 levels.
    pub spread: Vec<Vec<f64>>,
}

/// Where the experts of location of one anchor horizon see the rate, in log units.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Located {
    /// The point with its reasons.
    pub(crate) prediction: Prediction,
    /// What each expert says, in deviations.
    pub(crate) says: Vec<Option<f64>>,
}

/// What one anchor horizon says, in log units.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Anchor {
    /// The experts of location.
    pub(crate) located: Located,
    /// The scale of the move.
    pub(crate) deviation: f64,
    /// The distribution of the log move.
    pub(crate) curve: Curve,
    /// What each expert of the spread says, around the point.
    pub(crate) fans: Vec<Option<ResolvedFan>>,
}

impl Located {
    /// Lets the experts of location of a head speak.
    pub(crate) fn new(head: &HeadModel, sight: &Sight) -> Self {
        // Who says what is no number says nothing.
        let is_sound = |says: &Prediction| says.point().is_finite();
        let predictions: Vec<Option<Prediction>> =
            head.location.iter().map(|speaker| speaker.predict(sight).filter(is_sound)).collect();
        let weights = awake(&head.location_weights, predictions.iter().map(Option::is_some));
        let mut prediction = Prediction::constant(0.0, sight.row.len());
        for (says, weight) in predictions.iter().zip(weights) {
            if let Some(says) = says {
                prediction.add(says, weight);
            }
        }
        let prediction = prediction.scaled(head.deviation);
        Self {
            prediction,
            says: predictions.iter().map(|says| says.as_ref().map(Prediction::point)).collect(),
        }
    }
}

impl Anchor {
    /// Lets the experts of the spread of a head speak around a point.
    pub(crate) fn new(head: &HeadModel, located: Located, fans: Vec<Option<ResolvedFan>>) -> Self {
        let curve = mix(head, &fans).shifted(located.prediction.point());
        Self { located, deviation: head.deviation, curve, fans }
    }
}

impl HeadModel {
    /// The weights at a level of those experts of the spread that speak.
    pub(crate) fn awake_at(&self, level: usize, fans: &[Option<ResolvedFan>]) -> Vec<f64> {
        let weights = self.fan_weights.get(level).map_or(&[][..], Vec::as_slice);
        awake(weights, fans.iter().map(Option::is_some))
    }
}

/// The weighted mean of the experts' quantiles, level by level, put in order.
fn mix(head: &HeadModel, fans: &[Option<ResolvedFan>]) -> Curve {
    let mut sums = [0.0; KNOT_COUNT];
    let mut last = (usize::MAX, Vec::new());
    for (knot, sum) in sums.iter_mut().enumerate() {
        let level = scored(knot);
        if last.0 != level {
            last = (level, head.awake_at(level, fans));
        }
        for (fan, weight) in fans.iter().zip(&last.1) {
            if let Some(fan) = fan {
                *sum += weight * fan.curve.knots()[knot];
            }
        }
    }
    Curve::new(sums)
}
