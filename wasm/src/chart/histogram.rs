//! A histogram of shares, against the share that each part should have and how far chance alone may take it.

use super::plot::{Measure, Plot};
use super::room::Room;
use super::shape::{bar, group, words};
use super::stage::Stage;
use crate::format::Format;
use crate::locale::Locale;
use std::rc::Rc;
use yew::prelude::*;

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Slice {
    /// How high it is.
    pub(crate) share: f64,
    /// Whether it is higher or lower than chance makes it.
    pub(crate) is_out: bool,
    /// What it says, for whoever points at it.
    pub(crate) said: String,
}

/// What the histogram shows.
#[derive(Debug)]
pub(crate) struct Histogram {
    /// The bars, from left to right.
    pub(crate) slices: Vec<Slice>,
    /// The share that each should have.
    pub(crate) expected: f64,
    /// From where to where chance may take it.
    pub(crate) band: [f64; 2],
    /// What lies at the left, in the middle and at the right.
    pub(crate) places: [&'static str; 3],
}

/// The share of a column that is left free between two bars.
const GAP: f64 = 0.16;

/// The histogram; the element of `described_by` says in words what it shows.
pub(crate) fn histogram(id: &'static str, described_by: String, shown: Histogram, locale: &Locale) -> Html {
    let format = Rc::clone(&locale.format);
    let draw = Callback::from(move |room| drawing(room, &shown, &format));
    html! { <Stage {id} class="plot-stage" {described_by} {draw} /> }
}

fn drawing(room: Room, shown: &Histogram, format: &Format) -> Option<(f64, Html)> {
    let plot = Plot::new(room, shown.slices.len(), (0.0, highest(&shown.slices, shown.band)))?;
    let mut all = vec![chance(&plot, shown.band), plot.rungs(Measure::Share, format)];
    all.extend(shown.slices.iter().enumerate().map(|(column, slice)| drawn(&plot, column, slice)));
    all.push(group("chance", "", shown.band.map(|end| plot.across(end)).to_vec()));
    all.push(plot.level(shown.expected, ""));
    all.extend(places(&plot, shown.places));
    Some((plot.height(), all.into_iter().collect()))
}

/// The highest that is shown, and a little more.
fn highest(slices: &[Slice], band: [f64; 2]) -> f64 {
    1.08 * slices.iter().map(|slice| slice.share).fold(band[1], f64::max)
}

fn drawn(plot: &Plot, column: usize, slice: &Slice) -> Html {
    let width = plot.width() * (1.0 - GAP);
    let (left, top) = (plot.middle(column) - width / 2.0, plot.y(slice.share));
    let class = if slice.is_out { "slice out" } else { "slice" };
    group(class, &slice.said, vec![bar("", (left, top), (width, plot.bottom() - top))])
}

/// The ground on which bars end that chance explains.
fn chance(plot: &Plot, [low, high]: [f64; 2]) -> Html {
    let (top, bottom) = (plot.y(high), plot.y(low));
    bar("chance-ground", (plot.left(), top), (plot.right() - plot.left(), bottom - top))
}

fn places(plot: &Plot, names: [&'static str; 3]) -> [Html; 3] {
    let y = plot.bottom() + 16.0 * plot.letters();
    let [left, middle, right] = names;
    [
        words((plot.left(), y), "start", left),
        words((plot.left().midpoint(plot.right()), y), "middle", middle),
        words((plot.right(), y), "end", right),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_holds_the_highest_bar_and_the_band() {
        let slice = |share| Slice { share, is_out: false, said: String::new() };
        assert!(highest(&[slice(0.04), slice(0.09)], [0.03, 0.07]) > 0.09);
        assert!(highest(&[slice(0.04)], [0.0, 0.15]) > 0.15);
    }
}
