//! What may be supposed: the features of point and spread that can be moved, in words and with their reach.

use super::span::Span;
use crate::context::Language;
use crate::state::Input;
use crate::text::{Unit, feature_name, series_name};
use paridad_engine::data::series::SeriesId;
use paridad_engine::features::driver::Driver;
use paridad_engine::features::driver::DriverKind;
use paridad_engine::features::quantity::Quantity;
use paridad_engine::features::running_scale::Reading;
use paridad_engine::features::spread::SpreadFeatureKind;
use paridad_engine::forecast::model::Model;

/// A feature that can be moved.
#[derive(Debug)]
pub(crate) struct Movable {
    /// Which one.
    pub(crate) input: Input,
    /// Its id in the recipe.
    pub(crate) id: String,
    /// Its name in words.
    pub(crate) name: String,
    /// How people read it.
    pub(crate) unit: Unit,
    /// How far it can be moved.
    pub(crate) span: Span,
}

/// The features of the point; none where one has no value today or never varied.
pub(crate) fn of_point(model: &Model, language: Language) -> Vec<Movable> {
    let movable = |(index, today): (usize, &Option<f64>)| {
        let feature = model.recipe.features.get(index)?;
        Some(Movable {
            input: Input::Point(index),
            id: feature.name.clone(),
            name: feature_name(&feature.name, language),
            unit: Unit::of(&feature.kind),
            span: Span::measured(model.moments.of(index)?, (*today)?)?,
        })
    };
    model.origin.row.iter().enumerate().filter_map(movable).collect()
}

/// The features of the spread, but for the marks of the calendar: nobody moves a Monday.
pub(crate) fn of_spread(model: &Model, language: Language) -> Vec<Movable> {
    let movable = |(index, today): (usize, &f64)| {
        let feature = model.recipe.spread_features.get(index)?;
        let (unit, reach) = reading(&feature.kind)?;
        Some(Movable {
            input: Input::Spread(index),
            id: feature.name.clone(),
            name: feature_name(&feature.name, language),
            unit,
            span: Span::even(reach, *today),
        })
    };
    model.origin.spread_row.iter().enumerate().filter_map(movable).collect()
}

/// The series whose values features read as they are.
pub(crate) fn of_series(model: &Model, language: Language) -> Vec<Movable> {
    let movable = |(index, (series, today)): (usize, &(SeriesId, f64))| Movable {
        input: Input::Series(index),
        id: series.to_string(),
        name: series_name(series.as_str(), language),
        unit: Unit::AsPublished,
        span: reach(model, series, *today),
    };
    model.standing.all().iter().enumerate().map(movable).collect()
}

/// How far a series is moved: an index by a few percent, what is read as a logarithm from half to twice, and a rate of interest by three
/// points.
fn reach(model: &Model, series: &SeriesId, today: f64) -> Span {
    let reads = |driver: &&Driver| driver.series().any(|read| read == series);
    let mut drivers = model.recipe.drivers().filter(reads);
    let (low, high) = match drivers.next() {
        Some(Driver { of: Quantity::Log(_) | Quantity::LogRatio(..), .. }) => (0.5 * today, 2.0 * today),
        Some(Driver { kind: DriverKind::Yearly(_), of }) if of.series().next() == Some(series) => {
            (0.95 * today, 1.05 * today)
        }
        _ => (today - 3.0, today + 3.0),
    };
    Span::between(low, high, today)
}

/// How a feature of the spread is read, and how far it is moved: a pace from a quarter of the usual to four times it.
fn reading(kind: &SpreadFeatureKind) -> Option<(Unit, f64)> {
    match kind {
        SpreadFeatureKind::Own(Reading::Sign) | SpreadFeatureKind::Peers { reading: Reading::Sign, .. } => {
            Some((Unit::Deviations, 2.0))
        }
        SpreadFeatureKind::Own(_) | SpreadFeatureKind::Peers { .. } => {
            Some((Unit::OfUsual, 2.0 * std::f64::consts::LN_2))
        }
        SpreadFeatureKind::Driver(driver) => match driver.kind {
            DriverKind::Events(_) => None,
            _ => Some((Unit::OfUsual, 2.0 * std::f64::consts::LN_2)),
        },
        SpreadFeatureKind::Calendar(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use paridad_engine::recipe::Recipe;

    #[test]
    fn paces_are_moved_and_the_calendar_is_not() {
        let features = Recipe::ecb_cross("mxn").unwrap().spread_features;
        let moved = features.iter().filter(|feature| reading(&feature.kind).is_some()).count();
        let calendar = features.iter().filter(|feature| feature.name.starts_with("calendar.")).count();
        assert_eq!((moved, calendar), (12, 7));
    }
}
