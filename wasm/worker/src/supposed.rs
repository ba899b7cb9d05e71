//! A model in which all stands as the reader supposes.

use chrono::NaiveDate;
use paridad_engine::forecast::model::Model;
use paridad_engine::forecast::widening::Widening;
use paridad_engine::time::day;
use paridad_exchange::engine::Supposed;

/// The key of half of the forward.
pub(crate) const HALF_FORWARD: &str = "half_forward";

/// The key of the rate at the origin.
pub(crate) const SPOT: &str = "spot";

/// The key of how much wider moves are.
pub(crate) const VOLATILITY: &str = "volatility";

/// The value of an event that is called off.
const CALLED_OFF: f64 = 0.0;

/// A model in which all stands as supposed: the series and events first, whose features follow; then the features that are moved themselves.
pub(crate) fn supposed(model: &Model, all: &[Supposed]) -> Model {
    let mut moved = model.clone();
    for Supposed { key, value } in all {
        if let Some(id) = key.strip_prefix("series.") {
            let standing = model.standing.all().iter().find(|(series, _)| series.as_str() == id);
            if let Some((series, _)) = standing {
                moved.suppose(series, *value);
            }
        } else if let Some((place, from)) = key.strip_prefix("event.").and_then(|key| event(model, key)) {
            moved.suppose_event(place, from, day_of(*value));
        }
    }
    for Supposed { key, value } in all {
        match key.as_str() {
            SPOT => moved.suppose_spot(*value),
            VOLATILITY => moved.suppose_volatility(Widening::try_from(*value).unwrap_or_default()),
            _ => {}
        }
        if let Some(place) = key.strip_prefix("point.").and_then(|name| point(model, name)) {
            moved.origin.row[place] = Some(*value);
        } else if let Some(place) = key.strip_prefix("spread.").and_then(|name| spread(model, name)) {
            moved.origin.spread_row[place] = *value;
        }
    }
    moved
}

fn point(model: &Model, name: &str) -> Option<usize> {
    model.recipe.features.iter().position(|feature| feature.name == name)
}

fn spread(model: &Model, name: &str) -> Option<usize> {
    model.recipe.spread_features.iter().position(|feature| feature.name == name)
}

/// The place of the feature that counts an event, and the event's day: `events.us.fomc@2026-12-16`.
fn event(model: &Model, key: &str) -> Option<(usize, NaiveDate)> {
    let (name, from) = key.split_once('@')?;
    Some((spread(model, name)?, day::parse(from)?))
}

/// The day that an event is moved to.
#[expect(clippy::cast_possible_truncation, reason = "a day's number is a small whole one")]
fn day_of(value: f64) -> Option<NaiveDate> {
    (value != CALLED_OFF).then(|| day::from_number(value as i32))?
}
