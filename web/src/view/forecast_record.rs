//! What is put on record when the forecaster speaks: its forecasts, and how much each expert weighed in them.

use paridad_engine::forecast::anchor;
use paridad_engine::forecast::record::OriginForecasts;
use paridad_engine::forecaster::Forecaster;
use serde::{Deserialize, Serialize};

/// What one event led the forecaster to say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct ForecastRecord {
    /// How much each expert weighed when the last of the forecasts was made.
    pub(crate) weights: Weights,
    /// The forecasts, of each origin.
    pub(crate) forecasts: Vec<OriginForecasts>,
}

/// How much each expert weighs, at each anchor horizon.
///
/// Kept by the thousandth, which is what a person looks at: a byte or two each. Every bit of a weight is in the
/// snapshots, and in a replay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Weights {
    /// One an anchor horizon, in their order.
    pub(crate) heads: Vec<HeadWeights>,
}

/// How much each expert weighs at one anchor horizon, in thousandths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HeadWeights {
    /// The experts of location.
    pub(crate) location: Vec<u16>,
    /// The experts of the spread at each of the 21 levels.
    pub(crate) spread: Vec<Vec<u16>>,
}

impl Weights {
    /// The weights that a forecaster speaks with.
    pub(crate) fn of(forecaster: &Forecaster) -> Self {
        let head = |head: &anchor::HeadWeights| HeadWeights {
            location: thousandths(&head.location),
            spread: head.spread.iter().map(|level| thousandths(level)).collect(),
        };
        Self { heads: forecaster.weights().iter().map(head).collect() }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a weight is between 0 and 1")]
fn thousandths(weights: &[f64]) -> Vec<u16> {
    weights.iter().map(|weight| (weight * 1e3).round() as u16).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_kept_to_the_nearest_thousandth() {
        assert_eq!(thousandths(&[0.0, 0.0004, 0.0005, 0.1234, 1.0]), [0, 0, 1, 123, 1_000]);
    }
}
