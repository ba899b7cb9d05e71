//! The last year of forecasts for one month ahead, each drawn on the day that it spoke of, with what came.

use super::drawing::{Point, band, curve, drawing, grid, label};
use super::frame;
use super::scale::{Scale, day, day_ticks};
use paridad_engine::forecaster::evaluate::Judged;
use paridad_engine::maths::level::LEVEL_COUNT;
use paridad_engine::maths::num;

/// The horizon that is drawn, in publication days.
const HORIZON: u16 = 21;

/// How many origins are a year.
const YEAR: usize = 252;

const SIZE: (f64, f64) = (960.0, 340.0);
const LEFT: f64 = 48.0;
const RIGHT: f64 = 872.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 306.0;

/// The places among the 21 levels where an interval begins, from outside, widest first, with how it is drawn.
const INTERVALS: [(usize, &str); 3] = [(0, "fan wide"), (2, "fan middle"), (5, "fan narrow")];

/// The section; empty where nothing of the horizon was judged.
pub(super) fn section(judged: &[Judged]) -> String {
    let rows: Vec<&Judged> = judged.iter().filter(|row| u16::from(row.horizon) == HORIZON).collect();
    let rows = &rows[rows.len().saturating_sub(YEAR)..];
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return String::new() };
    let x = Scale::new((day(first.day), day(last.day)), (LEFT, RIGHT));
    let quantile = |place: usize| move |row: &&Judged| row.spot * num::exp(row.quantiles[place]);
    let outcome = |row: &&Judged| row.spot * num::exp(row.log_move);
    let outer = rows.iter().flat_map(|row| [0, LEVEL_COUNT - 1].map(|place| quantile(place)(row)));
    let y = Scale::around(outer.chain(rows.iter().map(outcome)), (BOTTOM, TOP));
    let mut shapes = grid(&x, &y, &day_ticks(first.day, last.day, 9), &y.ticks(6));
    for (place, class) in INTERVALS {
        let edge = |place: usize| {
            rows.iter().map(move |row| -> Point { (x.at(day(row.day)), y.at(quantile(place)(row))) })
        };
        shapes += &band(edge(place), edge(LEVEL_COUNT - 1 - place), class);
    }
    let along = |value: &dyn Fn(&&Judged) -> f64, class| {
        let points: Vec<Point> = rows.iter().map(|row| (x.at(day(row.day)), y.at(value(row)))).collect();
        curve(points.into_iter(), class)
    };
    shapes += &along(&quantile(LEVEL_COUNT / 2), "line median");
    shapes += &along(&outcome, "line truth");
    let end = |value: f64| y.at(value) + 4.0;
    shapes += &label((RIGHT + 6.0, end(outcome(last))), "name truth", "outcome");
    let figure = drawing(SIZE, "A year of forecasts with their outcomes", &shapes);
    let reading = "What was said 21 publication days before each day: the median and the central 50, 80 and 95 % \
                   intervals, and in the strong line what came. The fan follows the rate with a delay of a month \
                   because it starts from the spot of its origin.";
    frame::section("The last year, one month ahead", reading, &figure)
}
