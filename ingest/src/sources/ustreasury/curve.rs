//! A yield, as both forms of the Treasury's have it.

use crate::catalogue::Catalogue;
use chrono::NaiveDate;
use paridad_engine::data::series::Observation;

/// The name of the source.
pub(super) const NAME: &str = "ustreasury";

/// The yield of a maturity on a day, if the catalogue has it.
pub(super) fn yield_of(
    catalogue: &Catalogue,
    key: &str,
    period: NaiveDate,
    value: f64,
) -> Option<Observation> {
    let entry = catalogue.by_key(NAME, key)?;
    Some(Observation { series: entry.id.clone(), period, value, known_at: entry.known_at(period) })
}
