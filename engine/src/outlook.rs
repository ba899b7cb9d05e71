//! What is expected at one horizon: point, reasons, any quantile, any probability.

use crate::calibration::LevelMap;
use crate::horizon::Horizon;
use crate::learner::Prediction;
use crate::level::{LEVEL_COUNT, LEVELS, Level};
use crate::num;
use crate::shape::Distribution;

/// What one anchor horizon says, in log units.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Anchor {
    pub(crate) prediction: Prediction,
    /// What the ridge alone says, in units of the deviation.
    pub(crate) ridge_point: f64,
    pub(crate) deviation: f64,
    pub(crate) distribution: Distribution,
    pub(crate) levels: LevelMap,
}

impl Anchor {
    fn quantile(&self, level: f64) -> f64 {
        self.prediction.point() + self.deviation * self.distribution.quantile(self.levels.raw(level))
    }
}

/// What is expected at one horizon. Between two anchors every part is interpolated in the square root of time.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    horizon: Horizon,
    log_spot: f64,
    prediction: Prediction,
    near: Anchor,
    far: Option<(Anchor, f64)>,
}

impl Outlook {
    pub(crate) fn new(horizon: Horizon, log_spot: f64, near: Anchor, far: Option<(Anchor, f64)>) -> Self {
        let prediction = match &far {
            None => near.prediction.clone(),
            Some((far, share)) => near.prediction.clone().mixed(&far.prediction, *share),
        };
        Self { horizon, log_spot, prediction, near, far }
    }

    /// How far it looks.
    pub fn horizon(&self) -> Horizon {
        self.horizon
    }

    /// The point forecast with its reasons, as a log move from the spot.
    pub fn prediction(&self) -> &Prediction {
        &self.prediction
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
        self.at(level.into())
    }

    /// The log moves at the 21 levels.
    pub fn quantiles(&self) -> [f64; LEVEL_COUNT] {
        LEVELS.map(|level| self.at(level))
    }

    fn at(&self, level: f64) -> f64 {
        let near = self.near.quantile(level);
        match &self.far {
            None => near,
            Some((far, share)) => (1.0 - share) * near + share * far.quantile(level),
        }
    }

    /// The probability that the rate ends above `rate`; none unless the rate is positive.
    ///
    /// It is held between the lowest and the highest [`Level`]: of what is rarer than one in a thousand the past
    /// says too little, and nothing is impossible.
    pub fn probability_above(&self, rate: f64) -> Option<f64> {
        if !rate.is_finite() || rate <= 0.0 {
            return None;
        }
        let log_move = num::ln(rate) - self.log_spot;
        let below = match &self.far {
            None => {
                let residual = (log_move - self.near.prediction.point()) / self.near.deviation;
                self.near.levels.nominal(self.near.distribution.probability(residual))
            }
            Some(_) => self.level_of(log_move),
        };
        Some((1.0 - below).clamp(Level::MIN.into(), Level::MAX.into()))
    }

    /// The level whose quantile is `log_move`, by bisection: quantiles between anchors have no closed inverse.
    fn level_of(&self, log_move: f64) -> f64 {
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..60 {
            let middle = 0.5 * (low + high);
            if self.at(middle) < log_move {
                low = middle;
            } else {
                high = middle;
            }
        }
        0.5 * (low + high)
    }

    /// The contribution of each feature in units of the rate: `φ (Ŝ - S) / r`, and `φ S` where the move r is zero.
    pub fn contributions_in_rate(&self) -> Prediction {
        let point = self.prediction.point();
        // Ŝ - S is S (e^r - 1), computed without the cancellation that a small r would cost.
        let factor = if point == 0.0 { self.spot() } else { self.spot() * num::exp_m1(point) / point };
        self.prediction.clone().scaled(factor)
    }

    pub(crate) fn deviation(&self) -> f64 {
        match &self.far {
            None => self.near.deviation,
            Some((far, share)) => (1.0 - share) * self.near.deviation + share * far.deviation,
        }
    }

    pub(crate) fn ridge_point(&self) -> f64 {
        self.near.ridge_point
    }
}
