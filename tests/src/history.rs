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
    with_calendar(&observations, |series| wanted.contains(series))
}

/// The rates of each moment, with what became known of the calendar since the one before.
fn with_calendar(
    rates: &[Observation],
    is_wanted: impl Fn(&SeriesId) -> bool,
) -> anyhow::Result<Vec<Vec<Observation>>> {
    let mut calendar = paridad_ingest::bundle::calendar()?.into_iter().peekable();
    let day = |rates: &[Observation]| {
        let known = std::iter::from_fn(|| calendar.next_if(|event| event.known_at <= rates[0].known_at));
        rates.iter().cloned().chain(known.filter(|event| is_wanted(&event.series))).collect()
    };
    Ok(rates.chunk_by(|a, b| a.known_at == b.known_at).map(day).collect())
}

/// The observations of each day from 1999 on, of all currencies, oldest first.
///
/// # Errors
///
/// If the bundle cannot be read.
pub fn days_from_1999() -> anyhow::Result<Vec<Vec<Observation>>> {
    with_calendar(&paridad_ingest::bundle::history()?, |_| true)
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
    let is_rate = |observation: &Observation| observation.series.as_str().starts_with("ecb.");
    Ok(days()?.into_iter().skip(skip).take(take).flatten().filter(is_rate).map(rate).collect())
}
