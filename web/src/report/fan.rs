//! The fan from today to a maturity, as a drawing that needs no style sheet.

use crate::wording::markup::escaped;
use chrono::NaiveDate;

/// The size of the drawing.
const SIZE: (f64, f64) = (720.0, 300.0);

/// Where the plot lies in it.
const LEFT: f64 = 48.0;
const RIGHT: f64 = 664.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 268.0;

/// What is filled between two edges, the widest first, and with what colour.
const BANDS: [(usize, &str); 3] = [(0, "#d6e8e2"), (1, "#a3cbbf"), (2, "#66a795")];

/// The colours of edges, the middle, the grid and letters.
const EDGE: &str = "#0b5c4b";
const MIDDLE: &str = "#063d32";
const GRID: &str = "#dbe1e4";
const INK: &str = "#16222a";

/// About how many lines the grid has.
const LINES: f64 = 5.0;

/// A day of the fan: the lower ends of its intervals from outside, the middle, and the upper ends from inside.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spoke {
    pub(super) day: NaiveDate,
    pub(super) rates: [f64; 7],
}

/// The fan over days in their order, with the first and the last day in words below.
pub(super) fn fan(spokes: &[Spoke], title: &str, ends: [&str; 2]) -> String {
    let (Some(first), Some(last)) = (spokes.first(), spokes.last()) else { return String::new() };
    let (width, height) = SIZE;
    let days = (last.day - first.day).num_days().max(1) as f64;
    let x = |day: NaiveDate| LEFT + (RIGHT - LEFT) * (day - first.day).num_days() as f64 / days;
    let all = || spokes.iter().flat_map(|spoke| spoke.rates);
    let (low, high) =
        all().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), rate| (low.min(rate), high.max(rate)));
    let room = (0.05 * (high - low)).max(1e-4 * high);
    let (low, high) = (low - room, high + room);
    let y = |rate: f64| BOTTOM - (BOTTOM - TOP) * (rate - low) / (high - low);
    let along = |place: usize| spokes.iter().map(move |spoke| (x(spoke.day), y(spoke.rates[place])));
    let mut shapes = grid((low, high), y);
    for (place, colour) in BANDS {
        let there_and_back = points(along(place).chain(along(6 - place).rev()));
        shapes += &band(&there_and_back, colour);
        for edge in [place, 6 - place] {
            shapes += &line(&points(along(edge)), EDGE, 0.75);
        }
    }
    shapes += &line(&points(along(3)), MIDDLE, 2.0);
    let [begins, ends] = ends;
    shapes += &text((LEFT, BOTTOM + 20.0), "start", begins);
    shapes += &text((RIGHT, BOTTOM + 20.0), "end", ends);
    for place in [0, 1, 3, 5, 6] {
        let rate = last.rates[place];
        shapes += &text((RIGHT + 6.0, y(rate) + 4.0), "start", &format!("{rate:.2}"));
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"100%\" role=\"img\" \
         aria-label=\"{}\" font-family=\"system-ui, sans-serif\" font-size=\"12\">\n{shapes}</svg>\n",
        escaped(title)
    )
}

fn grid((low, high): (f64, f64), y: impl Fn(f64) -> f64) -> String {
    let least = (high - low) / LINES;
    let power = 10_f64.powf(least.log10().floor());
    let step = [1.0, 2.0, 5.0]
        .map(|round| round * power)
        .into_iter()
        .find(|step| *step >= least)
        .unwrap_or(10.0 * power);
    let first = (low / step).ceil();
    let mut shapes = String::new();
    for place in 0..=10 {
        let rate = (first + f64::from(place)) * step;
        if rate <= high {
            let at = y(rate);
            shapes += &line(&format!("{LEFT},{at:.1} {RIGHT},{at:.1}"), GRID, 1.0);
            shapes += &text((LEFT - 6.0, at + 4.0), "end", &format!("{rate:.2}"));
        }
    }
    shapes
}

fn points(points: impl Iterator<Item = (f64, f64)>) -> String {
    points.map(|(x, y)| format!("{x:.1},{y:.1}")).collect::<Vec<_>>().join(" ")
}

fn band(points: &str, colour: &str) -> String {
    format!("<polygon points=\"{points}\" fill=\"{colour}\"/>\n")
}

fn line(points: &str, colour: &str, width: f64) -> String {
    format!("<polyline points=\"{points}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"/>\n")
}

fn text((x, y): (f64, f64), anchor: &str, text: &str) -> String {
    let text = escaped(text);
    format!("<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" fill=\"{INK}\">{text}</text>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoke(days: u64) -> Spoke {
        let width = 0.1 * (days as f64).sqrt();
        let rates = [-2.0, -1.3, -0.7, 0.0, 0.7, 1.3, 2.0].map(|far| 18.2345 + far * width);
        Spoke { day: "2026-11-26".parse::<NaiveDate>().unwrap() + chrono::Days::new(days), rates }
    }

    #[test]
    fn a_fan_is_drawn_with_attributes_alone_and_says_what_it_is() {
        let spokes: Vec<Spoke> = [0, 1, 5, 30].map(spoke).into();
        let drawn = fan(&spokes, "El <abanico>", ["jue 26 nov 2026", "sáb 26 dic 2026"]);
        assert!(!drawn.contains("style") && !drawn.contains("class") && !drawn.contains("NaN"), "{drawn}");
        insta::assert_snapshot!(drawn);
    }

    #[test]
    fn a_fan_without_width_or_days_is_drawn_all_the_same() {
        assert_eq!(fan(&[], "", ["", ""]), "");
        let drawn = fan(&[spoke(0)], "", ["", ""]);
        assert!(drawn.contains("<polygon") && !drawn.contains("NaN") && !drawn.contains("inf"), "{drawn}");
    }
}
