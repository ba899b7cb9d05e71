//! What is expected at one horizon: point, reasons, any quantile, any probability.

use crate::experts::location::Prediction;
use crate::forecast::anchor::Anchor;
use crate::forecast::between::Between;
use crate::forecast::widening::Widening;
use crate::maths::curve::{Bound, Curve};
use crate::maths::level::{LEVEL_COUNT, Level};
use crate::maths::num;
use crate::time::horizon::Horizon;

/// What is expected at one horizon. Between two anchors point, reasons and each quantile are interpolated in the square root of time,
/// without an elbow; beyond the last the fan grows with the term structure of the variance.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    horizon: Horizon,
    log_spot: f64,
    prediction: Prediction,
    curve: Curve,
    between: Between,
}

/// The mean rate in each tail.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shortfall {
    /// The mean of the rates below the lower quantile: how far the peso gains when it gains most.
    pub lower: f64,
    /// The mean of the rates above the upper quantile.
    pub upper: f64,
}

impl Outlook {
    pub(crate) fn new(horizon: Horizon, log_spot: f64, between: Between) -> Self {
        Self { horizon, log_spot, prediction: between.prediction(), curve: between.curve(), between }
    }

    /// How far it looks.
    pub fn horizon(&self) -> Horizon {
        self.horizon
    }

    /// The point forecast with its reasons, as a log move from the spot.
    pub fn prediction(&self) -> &Prediction {
        &self.prediction
    }

    /// The distribution of the log move from the spot.
    pub fn curve(&self) -> &Curve {
        &self.curve
    }

    /// The exchange rate at the origin.
    pub fn spot(&self) -> f64 {
        num::exp(self.log_spot)
    }

    /// The point forecast as a rate.
    pub fn point_rate(&self) -> f64 {
        self.rate(self.prediction.point())
    }

    /// The rate that a log move from the spot leads to.
    pub fn rate(&self, log_move: f64) -> f64 {
        num::exp(self.log_spot + log_move)
    }

    /// The log move that is not exceeded with the given probability.
    pub fn quantile(&self, level: Level) -> f64 {
        self.curve.quantile(level)
    }

    /// The log moves at the 21 levels.
    pub fn quantiles(&self) -> [f64; LEVEL_COUNT] {
        self.curve.levels()
    }

    /// The probability that the rate ends above `rate`; none unless the rate is positive.
    ///
    /// It is held between the lowest and the highest [`Level`]: of what is rarer than one in a thousand the past
    /// says too little, and nothing is impossible.
    pub fn probability_above(&self, rate: f64) -> Option<f64> {
        let below = self.probability_below(rate)?;
        // One minus the highest level is not the lowest one in bits.
        Some(if below == f64::from(Level::MAX) { Level::MIN.into() } else { 1.0 - below })
    }

    /// The probability that the rate does not end above `rate`, within the same bounds; none unless the rate is positive.
    pub fn probability_below(&self, rate: f64) -> Option<f64> {
        (rate.is_finite() && rate > 0.0).then(|| self.curve.probability(num::ln(rate) - self.log_spot))
    }

    /// What [`Self::probability_above`] is where `rate` lies beyond what is said of the distribution.
    pub fn bound_above(&self, rate: f64) -> Option<Bound> {
        self.curve.bound(num::ln(rate) - self.log_spot).map(Bound::opposite)
    }

    /// The mean rate in the lower tail up to `level`, and in the upper one from one minus `level` on (expected shortfall,
    /// Acerbi and Tasche 2002).
    pub fn shortfall(&self, level: Level) -> Option<Shortfall> {
        let opposite = Level::try_from(1.0 - f64::from(level)).ok()?;
        let rates = self.curve.shifted(self.log_spot);
        Some(Shortfall { lower: rates.lower_mean_exp(level), upper: rates.upper_mean_exp(opposite) })
    }

    /// The contribution of each feature in units of the rate: `φ (Ŝ - S) / r`, and `φ S` where the move r is zero.
    pub fn contributions_in_rate(&self) -> Prediction {
        let point = self.prediction.point();
        // Ŝ - S is S (e^r - 1), computed without the cancellation that a small r would cost.
        let factor = if point == 0.0 { self.spot() } else { self.spot() * num::exp_m1(point) / point };
        self.prediction.clone().scaled(factor)
    }

    /// The same around the same point, as much wider.
    #[must_use]
    pub(crate) fn widened(self, by: Widening) -> Self {
        Self { curve: by.of(self.curve, self.prediction.point()), ..self }
    }

    /// The same fan around another point, which is owed to no feature.
    #[must_use]
    pub(crate) fn around(self, point: f64) -> Self {
        let curve = self.curve.shifted(point - self.prediction.point());
        let prediction = Prediction::constant(point, self.prediction.contributions.len());
        Self { prediction, curve, ..self }
    }

    /// What the experts of the horizon's own anchor say; none between two.
    pub(crate) fn anchor(&self) -> Option<&Anchor> {
        match &self.between {
            Between::One(node) => node.anchor.as_ref().map(|(_, anchor)| anchor),
            Between::Four(..) => None,
        }
    }
}
