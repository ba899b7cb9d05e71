//! Marks on an axis of days, in lanes.

use super::calendar_ticks::calendar_ticks;
use super::room::Room;
use super::scale::Scale;
use super::shape::{dot, group, line, words};
use super::stage::Stage;
use crate::format::Format;
use crate::locale::Locale;
use chrono::{Datelike, NaiveDate};
use paridad_engine::time::day;
use std::rc::Rc;
use yew::prelude::*;

/// A mark.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mark {
    /// Its day.
    pub(crate) day: NaiveDate,
    /// Its lane.
    pub(crate) lane: usize,
    /// Which of two kinds it is: the first is round, the second a diamond.
    pub(crate) is_second: bool,
    /// What it says, for whoever points at it.
    pub(crate) said: String,
}

/// What the time line shows.
#[derive(Debug)]
pub(crate) struct Timeline {
    /// The first and the last day.
    pub(crate) days: [NaiveDate; 2],
    /// What the lanes are called.
    pub(crate) lanes: Vec<String>,
    /// The marks.
    pub(crate) marks: Vec<Mark>,
}

/// Pixels of a lane, its name above its line included.
const LANE: f64 = 46.0;
/// Pixels from the top of a lane to its line.
const LINE: f64 = 32.0;
/// Pixels below the lanes, for the years.
const FOOT: f64 = 26.0;
/// Pixels at both sides, so that a mark and a year fit there.
const SIDE: f64 = 14.0;
/// Pixels between two marked days.
const APART: f64 = 64.0;

/// Where things lie.
struct Layout {
    room: Room,
    x: Scale,
    lanes: usize,
}

impl Layout {
    fn new(room: Room, days: [NaiveDate; 2], lanes: usize) -> Option<Self> {
        let (left, right) = (SIDE, room.width - SIDE);
        let [first, last] = days.map(position);
        let x = Scale::new((first, last), (left, right));
        (right > left + 80.0).then_some(Self { room, x, lanes })
    }

    fn x(&self, day: NaiveDate) -> f64 {
        self.x.at(position(day))
    }

    fn line(&self, lane: usize) -> f64 {
        (lane as f64 * LANE + LINE) * self.room.letters
    }

    fn bottom(&self) -> f64 {
        self.lanes as f64 * LANE * self.room.letters
    }

    fn height(&self) -> f64 {
        self.bottom() + FOOT * self.room.letters
    }

    fn years(&self, [first, last]: [NaiveDate; 2]) -> Vec<NaiveDate> {
        let room = (self.room.width - 2.0 * SIDE) / (APART * self.room.letters);
        let most = (1_usize..20).take_while(|count| *count as f64 <= room).last().unwrap_or(1);
        calendar_ticks(first, last, most)
    }
}

fn position(at: NaiveDate) -> f64 {
    f64::from(day::number(at))
}

/// The time line; the element of `described_by` says in words what it shows.
pub(crate) fn timeline(id: &'static str, described_by: String, shown: Timeline, locale: &Locale) -> Html {
    let format = Rc::clone(&locale.format);
    let draw = Callback::from(move |room| drawing(room, &shown, &format));
    html! { <Stage {id} class="time-stage" {described_by} {draw} /> }
}

fn drawing(room: Room, shown: &Timeline, format: &Format) -> Option<(f64, Html)> {
    let layout = Layout::new(room, shown.days, shown.lanes.len())?;
    let bottom = layout.bottom();
    let year = |day: NaiveDate| {
        let x = layout.x(day);
        let name = if day.month0() == 0 { day.year().to_string() } else { format.month(day) };
        let name = words((x, bottom + 17.0 * room.letters), "middle", &name);
        group("tick", "", vec![line((x, 0.0), (x, bottom)), name])
    };
    let mut all = vec![group("axes", "", layout.years(shown.days).into_iter().map(year).collect())];
    all.extend(shown.lanes.iter().enumerate().map(|(lane, name)| {
        let y = layout.line(lane);
        group("lane", "", vec![line((0.0, y), (room.width, y)), words((0.0, y - 14.0), "start", name)])
    }));
    all.extend(shown.marks.iter().map(|mark| {
        let at = (layout.x(mark.day), layout.line(mark.lane));
        group("alarm", &mark.said, vec![dot(at, 5.5, mark.is_second)])
    }));
    Some((layout.height(), all.into_iter().collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days() -> [NaiveDate; 2] {
        ["2008-03-31", "2026-10-30"].map(|text| text.parse().unwrap())
    }

    #[test]
    fn the_first_and_the_last_day_lie_within_the_borders_and_lanes_below_each_other() {
        let room = Room { width: 300.0, height: 0.0, letters: 1.0 };
        let layout = Layout::new(room, days(), 2).unwrap();
        let [first, last] = days().map(|day| layout.x(day));
        assert_eq!((first, last), (SIDE, 300.0 - SIDE));
        assert!(layout.line(1) - layout.line(0) >= LANE && layout.line(1) < layout.bottom());
        let years = layout.years(days());
        assert!((2..=4).contains(&years.len()), "{years:?}");
    }

    #[test]
    fn without_room_there_is_no_time_line() {
        assert!(Layout::new(Room::default(), days(), 2).is_none());
    }
}
