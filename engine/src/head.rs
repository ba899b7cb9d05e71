//! One anchor horizon: what it believes, how it speaks, how it learns from late outcomes.

use crate::calibration::Calibration;
use crate::forecast::{Outcome, pit};
use crate::horizon::Horizon;
use crate::learner::{Learner, Ridge};
use crate::mixing::Mixing;
use crate::pending::{Spoken, Waiting};
use crate::recipe::Parameters;
use crate::shape::Shape;
use crate::voice::HeadVoice;
use chrono::NaiveDate;

/// How far, in deviations, a label may lie from zero for the ridge and the mixing; the shape sees it whole.
const LABEL_CLIP: f64 = 5.0;

/// One anchor horizon.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Head {
    horizon: Horizon,
    ridge: Ridge,
    mixing: Mixing,
    shape: Shape,
    calibration: Calibration,
}

impl Head {
    pub(crate) fn new(horizon: Horizon, features: usize, parameters: &Parameters) -> Self {
        let penalty = parameters.penalty * horizon.days() as f64;
        Self {
            horizon,
            ridge: Ridge::new(features, penalty, parameters.forgetting),
            mixing: Mixing::default(),
            shape: Shape::default(),
            calibration: Calibration::default(),
        }
    }

    /// Puts a head together again from what speaks and what learns.
    pub(crate) fn from_parts(horizon: Horizon, voice: HeadVoice, ridge: Ridge) -> Self {
        let HeadVoice { mixing, shape, calibration, .. } = voice;
        Self { horizon, ridge, mixing, shape, calibration }
    }

    pub(crate) fn horizon(&self) -> Horizon {
        self.horizon
    }

    pub(crate) fn ridge(&self) -> &Ridge {
        &self.ridge
    }

    /// What speaking needs of this head.
    pub(crate) fn voice(&self) -> HeadVoice {
        HeadVoice {
            linear: self.ridge.linear().clone(),
            mixing: self.mixing,
            shape: self.shape.clone(),
            calibration: self.calibration.clone(),
        }
    }

    /// Learns that the log rate on the awaited day was this.
    pub(crate) fn reveal(
        &mut self,
        waiting: &Waiting,
        spoken: &Spoken,
        truth: (NaiveDate, f64),
        parameters: &Parameters,
    ) -> Outcome {
        let (day, log_spot) = truth;
        let log_move = log_spot - waiting.log_spot;
        let residual = (log_move - spoken.point) / spoken.deviation;
        let label = (log_move / spoken.deviation).clamp(-LABEL_CLIP, LABEL_CLIP);
        let days = self.horizon.days() as f64;
        self.shape.learn(residual);
        self.calibration.learn(&spoken.quantiles, log_move, parameters.conformal_step / days);
        self.mixing.learn(spoken.ridge_point, label, parameters.mixing_rate / days);
        self.ridge.learn(&waiting.row, label);
        let pit = pit(&spoken.quantiles, log_move);
        Outcome { origin: waiting.day, horizon: self.horizon, day, log_move, residual, pit }
    }
}
