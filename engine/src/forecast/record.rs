//! What is put on record: the forecasts of an origin, and the outcomes that came of them.

use crate::experts::location::Prediction;
use crate::forecast::model::Origin;
use crate::maths::level::{LEVEL_COUNT, LEVELS};
use crate::maths::num;
use crate::time::day;
use crate::time::horizon::Horizon;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The forecast of one anchor horizon, as log moves from the spot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// How far it looks.
    pub horizon: Horizon,
    /// The day it speaks of.
    #[serde(with = "day")]
    pub target_day: NaiveDate,
    /// The point with its reasons.
    pub prediction: Prediction,
    /// The scale of the move.
    pub deviation: f64,
    /// The quantiles at the 21 levels.
    pub quantiles: [f64; LEVEL_COUNT],
}

/// All forecasts of one origin.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OriginForecasts {
    /// From where it was spoken.
    pub origin: Origin,
    /// One forecast an anchor horizon, in their order.
    pub forecasts: Vec<Forecast>,
}

/// The truth, beside what was forecast.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The day of the origin.
    #[serde(with = "day")]
    pub origin: NaiveDate,
    /// How far it looked.
    pub horizon: Horizon,
    /// The day on which the truth came.
    #[serde(with = "day")]
    pub day: NaiveDate,
    /// The log move from the spot at the origin.
    pub log_move: f64,
    /// The log move minus the point, in deviations.
    pub residual: f64,
    /// The share of the forecast distribution below the truth.
    pub pit: f64,
}

/// Where `value` falls among quantiles at the 21 levels: the probability integral transform, flat outside them.
pub fn pit(quantiles: &[f64; LEVEL_COUNT], value: f64) -> f64 {
    let above = quantiles.partition_point(|quantile| *quantile < value);
    if above == 0 {
        return 0.5 * LEVELS[0];
    }
    if above == LEVEL_COUNT {
        return 0.5 * (1.0 + LEVELS[LEVEL_COUNT - 1]);
    }
    let (low, high) = (quantiles[above - 1], quantiles[above]);
    let share = if high > low { (value - low) / (high - low) } else { 0.5 };
    LEVELS[above - 1] + share * (LEVELS[above] - LEVELS[above - 1])
}

impl OriginForecasts {
    /// The exchange rate at the origin.
    pub fn spot(&self) -> f64 {
        num::exp(self.origin.log_spot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_truth_is_placed_among_the_quantiles() {
        let quantiles = LEVELS;
        for value in [0.1, 0.33, 0.5, 0.96] {
            assert!((pit(&quantiles, value) - value).abs() < 1e-12);
        }
        assert_eq!(pit(&quantiles, -1.0), 0.0125);
        assert_eq!(pit(&quantiles, 2.0), 0.9875);
    }
}
