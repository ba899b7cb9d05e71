//! The shapes that charts are drawn from.

use super::path::{area, px};
use yew::prelude::*;

/// A line between two points.
pub(super) fn line(from: (f64, f64), to: (f64, f64)) -> Html {
    html! { <line x1={px(from.0)} y1={px(from.1)} x2={px(to.0)} y2={px(to.1)} /> }
}

/// A bar from its upper left corner.
pub(super) fn bar(class: &'static str, corner: (f64, f64), size: (f64, f64)) -> Html {
    html! { <rect {class} x={px(corner.0)} y={px(corner.1)} width={px(size.0)} height={px(size.1)} /> }
}

/// Words at a point: `anchor` is where in them it lies.
pub(super) fn words(at: (f64, f64), anchor: &'static str, text: &str) -> Html {
    html! { <text x={px(at.0)} y={px(at.1)} text-anchor={anchor}>{ text.to_owned() }</text> }
}

/// What is drawn together, with what it says to whoever points at it.
pub(super) fn group(class: &'static str, said: &str, content: Vec<Html>) -> Html {
    html! {
        <g {class}>
            if !said.is_empty() { <title>{ said.to_owned() }</title> }
            { for content }
        </g>
    }
}

/// A dot, round or, where it is the second of two kinds, a square on one of its corners.
pub(super) fn dot((x, y): (f64, f64), radius: f64, is_second: bool) -> Html {
    if is_second {
        return html! { <path d={diamond(x, y, radius + 1.0)} /> };
    }
    html! { <circle cx={px(x)} cy={px(y)} r={px(radius)} /> }
}

fn diamond(x: f64, y: f64, half: f64) -> String {
    area(&[(x - half, y), (x, y - half)], &[(x, y + half), (x + half, y)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diamond_stands_on_its_corner() {
        assert_eq!(diamond(10.0, 20.0, 5.0), "M5.0 20.0L10.0 15.0L15.0 20.0L10.0 25.0Z");
    }
}
