//! Where the answers of a view come from: this engine computes them, or another one put them on record.

use paridad_engine::forecast::record::OriginForecasts;

/// Where the answers of a view come from.
#[derive(Debug)]
pub(crate) enum Answers {
    /// This engine computes them from the model.
    Computed,
    /// Another engine gave them, and this one would give others: its forecasts are on record.
    Recorded(Box<OriginForecasts>),
    /// Another engine gave them, and none of its forecasts is on record.
    Unrecorded,
}
