//! The bundled history as events, reduced to what the recipe reads.

use paridad_engine::data::series::{Observation, SeriesId};
use paridad_engine::forecaster::Event;
use paridad_engine::recipe::Recipe;

/// One event a day, oldest first.
///
/// # Errors
///
/// If the bundle cannot be read.
pub fn events() -> anyhow::Result<Vec<Event>> {
    Ok(days()?.into_iter().map(Event::Observed).collect())
}

/// The observations of each day, oldest first.
///
/// # Errors
///
/// If the bundle cannot be read.
pub fn days() -> anyhow::Result<Vec<Vec<Observation>>> {
    let wanted: Vec<SeriesId> = Recipe::ecb_cross("mxn")?.series().into_iter().cloned().collect();
    let observations = paridad_ingest::bundle::history_of(&wanted)?;
    Ok(observations.chunk_by(|a, b| a.known_at == b.known_at).map(<[Observation]>::to_vec).collect())
}

/// The observations of each day from 1999 on, of all currencies, oldest first.
///
/// # Errors
///
/// If the bundle cannot be read.
pub fn days_from_1999() -> anyhow::Result<Vec<Vec<Observation>>> {
    let observations = paridad_ingest::bundle::history()?;
    Ok(observations.chunk_by(|a, b| a.known_at == b.known_at).map(<[Observation]>::to_vec).collect())
}

/// The history's currencies as the ECB would serve them, for the days from `skip` on, `take` of them.
///
/// # Errors
///
/// If the bundle cannot be read.
pub fn rates(skip: usize, take: usize) -> anyhow::Result<Vec<crate::ecb_server::Rate>> {
    let rate = |observation: Observation| crate::ecb_server::Rate {
        day: observation.period,
        currency: observation.series.as_str().rsplit('.').next().unwrap_or_default().to_ascii_uppercase(),
        rate: observation.value,
    };
    Ok(days()?.into_iter().skip(skip).take(take).flatten().map(rate).collect())
}
