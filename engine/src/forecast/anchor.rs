//! One anchor horizon as far as speaking needs it, and what it says: its experts, aggregated.

use crate::experts::location::{Prediction, Sight, Speaker};
use crate::experts::spread::{Ends, Fan, ResolvedFan, log_scale_of, reasons};
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

/// What one anchor horizon says, in log units.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Anchor {
    /// The point with its reasons.
    pub(crate) prediction: Prediction,
    /// The scale of the move.
    pub(crate) deviation: f64,
    /// The distribution of the log move.
    pub(crate) curve: Curve,
    /// What each expert of location says, in deviations.
    pub(crate) location: Vec<Option<f64>>,
    /// What each expert of the spread says, around the point.
    pub(crate) fans: Vec<Option<ResolvedFan>>,
}

impl Anchor {
    /// Lets the experts of a head speak.
    pub(crate) fn new(head: &HeadModel, sight: &Sight, fans: Vec<Option<ResolvedFan>>) -> Self {
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
        let curve = mix(head, &fans).shifted(prediction.point());
        let location = predictions.iter().map(|says| says.as_ref().map(Prediction::point)).collect();
        Self { prediction, deviation: head.deviation, curve, location, fans }
    }
}

impl HeadModel {
    /// The weights at a level of those experts of the spread that speak.
    fn awake_at(&self, level: usize, fans: &[Option<ResolvedFan>]) -> Vec<f64> {
        let weights = self.fan_weights.get(level).map_or(&[][..], Vec::as_slice);
        awake(weights, fans.iter().map(Option::is_some))
    }
}

/// Why the interval between two knots is as wide as it is, by feature of the spread.
pub(crate) fn width_reasons(
    heads: &[HeadModel],
    (index, anchor): (usize, &Anchor),
    row: &dyn Fn(usize) -> Vec<f64>,
    ends: Ends,
) -> Prediction {
    let (head, own) = (&heads[index], row(index));
    let fans: Vec<&[Fan]> = heads.iter().map(|head| &head.fans[..]).collect();
    let mut whole = Prediction::constant(0.0, own.len());
    let [low, high] = ends.knots().map(|knot| (knot, head.awake_at(scored(knot), &anchor.fans)));
    for (place, resolved) in anchor.fans.iter().enumerate() {
        let Some(resolved) = resolved else { continue };
        let part = |(knot, weights): &(usize, Vec<f64>)| weights[place] * resolved.curve.knots()[*knot];
        let width = part(&high) - part(&low);
        match log_scale_of(&fans, (index, place)) {
            Some((anchor, log_scale)) if anchor == index => {
                whole.add(&reasons(log_scale, &own, width), 1.0);
            }
            Some((anchor, log_scale)) => whole.add(&reasons(log_scale, &row(anchor), width), 1.0),
            None => whole.base += width,
        }
    }
    // Where quantiles had to be put in order, the width is not quite the sum of its parts.
    whole.base += ends.width(&anchor.curve) - whole.point();
    whole
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
