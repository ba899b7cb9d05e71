//! What may be supposed: features of point and spread, series and events, each with its reach and with how much it moves.

use crate::supposed::{HALF_FORWARD, SPOT, VOLATILITY, supposed};
use paridad_engine::data::series::SeriesId;
use paridad_engine::features::driver::{Driver, DriverKind};
use paridad_engine::features::point::FeatureKind;
use paridad_engine::features::quantity::Quantity;
use paridad_engine::features::running_scale::Reading;
use paridad_engine::features::spread::SpreadFeatureKind;
use paridad_engine::forecast::model::Model;
use paridad_engine::forecast::outlook::Outlook;
use paridad_engine::maths::level::Level;
use paridad_engine::time::day;
use paridad_engine::time::horizon::Horizon;
use paridad_exchange::engine::{Lever, Supposed};

/// How far a feature of known deviation is moved, in deviations.
const REACH: f64 = 4.0;

/// How far what is read against its usual value is moved: from a quarter of it to four times.
const QUARTER: f64 = 2.0 * std::f64::consts::LN_2;

/// How far today's rate is moved, as shares of itself.
const SPOT_REACH: (f64, f64) = (0.8, 1.25);

/// How far the volatility is moved, as shares of itself.
const WIDENING: (f64, f64) = (0.5, 4.0);

/// All that may be supposed of a forecast, each with its effect.
pub(crate) fn levers(model: &Model, horizon: u16) -> Result<Vec<Lever>, String> {
    let horizon = Horizon::try_from(horizon).map_err(|error| error.to_string())?;
    let spot = model.spot();
    let mut levers = vec![
        lever(SPOT, "", "as_published", (spot, SPOT_REACH.0 * spot, SPOT_REACH.1 * spot)),
        lever(VOLATILITY, "", "times", (1.0, WIDENING.0, WIDENING.1)),
    ];
    levers.extend(of_point(model));
    levers.extend(of_spread(model));
    levers.extend(of_series(model));
    levers.extend(of_events(model, horizon));
    if let Some(half) = model.outlook_at_half_forward(horizon) {
        levers.push(lever(HALF_FORWARD, "", "rate", (half.point_rate(), 0.0, 1.0)));
    }
    let ends = ends(&model.outlook(horizon));
    for lever in &mut levers {
        lever.effect = effect(model, horizon, lever, ends);
    }
    Ok(levers)
}

fn lever(key: &str, name: &str, unit: &str, (today, low, high): (f64, f64, f64)) -> Lever {
    let kind = key.split('.').next().unwrap_or(key).to_owned();
    // Today's value is always within reach.
    let (low, high) = (low.min(today), high.max(today));
    let (key, name, unit) = (key.to_owned(), name.to_owned(), unit.to_owned());
    Lever { key, name, kind, unit, today, low, high, usual: None, effect: 0.0 }
}

/// The features of the point; none where one has no value today or never varied.
fn of_point(model: &Model) -> Vec<Lever> {
    let movable = |(place, today): (usize, &Option<f64>)| {
        let feature = model.recipe.features.get(place)?;
        let (mean, deviation) = model.moments.of(place)?;
        let (low, high) = (mean - REACH * deviation, mean + REACH * deviation);
        let key = format!("point.{}", feature.name);
        let own = lever(&key, &feature.name, unit(&feature.kind), ((*today)?, low, high));
        (deviation > 0.0).then_some(Lever { usual: Some([mean, deviation]), ..own })
    };
    model.origin.row.iter().enumerate().filter_map(movable).collect()
}

/// How people read a feature of the point.
fn unit(kind: &FeatureKind) -> &'static str {
    match kind {
        FeatureKind::Return { .. } | FeatureKind::Gap { .. } => "percent",
        FeatureKind::Volatility { .. } => "percent_a_year",
        FeatureKind::Carry { .. } | FeatureKind::Change { .. } => "points",
        FeatureKind::Driver(driver) => match driver.of {
            Quantity::Log(_) | Quantity::LogRatio(..) => "percent",
            Quantity::Value(_) | Quantity::Difference(..) => "points",
        },
    }
}

/// The features of the spread, but for the marks of the calendar: nobody moves a Monday.
fn of_spread(model: &Model) -> Vec<Lever> {
    let movable = |(place, today): (usize, &f64)| {
        let feature = model.recipe.spread_features.get(place)?;
        let (unit, reach) = reading(&feature.kind)?;
        Some(lever(&format!("spread.{}", feature.name), &feature.name, unit, (*today, -reach, reach)))
    };
    model.origin.spread_row.iter().enumerate().filter_map(movable).collect()
}

/// How a feature of the spread is read, and how far it is moved.
fn reading(kind: &SpreadFeatureKind) -> Option<(&'static str, f64)> {
    match kind {
        SpreadFeatureKind::Own(Reading::Sign) | SpreadFeatureKind::Peers { reading: Reading::Sign, .. } => {
            Some(("deviations", 2.0))
        }
        SpreadFeatureKind::Own(_) | SpreadFeatureKind::Peers { .. } => Some(("of_usual", QUARTER)),
        SpreadFeatureKind::Driver(driver) => match driver.kind {
            DriverKind::Events(_) => None,
            _ => Some(("of_usual", QUARTER)),
        },
        SpreadFeatureKind::Calendar(_) => None,
    }
}

/// The series whose values features read as they are.
fn of_series(model: &Model) -> Vec<Lever> {
    let movable = |(series, today): &(SeriesId, f64)| {
        let (low, high) = reach(model, series, *today);
        lever(&format!("series.{series}"), series.as_str(), "as_published", (*today, low, high))
    };
    model.standing.all().iter().map(movable).collect()
}

/// How far a series is moved: an index by a few percent, what is read as a logarithm from half to twice, and a rate of interest by three
/// points.
fn reach(model: &Model, series: &SeriesId, today: f64) -> (f64, f64) {
    let reads = |driver: &&Driver| driver.series().any(|read| read == series);
    match model.recipe.drivers().find(reads) {
        Some(Driver { of: Quantity::Log(_) | Quantity::LogRatio(..), .. }) => (0.5 * today, 2.0 * today),
        Some(Driver { kind: DriverKind::Yearly(_), of }) if of.series().next() == Some(series) => {
            (0.95 * today, 1.05 * today)
        }
        _ => (today - 3.0, today + 3.0),
    }
}

/// The events up to the horizon: each may come on another day, or not at all.
fn of_events(model: &Model, horizon: Horizon) -> Vec<Lever> {
    let features = &model.recipe.spread_features;
    let of = |place: usize| {
        let ahead = model.agenda.of(features, place).map(|(_, ahead)| &ahead.events[..]).unwrap_or_default();
        ahead.iter().map(move |event| (place, event))
    };
    let seen =
        (0..features.len()).flat_map(of).filter(|(_, event)| usize::from(event.seen_after) <= horizon.days());
    let last = f64::from(day::number(model.target_day(horizon)));
    seen.map(|(place, event)| {
        let (name, day) = (&features[place].name, f64::from(day::number(event.day)));
        lever(&format!("event.{name}@{}", event.day), name, "day", (day, 0.0, last))
    })
    .collect()
}

/// The ends of the central 80 in 100.
fn ends(outlook: &Outlook) -> [f64; 2] {
    [0.1, 0.9]
        .map(|level| Level::try_from(level).map_or(f64::NAN, |level| outlook.rate(outlook.quantile(level))))
}

/// The most that an end moves when a lever goes to an end of its span: an event when it is called off, half of the forward when it is taken.
fn effect(model: &Model, horizon: Horizon, lever: &Lever, base: [f64; 2]) -> f64 {
    let moved = |value: f64| {
        let key = lever.key.clone();
        let outlook = if key == HALF_FORWARD {
            model.outlook_at_half_forward(horizon)
        } else {
            Some(supposed(model, &[Supposed { key, value }]).outlook(horizon))
        };
        let moved = outlook.map_or(base, |outlook| ends(&outlook));
        moved.iter().zip(base).map(|(end, base)| (end - base).abs()).fold(0.0, f64::max)
    };
    let ways = if lever.unit == "day" { vec![0.0] } else { vec![lever.low, lever.high] };
    ways.into_iter().map(moved).fold(0.0, f64::max)
}
