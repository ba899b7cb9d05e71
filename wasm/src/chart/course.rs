//! Shares over days, against what they should be and how far chance alone may take them.

use super::calendar_ticks::calendar_ticks;
use super::path::line as path;
use super::plot::{Measure, Plot};
use super::room::Room;
use super::scale::Scale;
use super::shape::{bar, group, line, words};
use super::stage::Stage;
use crate::format::Format;
use crate::locale::Locale;
use chrono::NaiveDate;
use paridad_engine::time::day;
use std::rc::Rc;
use yew::prelude::*;

/// A share over days.
#[derive(Debug)]
pub(crate) struct Course {
    /// A share for each day.
    pub(crate) shares: Vec<f64>,
    /// What it should be.
    pub(crate) expected: f64,
    /// What that is called.
    pub(crate) name: String,
    /// From where to where chance may take it.
    pub(crate) band: [f64; 2],
}

/// The chart; the element of `described_by` says in words what it shows. Each course has a share for each day.
pub(crate) fn course_chart(
    id: &'static str,
    described_by: String,
    (days, courses): (Vec<NaiveDate>, [Course; 2]),
    locale: &Locale,
) -> Html {
    let format = Rc::clone(&locale.format);
    let draw = Callback::from(move |room| drawing(room, &days, &courses, &format));
    html! { <Stage {id} class="plot-stage" {described_by} {draw} /> }
}

fn drawing(room: Room, days: &[NaiveDate], courses: &[Course; 2], format: &Format) -> Option<(f64, Html)> {
    let (first, last) = (*days.first()?, *days.last()?);
    let plot = Plot::new(room, 1, range(courses))?;
    let x = Scale::new((position(first), position(last)), (plot.left(), plot.right()));
    let ground = |course: &Course| {
        let [top, bottom] = [plot.y(course.band[1]), plot.y(course.band[0])];
        bar("chance-ground", (plot.left(), top), (plot.right() - plot.left(), bottom - top))
    };
    let mark = |day: NaiveDate| {
        let x = x.at(position(day));
        let name = words((x, plot.bottom() + 16.0 * room.letters), "middle", &format.month(day));
        group("tick", "", vec![line((x, plot.bottom()), (x, plot.bottom() + 4.0)), name])
    };
    let drawn = |course: &Course| {
        let points =
            days.iter().zip(&course.shares).map(|(day, share)| (x.at(position(*day)), plot.y(*share)));
        group("course", "", vec![html! { <path d={path(points)} /> }])
    };
    let mut all: Vec<Html> = courses.iter().map(ground).collect();
    all.push(plot.rungs(Measure::Share, format));
    all.extend(courses.iter().map(|course| plot.level(course.expected, &course.name)));
    all.extend(courses.iter().map(drawn));
    all.extend(calendar_ticks(first, last, 5).into_iter().map(mark));
    Some((plot.height(), all.into_iter().collect()))
}

/// From the lowest share or band to the highest, and a little more.
fn range(courses: &[Course]) -> (f64, f64) {
    let all = courses.iter().flat_map(|course| course.shares.iter().chain(&course.band));
    let (low, high) =
        all.fold((f64::MAX, f64::MIN), |(low, high), share| (low.min(*share), high.max(*share)));
    ((low - 0.01).max(0.0), (high + 0.01).min(1.0))
}

fn position(at: NaiveDate) -> f64 {
    f64::from(day::number(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_holds_every_share_and_both_bands() {
        let course = |shares: &[f64], expected: f64, band| Course {
            shares: shares.to_vec(),
            expected,
            name: String::new(),
            band,
        };
        let courses = [course(&[0.7, 0.81], 0.8, [0.75, 0.85]), course(&[0.96], 0.95, [0.92, 0.98])];
        let (low, high) = range(&courses);
        assert!((low - 0.69).abs() < 1e-12 && (high - 0.99).abs() < 1e-12, "{low} {high}");
        assert_eq!(range(&[course(&[1.0], 0.95, [0.9, 1.0])]).1, 1.0);
    }
}
