//! The few shapes of SVG that the plots are made of, as text.

use super::scale::{Scale, Tick};
use crate::wording::markup::escaped;

/// A point in pixels.
pub(super) type Point = (f64, f64);

/// A drawing of some size, which a screen reader calls by its title.
pub(super) fn drawing((width, height): (f64, f64), title: &str, shapes: &str) -> String {
    format!(
        "<svg viewBox=\"0 0 {width} {height}\" style=\"max-width:{width}px\" role=\"img\" aria-label=\"{0}\">\n\
         {shapes}</svg>\n",
        escaped(title)
    )
}

/// A text; `class` says where it is anchored and how it looks.
pub(super) fn label((x, y): Point, class: &str, text: &str) -> String {
    format!("<text x=\"{x:.1}\" y=\"{y:.1}\" class=\"{class}\">{}</text>\n", escaped(text))
}

/// A straight line.
pub(super) fn line((x1, y1): Point, (x2, y2): Point, class: &str) -> String {
    format!("<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" class=\"{class}\"/>\n")
}

/// A line through points.
pub(super) fn curve(points: impl Iterator<Item = Point>, class: &str) -> String {
    format!("<polyline points=\"{}\" class=\"{class}\"/>\n", list(points))
}

/// The area between a line and another one above it.
pub(super) fn band(
    lower: impl Iterator<Item = Point>,
    upper: impl DoubleEndedIterator<Item = Point>,
    class: &str,
) -> String {
    format!("<polygon points=\"{} {}\" class=\"{class}\"/>\n", list(lower), list(upper.rev()))
}

/// A bar between two corners.
pub(super) fn bar((left, top): Point, (right, bottom): Point, class: &str) -> String {
    let (width, height) = (right - left, bottom - top);
    format!(
        "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" class=\"{class}\"/>\n"
    )
}

/// A dot.
pub(super) fn dot((x, y): Point, class: &str) -> String {
    format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2\" class=\"{class}\"/>\n")
}

/// Lines across at the ticks of the vertical scale, and labels at those of both.
pub(super) fn grid(x: &Scale, y: &Scale, x_ticks: &[Tick], y_ticks: &[Tick]) -> String {
    let ((left, right), (bottom, _)) = (x.ends(), y.ends());
    let across = y_ticks.iter().map(|(value, text)| {
        let at = y.at(*value);
        line((left, at), (right, at), "grid") + &label((left - 6.0, at + 4.0), "end", text)
    });
    let along = x_ticks.iter().map(|(value, text)| {
        let at = x.at(*value);
        line((at, bottom), (at, bottom + 4.0), "tick") + &label((at, bottom + 17.0), "middle", text)
    });
    across.chain(along).collect()
}

fn list(points: impl Iterator<Item = Point>) -> String {
    points.map(|(x, y)| format!("{x:.1},{y:.1}")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_wrote_is_no_markup() {
        assert!(label((0.0, 0.0), "end", "<script>").contains("&lt;script&gt;"));
    }

    #[test]
    fn a_band_goes_there_and_back() {
        let lower = [(0.0, 5.0), (1.0, 6.0)];
        let upper = [(0.0, 1.0), (1.0, 2.0)];
        let band = band(lower.into_iter(), upper.into_iter(), "wide");
        assert!(band.contains("points=\"0.0,5.0 1.0,6.0 1.0,2.0 0.0,1.0\""), "{band}");
    }
}
