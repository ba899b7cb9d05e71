//! Reliability diagrams: how often the truth lay below each quantile, beside how often it should have.

use super::drawing::{Point, band, curve, dot, drawing, grid, label, line};
use super::frame::{self, horizon_name};
use super::scale::Scale;
use crate::evaluate::results::{Results, Scored};
use paridad_engine::forecaster::evaluate::Judged;
use paridad_engine::maths::level::LEVELS;

const SIZE: (f64, f64) = (230.0, 236.0);
const LEFT: f64 = 30.0;
const RIGHT: f64 = 222.0;
const TOP: f64 = 22.0;
const BOTTOM: f64 = 210.0;

/// Where 95 % of a normal distribution ends.
const CENTRAL_95: f64 = 1.96;

/// The section.
pub(super) fn section(judged: &[Judged], results: &Results) -> String {
    let figures: String = results.whole.scored.iter().map(|scored| diagram(judged, scored)).collect();
    let reading = "The share of outcomes below each of the 21 quantiles, against the quantile's level. Calibrated \
                   forecasts lie on the diagonal; the shaded area is where 95 in 100 of them would, with as many \
                   outcomes that do not overlap. Above the diagonal at low levels and below it at high ones, \
                   intervals are too narrow.";
    frame::section("Reliability", reading, &figures)
}

fn diagram(judged: &[Judged], Scored { horizon, scores }: &Scored) -> String {
    let x = Scale::new((0.0, 1.0), (LEFT, RIGHT));
    let y = Scale::new((0.0, 1.0), (BOTTOM, TOP));
    let at = |(level, share): Point| (x.at(level), y.at(share));
    let chance = |side: f64| {
        let levels = (0..=40).map(|step| f64::from(step) / 40.0);
        levels.map(move |level: f64| {
            let deviation = (level * (1.0 - level) / scores.independent_count).sqrt();
            (level, (level + side * CENTRAL_95 * deviation).clamp(0.0, 1.0))
        })
    };
    let ticks: Vec<_> =
        ["0", "0.5", "1"].into_iter().zip([0.0, 0.5, 1.0]).map(|(text, at)| (at, text.to_owned())).collect();
    let mut shapes = grid(&x, &y, &ticks, &ticks);
    shapes += &band(chance(-1.0).map(at), chance(1.0).map(at), "chance");
    shapes += &line(at((0.0, 0.0)), at((1.0, 1.0)), "one");
    let rows: Vec<&Judged> = judged.iter().filter(|row| row.horizon == *horizon).collect();
    let below = |index: usize| {
        let below = rows.iter().filter(|row| row.log_move <= row.quantiles[index]).count();
        below as f64 / rows.len() as f64
    };
    let points: Vec<Point> =
        LEVELS.iter().enumerate().map(|(index, level)| at((*level, below(index)))).collect();
    shapes += &curve(points.iter().copied(), "line own");
    shapes.extend(points.into_iter().map(|point| dot(point, "own")));
    let name = horizon_name(*horizon);
    shapes += &label((LEFT, 14.0), "title", &name);
    drawing(SIZE, &format!("Reliability at {name}"), &shapes)
}
