//! CRPS over the baseline's, from the first origin up to each day: whether skill is spread over time or came at once.

use super::drawing::{Point, curve, drawing, grid, label, line};
use super::frame::{self, horizon_name};
use super::scale::{Scale, day, day_ticks};
use crate::evaluate::results::Results;
use paridad_engine::forecaster::evaluate::Judged;
use paridad_engine::judging::score::crps;
use paridad_engine::time::horizon::{ANCHORS, Horizon};

/// How many horizons share a plot: the far ones swing so wide that the near ones would be flat beside them.
const SHARED: usize = 4;

const SIZE: (f64, f64) = (466.0, 300.0);
const LEFT: f64 = 44.0;
const RIGHT: f64 = 398.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 270.0;

/// The ratio of so few origins says nothing yet.
const FIRST: usize = 250;

/// More points than this cannot be seen.
const POINTS: usize = 420;

/// How far the labels of two lines must be apart.
const LABEL_HEIGHT: f64 = 14.0;

/// The section.
pub(super) fn section(judged: &[Judged], results: &Results) -> String {
    let figures: String = ANCHORS.chunks(SHARED).map(|horizons| plot(judged, results, horizons)).collect();
    let reading = "The ratio of all origins up to each day, once there are 250. A line that stays below one has not \
                   lived on one lucky year; a step is a day or a month that decided much.";
    frame::section("Cumulative CRPS over the random walk's", reading, &figures)
}

/// The lines of some horizons; nothing where none has enough origins.
fn plot(judged: &[Judged], results: &Results, horizons: &[Horizon]) -> String {
    let horizons = horizons.iter().enumerate();
    let lines: Vec<Line> = horizons.filter_map(|(place, horizon)| ratios(judged, place, *horizon)).collect();
    if lines.is_empty() {
        return String::new();
    }
    let (from, to) = (results.whole.from, results.whole.to);
    let x = Scale::new((day(from), day(to)), (LEFT, RIGHT));
    let values = lines.iter().flat_map(|line| line.points.iter().map(|(_, ratio)| *ratio));
    let y = Scale::around(values.chain([1.0]), (BOTTOM, TOP));
    let mut shapes = grid(&x, &y, &day_ticks(from, to, 8), &y.ticks(6));
    shapes += &line((LEFT, y.at(1.0)), (RIGHT, y.at(1.0)), "one");
    for drawn in &lines {
        let points = drawn.points.iter().map(|(at, ratio)| (x.at(*at), y.at(*ratio)));
        shapes += &curve(points, &format!("line h{}", drawn.place));
    }
    shapes += &names(&lines, &y);
    let names: Vec<&str> = lines.iter().map(|line| line.name.as_str()).collect();
    drawing(SIZE, &format!("CRPS ratio over time at {}", names.join(", ")), &shapes)
}

/// A horizon's ratios by the day of the origin.
struct Line {
    place: usize,
    name: String,
    points: Vec<Point>,
}

fn ratios(judged: &[Judged], place: usize, horizon: Horizon) -> Option<Line> {
    let rows: Vec<&Judged> = judged.iter().filter(|row| row.horizon == horizon).collect();
    let every = rows.len().div_ceil(POINTS).max(1);
    let (mut own, mut baseline, mut points) = (0.0, 0.0, Vec::new());
    for (index, row) in rows.iter().enumerate() {
        own += crps(&row.quantiles, row.log_move);
        baseline += crps(&row.baseline, row.log_move);
        let seen = index + 1;
        if seen >= FIRST && (seen.is_multiple_of(every) || seen == rows.len()) && baseline > 0.0 {
            points.push((day(row.origin), own / baseline));
        }
    }
    (!points.is_empty()).then(|| Line { place, name: horizon_name(horizon), points })
}

/// The names of the lines at their ends, moved apart where they would cover each other.
fn names(lines: &[Line], y: &Scale) -> String {
    let mut ends: Vec<(f64, &Line)> =
        lines.iter().filter_map(|line| Some((y.at(line.points.last()?.1), line))).collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut free = f64::NEG_INFINITY;
    let mut names = String::new();
    for (at, line) in ends {
        let at = at.max(free);
        free = at + LABEL_HEIGHT;
        names += &label((RIGHT + 6.0, at + 4.0), &format!("name h{}", line.place), &line.name);
    }
    names
}
