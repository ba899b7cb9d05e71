//! Where things lie in the fan chart: its borders, its scales, its marks.

use super::calendar_ticks::calendar_ticks;
use super::room::Room;
use super::scale::{Scale, Ticks, ticks};
use chrono::NaiveDate;
use paridad_engine::time::day;

/// Pixels kept free at the left, for the rates, where letters have the usual size.
const LEFT: f64 = 46.0;
/// Pixels kept free at the right, for the bands' labels.
const RIGHT: f64 = 44.0;
/// Pixels kept free above.
pub(super) const TOP: f64 = 14.0;
/// Pixels kept free below, for the days.
const BOTTOM: f64 = 28.0;

/// The least share of the width that the future has.
const FUTURE: f64 = 0.4;

/// What is shown: its days, among them the one between what is known and what is expected, and its rates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Extent {
    /// The first day.
    pub(crate) first: NaiveDate,
    /// The day between what is known and what is expected.
    pub(crate) origin: NaiveDate,
    /// The last day.
    pub(crate) last: NaiveDate,
    /// The lowest and the highest rate.
    pub(crate) rates: (f64, f64),
}

/// The geometry of a fan chart.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Frame {
    /// The room that it has.
    pub(crate) room: Room,
    extent: Extent,
    rates: (f64, f64),
    past: Scale,
    future: Scale,
    y: Scale,
}

impl Frame {
    /// The geometry that shows an extent whole; none while there is no room. Where the future would be narrow, the past is drawn closer.
    pub(crate) fn new(room: Room, extent: Extent) -> Option<Self> {
        let (left, right) = (LEFT * room.letters, room.width - RIGHT * room.letters);
        if right < left + 40.0 || room.height < 80.0 {
            return None;
        }
        let (low, high) = extent.rates;
        let margin = 0.04 * (high - low).max(1e-6);
        let rates = (low - margin, high + margin);
        let [first, origin, last] = [extent.first, extent.origin, extent.last].map(position);
        let share = if last > first { (last - origin) / (last - first) } else { 0.0 };
        let share = if share > 0.0 { share.max(FUTURE) } else { 0.0 };
        let break_at = right - share * (right - left);
        Some(Self {
            room,
            extent,
            rates,
            past: Scale::new((first, origin), (left, break_at)),
            future: Scale::new((origin, last), (break_at, right)),
            y: Scale::new(rates, (room.height - BOTTOM * room.letters, TOP)),
        })
    }

    /// Where a day lies.
    pub(crate) fn x(&self, day: NaiveDate) -> f64 {
        let scale = if day > self.extent.origin { &self.future } else { &self.past };
        scale.at(position(day))
    }

    /// Where a rate lies.
    pub(crate) fn y(&self, rate: f64) -> f64 {
        self.y.at(rate)
    }

    /// Where what is known ends.
    pub(crate) fn origin(&self) -> f64 {
        self.x(self.extent.origin)
    }

    /// The left border of what is drawn.
    pub(crate) fn left(&self) -> f64 {
        LEFT * self.room.letters
    }

    /// The right border of what is drawn.
    pub(crate) fn right(&self) -> f64 {
        self.room.width - RIGHT * self.room.letters
    }

    /// The lower border of what is drawn.
    pub(crate) fn bottom(&self) -> f64 {
        self.room.height - BOTTOM * self.room.letters
    }

    /// The rates to mark.
    pub(crate) fn rate_ticks(&self) -> Ticks {
        let most = if self.room.height < 300.0 { 5 } else { 7 };
        ticks(self.rates.0, self.rates.1, most)
    }

    /// The days to mark, about 80 pixels apart, of the past and of the future.
    pub(crate) fn day_ticks(&self) -> Vec<NaiveDate> {
        let Extent { first, origin, last, .. } = self.extent;
        let middle = self.origin();
        let most = |pixels: f64| {
            let room = pixels / (80.0 * self.room.letters);
            (1_usize..14).take_while(|count| *count as f64 <= room).last().unwrap_or(1)
        };
        let mut days = calendar_ticks(first, origin, most(middle - self.left()));
        days.extend(calendar_ticks(origin, last, most(self.right() - middle)));
        days
    }
}

fn position(at: NaiveDate) -> f64 {
    f64::from(day::number(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extent(first: &str, last: &str) -> Extent {
        let day = |text: &str| text.parse().unwrap();
        Extent { first: day(first), origin: day("2026-10-30"), last: day(last), rates: (14.0, 25.0) }
    }

    fn room(width: f64) -> Room {
        Room { width, height: 300.0, letters: 1.0 }
    }

    #[test]
    fn everything_lies_within_the_borders() {
        let extent = extent("2025-10-30", "2027-10-25");
        let frame = Frame::new(room(320.0), extent).unwrap();
        assert_eq!((frame.x(extent.first), frame.x(extent.last)), (frame.left(), frame.right()));
        for rate in [14.0, 18.0, 25.0] {
            assert!((TOP..=frame.bottom()).contains(&frame.y(rate)));
        }
        assert!(frame.day_ticks().len() >= 2);
        assert!(frame.rate_ticks().values.len() >= 3);
    }

    #[test]
    fn the_future_has_two_fifths_however_long_the_past_is() {
        let frame = Frame::new(room(890.0), extent("2008-01-02", "2026-11-06")).unwrap();
        let share = (frame.right() - frame.origin()) / (frame.right() - frame.left());
        assert!((share - 0.4).abs() < 1e-12, "{share}");
        let frame = Frame::new(room(890.0), extent("2026-09-30", "2027-10-25")).unwrap();
        assert!((frame.right() - frame.origin()) / (frame.right() - frame.left()) > 0.9);
    }

    #[test]
    fn without_room_there_is_no_frame() {
        assert_eq!(Frame::new(Room::default(), extent("2025-10-30", "2027-10-25")), None);
    }
}
