//! Where things lie in the fan chart: its borders, its scales, its marks.

use super::calendar_ticks::calendar_ticks;
use super::scale::{Scale, Ticks, ticks};
use super::steps::Step;
use chrono::NaiveDate;
use paridad_engine::time::day;
use paridad_wire::Point;

/// Pixels kept free at the left, for the rates.
pub(super) const LEFT: f64 = 46.0;
/// Pixels kept free at the right, for the bands' labels.
const RIGHT: f64 = 44.0;
/// Pixels kept free above.
pub(super) const TOP: f64 = 14.0;
/// Pixels kept free below, for the days.
const BOTTOM: f64 = 28.0;

/// The geometry of a fan chart.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Frame {
    /// The whole width.
    pub(crate) width: f64,
    /// The whole height.
    pub(crate) height: f64,
    days: (NaiveDate, NaiveDate),
    rates: (f64, f64),
    x: Scale,
    y: Scale,
}

impl Frame {
    /// The geometry that shows a history and some fans whole; none while there is nothing to show or no room.
    pub(crate) fn new(width: f64, history: &[Point], fans: &[&[Step]]) -> Option<Self> {
        if width < LEFT + RIGHT + 40.0 {
            return None;
        }
        let steps = || fans.iter().flat_map(|steps| steps.iter());
        let days = || history.iter().map(|point| point.day).chain(steps().map(|step| step.day));
        let days = (days().min()?, days().max()?);
        let values = history.iter().map(|point| point.value);
        let values = values.chain(steps().flat_map(|step| [step.bands[0].0, step.bands[0].1]));
        let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), x| (low.min(x), high.max(x)));
        let margin = 0.04 * (high - low).max(1e-6);
        let rates = (low - margin, high + margin);
        let height = (0.46 * width).clamp(260.0, 420.0);
        Some(Self {
            width,
            height,
            days,
            rates,
            x: Scale::new((position(days.0), position(days.1)), (LEFT, width - RIGHT)),
            y: Scale::new(rates, (height - BOTTOM, TOP)),
        })
    }

    /// Where a day lies.
    pub(crate) fn x(&self, day: NaiveDate) -> f64 {
        self.x.at(position(day))
    }

    /// Where a rate lies.
    pub(crate) fn y(&self, rate: f64) -> f64 {
        self.y.at(rate)
    }

    /// The right border of what is drawn.
    pub(crate) fn right(&self) -> f64 {
        self.width - RIGHT
    }

    /// The lower border of what is drawn.
    pub(crate) fn bottom(&self) -> f64 {
        self.height - BOTTOM
    }

    /// The rates to mark.
    pub(crate) fn rate_ticks(&self) -> Ticks {
        ticks(self.rates.0, self.rates.1, 6)
    }

    /// The days to mark, about 80 pixels apart.
    pub(crate) fn day_ticks(&self) -> Vec<NaiveDate> {
        let room = (self.right() - LEFT) / 80.0;
        let most = (2_usize..14).take_while(|count| *count as f64 <= room).last().unwrap_or(2);
        calendar_ticks(self.days.0, self.days.1, most)
    }
}

fn position(at: NaiveDate) -> f64 {
    f64::from(day::number(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(text: &str, value: f64) -> Point {
        Point { day: text.parse().unwrap(), value }
    }

    #[test]
    fn everything_lies_within_the_borders() {
        let history = [point("2025-10-30", 19.0), point("2026-10-30", 18.0)];
        let day = "2027-10-25".parse().unwrap();
        let fan = [Step { horizon: 252, day, point: 18.5, bands: [(14.0, 25.0); 3] }];
        let frame = Frame::new(320.0, &history, &[&fan]).unwrap();
        assert_eq!(frame.x(history[0].day), LEFT);
        assert_eq!(frame.x(day), frame.right());
        for rate in [14.0, 18.0, 25.0] {
            assert!((TOP..=frame.bottom()).contains(&frame.y(rate)));
        }
        assert!(frame.day_ticks().len() >= 2);
        assert!(frame.rate_ticks().values.len() >= 3);
    }

    #[test]
    fn without_room_or_data_there_is_no_frame() {
        assert_eq!(Frame::new(0.0, &[point("2026-10-30", 18.0)], &[]), None);
        assert_eq!(Frame::new(800.0, &[], &[]), None);
    }
}
