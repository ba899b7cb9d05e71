//! The geometry that charts of columns share: so many columns side by side over one scale of values.

use super::room::Room;
use super::scale::{Scale, ticks};
use super::shape::{group, line, words};
use crate::format::Format;
use yew::prelude::*;

/// Pixels kept free at the left, for the values, where letters have the usual size.
const LEFT: f64 = 42.0;
/// Pixels kept free at the right, for what lines are called.
const RIGHT: f64 = 38.0;
/// Pixels kept free above.
const TOP: f64 = 8.0;
/// Pixels kept free below, for the names of the columns: two rows of them where they stand close.
const BOTTOM: f64 = 36.0;
/// A name stands beside the next one where its column is at least so wide.
const NAME: f64 = 46.0;

/// How values are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Measure {
    /// As shares, in percent.
    Share,
    /// As they are.
    Ratio,
}

impl Measure {
    fn written(self, value: f64, digits: usize, format: &Format) -> String {
        match self {
            Self::Share => format!("{} %", format.number(100.0 * value, digits.saturating_sub(2))),
            Self::Ratio => format.number(value, digits),
        }
    }
}

/// Columns over a scale of values.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Plot {
    room: Room,
    columns: usize,
    range: (f64, f64),
    y: Scale,
}

impl Plot {
    /// So many columns over a range of values; none while there is no room or nothing to show.
    pub(super) fn new(room: Room, columns: usize, range: (f64, f64)) -> Option<Self> {
        let bottom = room.height - BOTTOM * room.letters;
        let has_room = room.width > (LEFT + RIGHT + 60.0) * room.letters && bottom > TOP + 40.0;
        let y = Scale::new(range, (bottom, TOP));
        (has_room && columns > 0).then_some(Self { room, columns, range, y })
    }

    /// The left border of what is drawn.
    pub(super) fn left(&self) -> f64 {
        LEFT * self.room.letters
    }

    /// The right border.
    pub(super) fn right(&self) -> f64 {
        self.room.width - RIGHT * self.room.letters
    }

    /// The lower border.
    pub(super) fn bottom(&self) -> f64 {
        self.room.height - BOTTOM * self.room.letters
    }

    /// How wide a column is.
    pub(super) fn width(&self) -> f64 {
        (self.right() - self.left()) / self.columns as f64
    }

    /// The middle of a column.
    pub(super) fn middle(&self, column: usize) -> f64 {
        self.left() + (column as f64 + 0.5) * self.width()
    }

    /// Where a value lies; one beyond the scale lies at its end.
    pub(super) fn y(&self, value: f64) -> f64 {
        self.y.at(value.clamp(self.range.0, self.range.1))
    }

    /// How large letters are.
    pub(super) fn letters(&self) -> f64 {
        self.room.letters
    }

    /// Where the name of a column is written: every other one lower where they would touch.
    pub(super) fn name_line(&self, column: usize) -> f64 {
        let is_lower = self.width() < NAME * self.letters() && column % 2 == 1;
        self.bottom() + (if is_lower { 31.0 } else { 16.0 }) * self.letters()
    }

    /// How high the drawing is.
    pub(super) fn height(&self) -> f64 {
        self.room.height
    }

    /// A line across at a value.
    pub(super) fn across(&self, value: f64) -> Html {
        let y = self.y(value);
        line((self.left(), y), (self.right(), y))
    }

    /// Round values, each with a line across.
    pub(super) fn rungs(&self, measure: Measure, format: &Format) -> Html {
        let marks = ticks(self.range.0, self.range.1, 6);
        let rung = |value: &f64| {
            let written = measure.written(*value, marks.digits, format);
            let name = words((self.left() - 6.0, self.y(*value) + 4.0), "end", &written);
            group("tick", "", vec![self.across(*value), name])
        };
        group("axes", "", marks.values.iter().map(rung).collect())
    }

    /// A line across at a value, named at its right end.
    pub(super) fn level(&self, value: f64, name: &str) -> Html {
        let name = words((self.right() + 5.0, self.y(value) + 4.0), "start", name);
        group("level", "", vec![self.across(value), name])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot(width: f64) -> Plot {
        Plot::new(Room { width, height: 240.0, letters: 1.0 }, 8, (0.6, 1.0)).unwrap()
    }

    #[test]
    fn columns_fill_the_room_and_values_the_height() {
        let plot = plot(480.0);
        assert_eq!(plot.middle(0) - plot.left(), plot.right() - plot.middle(7));
        assert!((plot.middle(1) - plot.middle(0) - plot.width()).abs() < 1e-9);
        assert_eq!((plot.y(0.6), plot.y(1.0)), (plot.bottom(), TOP));
        assert_eq!(
            (plot.y(0.1), plot.y(7.0)),
            (plot.bottom(), TOP),
            "what lies beyond is drawn at the border"
        );
    }

    #[test]
    fn names_that_would_touch_stand_in_two_rows() {
        let (wide, narrow) = (plot(480.0), plot(272.0));
        assert_eq!(wide.name_line(0), wide.name_line(1));
        assert!(narrow.name_line(1) > narrow.name_line(0));
        assert!(narrow.name_line(1) <= 240.0);
    }

    #[test]
    fn without_room_or_columns_there_is_no_plot() {
        assert_eq!(Plot::new(Room::default(), 8, (0.0, 1.0)), None);
        assert_eq!(Plot::new(Room { width: 480.0, height: 240.0, letters: 1.0 }, 0, (0.0, 1.0)), None);
    }
}
