//! What is read of series as one positive quantity, such as a rate.

use crate::data::series::SeriesId;
use crate::maths::num;
use serde::{Deserialize, Serialize};

/// A positive quantity read from the panel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Measure {
    /// A series as it is published.
    Level(SeriesId),
    /// The ratio of two series published together.
    Cross {
        /// The numerator, whose days lead.
        over: SeriesId,
        /// The denominator.
        under: SeriesId,
    },
}

impl Measure {
    /// The series whose periods are the measure's candidates.
    pub fn leading(&self) -> &SeriesId {
        match self {
            Self::Level(series) | Self::Cross { over: series, .. } => series,
        }
    }

    /// The series that the measure needs.
    pub fn series(&self) -> impl Iterator<Item = &SeriesId> {
        match self {
            Self::Level(series) => [Some(series), None],
            Self::Cross { over, under } => [Some(over), Some(under)],
        }
        .into_iter()
        .flatten()
    }

    /// The logarithm of this measure, given the values of its series; none unless all are positive.
    pub(crate) fn log(&self, value: impl Fn(&SeriesId) -> Option<f64>) -> Option<f64> {
        let log_of = |series| value(series).filter(|value| *value > 0.0).map(num::ln);
        match self {
            Self::Level(series) => log_of(series),
            Self::Cross { over, under } => Some(log_of(over)? - log_of(under)?),
        }
    }
}
