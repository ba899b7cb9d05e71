//! A reference rate, as every form of the ECB's has it.

use chrono::NaiveDate;
use paridad_engine::data::series::{Observation, SeriesId};
use paridad_engine::time::zone;

/// The reference rate of `period`, which becomes known when the ECB publishes it.
pub(super) fn reference_rate(series: SeriesId, period: NaiveDate, value: f64) -> Observation {
    Observation { series, period, value, known_at: zone::ecb_publication(period) }
}
