//! A single value that people want to let in: judged once more, by what is believed when they decide.

use super::past::{Past, PastError};
use super::subject::Subject;
use crate::feed::finding::Finding;
use crate::sources::catalogue;
use chrono::{DateTime, NaiveDate, Utc};
use paridad_engine::data::series::Observation;
use std::ops::RangeInclusive;

/// What a value breaks that people want to let in at `now`, given the `past`; or why nobody may, for no value of its series can
/// be so.
pub fn entering(
    observation: &Observation,
    past: &impl Past,
    now: DateTime<Utc>,
) -> Result<Result<Vec<Finding>, Finding>, PastError> {
    let (span, news) = ((observation.period, observation.period), std::slice::from_ref(observation));
    let mut subject = Subject::new(&observation.series, span, catalogue(), past, now)?;
    if let Some(impossible) = subject.unusable(observation) {
        return Ok(Err(impossible));
    }
    subject.remember(news, past)?;
    Ok(Ok(subject.objections(observation, &subject.course(news))))
}

/// How far values may be from this one for people to accept all of them at once: by what is believable as one move of its series.
/// Of the bank's own nobody here knows that: they may be as far from its past, and from this value, as these lie apart.
pub fn believable(
    observation: &Observation,
    past: &impl Past,
    now: DateTime<Utc>,
) -> Result<RangeInclusive<f64>, PastError> {
    let Observation { series, period, value, .. } = observation;
    let subject = Subject::new(series, (*period, *period), catalogue(), past, now)?;
    if let Some(nature) = &subject.nature {
        return Ok(nature.measure.around(*value));
    }
    let known = past.within(series, NaiveDate::MIN..=NaiveDate::MAX)?;
    let reach = known.values().filter(|known| known.is_finite());
    let (low, high) = reach.fold((*value, *value), |(low, high), known| (low.min(*known), high.max(*known)));
    Ok((low - (high - low))..=(high + (high - low)))
}

#[cfg(test)]
mod tests;
