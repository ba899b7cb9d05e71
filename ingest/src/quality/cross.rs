//! Consistency: the FIX against the peso's rate per dollar that follows from the ECB's reference rates of the day.

use super::past::{Past, PastError, Values};
use crate::feed::finding::{Finding, Rule};
use chrono::NaiveDate;
use paridad_engine::data::series::{Observation, SeriesId};

/// The FIX by the day on which it is determined, which is the day of the ECB's rates.
const FIX: &str = "banxico.sf43718";

/// The largest believable distance of the two, as a difference of logarithms.
///
/// The ECB looks at the market some hours before Banxico does. On the 3,873 days of 2008 to June 2023 with both they are
/// 0.31 % apart on average, on one day in a thousand more than 3.4 %, at most 5.04 %, on 23 October 2008.
const DISTANCE_MAX: f64 = 0.06;

/// The ECB's cross on the days of `span`, if `series` is the FIX; else nothing.
pub(super) fn of(
    series: &SeriesId,
    (first, last): (NaiveDate, NaiveDate),
    past: &impl Past,
) -> Result<Values, PastError> {
    if series.as_str() != FIX {
        return Ok(Values::new());
    }
    let leg =
        |id: &str| SeriesId::try_from(id).map_or(Ok(Values::new()), |id| past.within(&id, first..=last));
    let (pesos, dollars) = (leg("ecb.eur.mxn")?, leg("ecb.eur.usd")?);
    let cross = |(day, pesos): (NaiveDate, f64)| Some((day, pesos / dollars.get(&day)?));
    Ok(pesos.into_iter().filter_map(cross).collect())
}

/// The contradiction between `observation` and the cross of its day.
pub(super) fn objection(observation: &Observation, cross: &Values) -> Option<Finding> {
    let (value, cross) = (observation.value, cross.get(&observation.period)?);
    let distance = (value / cross).ln();
    (distance.is_nan() || distance.abs() > DISTANCE_MAX).then(|| {
        let detail = format!(
            "ln({value} / {cross:.4} of the ECB) = {distance:.3}, allowed are {DISTANCE_MAX:.3} either way"
        );
        Finding::on(observation, Rule::Inconsistent, detail)
    })
}
