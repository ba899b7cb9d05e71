//! Dots over columns, each with a whisker for what chance leaves open, against lines for what is expected.

use super::plot::{Measure, Plot};
use super::room::Room;
use super::shape::{bar, dot as shape, group, line, words};
use super::stage::Stage;
use crate::format::Format;
use crate::locale::Locale;
use std::rc::Rc;
use yew::prelude::*;

/// A dot.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Dot {
    /// Its column.
    pub(crate) column: usize,
    /// Which of two it is where a column has two: the first is round, the second a diamond.
    pub(crate) is_second: bool,
    /// Where it lies.
    pub(crate) value: f64,
    /// From where to where it may lie by chance.
    pub(crate) ends: Option<[f64; 2]>,
    /// Whether it is filled, or hollow.
    pub(crate) is_filled: bool,
    /// What it says, for whoever points at it.
    pub(crate) said: String,
}

/// What the chart shows.
#[derive(Debug)]
pub(crate) struct Dots {
    /// What the columns are called.
    pub(crate) columns: Vec<String>,
    /// The column that is looked at.
    pub(crate) chosen: Option<usize>,
    /// What lies in them.
    pub(crate) all: Vec<Dot>,
    /// What is expected, each with its name.
    pub(crate) levels: Vec<(f64, String)>,
    /// How values are written.
    pub(crate) measure: Measure,
}

/// Pixels from the middle of a column to each of two dots.
const APART: f64 = 6.0;
/// Pixels from a dot's middle to its border.
const RADIUS: f64 = 4.5;
/// Pixels from the middle of a column to the border of its mark.
const MARK: f64 = 16.0;

/// The chart; the element of `described_by` says in words what it shows.
pub(crate) fn dot_chart(id: &'static str, described_by: String, dots: Dots, locale: &Locale) -> Html {
    let format = Rc::clone(&locale.format);
    let draw = Callback::from(move |room| drawing(room, &dots, &format));
    html! { <Stage {id} class="plot-stage" {described_by} {draw} /> }
}

fn drawing(room: Room, shown: &Dots, format: &Format) -> Option<(f64, Html)> {
    let expected: Vec<f64> = shown.levels.iter().map(|(value, _)| *value).collect();
    let plot = Plot::new(room, shown.columns.len(), range(&shown.all, &expected, shown.measure))?;
    let has_two = shown.all.iter().any(|dot| dot.is_second);
    let mut all: Vec<Html> = shown.chosen.into_iter().map(|column| mark(&plot, column)).collect();
    all.push(plot.rungs(shown.measure, format));
    all.extend(shown.levels.iter().map(|(value, name)| plot.level(*value, name)));
    all.extend(shown.all.iter().map(|dot| drawn(&plot, dot, place(&plot, dot, has_two))));
    all.extend(shown.columns.iter().enumerate().map(|(column, name)| {
        let class = if shown.chosen == Some(column) { "column-name chosen" } else { "column-name" };
        group(class, "", vec![words((plot.middle(column), plot.name_line(column)), "middle", name)])
    }));
    Some((plot.height(), all.into_iter().collect()))
}

/// From the lowest to the highest that is shown, and a little more.
fn range(dots: &[Dot], expected: &[f64], measure: Measure) -> (f64, f64) {
    let ends = dots.iter().flat_map(|dot| dot.ends.unwrap_or([dot.value; 2]));
    let all = ends.chain(dots.iter().map(|dot| dot.value)).chain(expected.iter().copied());
    let (low, high) = all.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
    let margin = 0.05 * (high - low).max(1e-6);
    match measure {
        Measure::Share => ((low - margin).max(0.0), (high + margin).min(1.0)),
        Measure::Ratio => (low - margin, high + margin),
    }
}

/// Where a dot stands: beside the middle where its column has two.
fn place(plot: &Plot, dot: &Dot, has_two: bool) -> f64 {
    let aside = APART.min(plot.width() / 4.0);
    let shift = if has_two { if dot.is_second { aside } else { -aside } } else { 0.0 };
    plot.middle(dot.column) + shift
}

fn mark(plot: &Plot, column: usize) -> Html {
    let half = MARK.min(plot.width() / 2.0);
    bar("chosen-column", (plot.middle(column) - half, 0.0), (2.0 * half, plot.bottom()))
}

fn drawn(plot: &Plot, dot: &Dot, x: f64) -> Html {
    let class = match (dot.is_second, dot.is_filled) {
        (false, false) => "dot hollow",
        (true, _) => "dot second",
        (false, true) => "dot",
    };
    let whisker = dot.ends.map(|[low, high]| line((x, plot.y(low)), (x, plot.y(high))));
    let shape = shape((x, plot.y(dot.value)), RADIUS, dot.is_second);
    group(class, &dot.said, whisker.into_iter().chain([shape]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::room::Room;

    fn dot(value: f64, ends: Option<[f64; 2]>, is_second: bool) -> Dot {
        Dot { column: 0, is_second, value, ends, is_filled: true, said: String::new() }
    }

    #[test]
    fn the_scale_holds_every_whisker_and_line_and_no_share_beyond_all() {
        let dots = [dot(0.8, Some([0.6, 0.93]), false), dot(0.95, None, true)];
        let (low, high) = range(&dots, &[0.8, 0.95], Measure::Share);
        assert!(low < 0.6 && low > 0.5 && high > 0.95 && high <= 1.0, "{low} {high}");
        let (low, high) = range(&[dot(0.99, None, false)], &[1.0], Measure::Ratio);
        assert!(low < 0.99 && high > 1.0);
        assert_eq!(range(&[dot(1.0, None, false)], &[0.8], Measure::Share).1, 1.0);
    }

    #[test]
    fn two_dots_of_a_column_stand_side_by_side_and_one_in_its_middle() {
        let plot = Plot::new(Room { width: 480.0, height: 240.0, letters: 1.0 }, 8, (0.0, 1.0)).unwrap();
        let [first, second] = [false, true].map(|is_second| dot(0.5, None, is_second));
        let x = plot.middle(0);
        assert_eq!((place(&plot, &first, true), place(&plot, &second, true)), (x - APART, x + APART));
        assert_eq!(place(&plot, &first, false), x);
    }
}
