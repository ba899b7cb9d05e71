//! Histograms of the probability integral transform: where the truth fell in its forecast distribution.

use super::drawing::{bar, drawing, grid, label, line};
use super::frame::{self, horizon_name};
use super::scale::Scale;
use crate::evaluate::results::{Results, Scored};
use paridad_engine::judging::score::pit::PIT_BINS;

const SIZE: (f64, f64) = (230.0, 150.0);
const LEFT: f64 = 30.0;
const RIGHT: f64 = 222.0;
const TOP: f64 = 22.0;
const BOTTOM: f64 = 124.0;

/// The tallest bar that is drawn in full, against a flat histogram.
const TALLEST: f64 = 2.0;

/// Where 95 % of a normal distribution ends.
const CENTRAL_95: f64 = 1.96;

/// The section.
pub(super) fn section(results: &Results) -> String {
    let figures: String = results.whole.scored.iter().map(histogram).collect();
    let reading = "How often the outcome fell into each twentieth of its forecast distribution, against even shares. \
                   Flat is calibrated; a heap in the middle means intervals that are too wide, heaps at both ends \
                   intervals that are too narrow. Chance alone leaves the shaded area five times in a hundred.";
    frame::section("Probability integral transforms", reading, &figures)
}

fn histogram(Scored { horizon, scores }: &Scored) -> String {
    let x = Scale::new((0.0, 1.0), (LEFT, RIGHT));
    let y = Scale::new((0.0, TALLEST), (BOTTOM, TOP));
    let ticks = |values: [&str; 3], step: f64| -> Vec<_> {
        (0_u8..).zip(values).map(|(place, text)| (f64::from(place) * step, text.to_owned())).collect()
    };
    let mut shapes = grid(&x, &y, &ticks(["0", "0.5", "1"], 0.5), &ticks(["0", "1", "2"], 1.0));
    let bins = PIT_BINS as f64;
    let even = 1.0 / bins;
    let deviation = bins * (even * (1.0 - even) / scores.independent_count).sqrt();
    let inside = |share: f64| y.at(share.clamp(0.0, TALLEST));
    let (low, high) = (inside(1.0 - CENTRAL_95 * deviation), inside(1.0 + CENTRAL_95 * deviation));
    for (place, share) in scores.pit.shares().unwrap_or_default().into_iter().enumerate() {
        let (left, right) = (x.at(place as f64 * even) + 0.5, x.at((place + 1) as f64 * even) - 0.5);
        shapes += &bar((left, inside(share * bins)), (right, BOTTOM), "bar");
    }
    shapes += &bar((LEFT, high), (RIGHT, low), "chance");
    shapes += &line((LEFT, y.at(1.0)), (RIGHT, y.at(1.0)), "one");
    let name = horizon_name(*horizon);
    shapes += &label((LEFT, 14.0), "title", &name);
    drawing(SIZE, &format!("Probability integral transforms at {name}"), &shapes)
}
