//! Scales from values to pixels, and the ticks along them.

use chrono::{Datelike, Months, NaiveDate};

/// A linear scale from values to pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    values: (f64, f64),
    pixels: (f64, f64),
}

/// A value with what is written beside it.
pub(super) type Tick = (f64, String);

impl Scale {
    /// The scale that puts the two values at the two pixels.
    pub(super) fn new(values: (f64, f64), pixels: (f64, f64)) -> Self {
        Self { values, pixels }
    }

    /// The scale along which all values lie, with a little room at either end.
    pub(super) fn around(values: impl Iterator<Item = f64>, pixels: (f64, f64)) -> Self {
        let (low, high) = values
            .filter(|value| value.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        let (low, high) = if low < high { (low, high) } else { (low.min(0.0), low.min(0.0) + 1.0) };
        let room = 0.04 * (high - low);
        Self::new((low - room, high + room), pixels)
    }

    /// The pixel of a value.
    pub(super) fn at(&self, value: f64) -> f64 {
        let ((from, to), (left, right)) = (self.values, self.pixels);
        left + (right - left) * (value - from) / (to - from)
    }

    /// Both ends, in pixels.
    pub(super) fn ends(&self) -> (f64, f64) {
        self.pixels
    }

    /// Round values on the scale, `most` at most.
    pub(super) fn ticks(&self, most: usize) -> Vec<Tick> {
        let (from, to) = self.values;
        let least = (to - from) / most as f64;
        let power = 10_f64.powf(least.log10().floor());
        let round = [1.0, 2.0, 5.0, 10.0].map(|step| step * power);
        let step = round.into_iter().find(|step| *step >= least).unwrap_or(least);
        let digits = if step < 1.0 { decimals(step) } else { 0 };
        let first = (from / step).ceil();
        let values = (0..=most).map(|index| (first + index as f64) * step);
        values.filter(|value| *value <= to).map(|value| (value, format!("{value:.digits$}"))).collect()
    }
}

/// How many digits after the point show a step below one.
fn decimals(step: f64) -> usize {
    (0..12).find(|digits| step * 10_f64.powi(*digits) > 0.999).map_or(12, i32::unsigned_abs) as usize
}

/// A day as a value.
pub(super) fn day(day: NaiveDate) -> f64 {
    f64::from(day.num_days_from_ce())
}

/// How many months may lie between two ticks.
const MONTHS: [u32; 8] = [1, 2, 3, 6, 12, 24, 60, 120];

/// First days of months or of years between two days, `most` at most.
pub(super) fn day_ticks(from: NaiveDate, to: NaiveDate, most: usize) -> Vec<Tick> {
    let every = |step: u32| -> Vec<NaiveDate> {
        let start = NaiveDate::from_ymd_opt(from.year() - from.year().rem_euclid(10), 1, 1).unwrap_or(from);
        let days = (0..).map_while(|index: u32| start.checked_add_months(Months::new(index * step)));
        days.take_while(|day| *day <= to).filter(|day| *day >= from).collect()
    };
    let fits = |step: &u32| every(*step).len() <= most;
    let step = MONTHS.into_iter().find(fits).unwrap_or(MONTHS[MONTHS.len() - 1]);
    let format = if step < 12 { "%b %Y" } else { "%Y" };
    every(step).into_iter().map(|tick| (day(tick), tick.format(format).to_string())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(ticks: Vec<Tick>) -> Vec<String> {
        ticks.into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn ticks_are_round_and_few() {
        let ticks = |from, to| labels(Scale::new((from, to), (0.0, 100.0)).ticks(5));
        assert_eq!(ticks(0.962, 1.043), ["0.98", "1.00", "1.02", "1.04"]);
        assert_eq!(ticks(-3.0, 41.0), ["0", "10", "20", "30", "40"]);
        assert_eq!(ticks(0.0, 1.0), ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
    }

    #[test]
    fn a_scale_has_room_for_all_and_is_never_empty() {
        let scale = Scale::around([1.0, f64::NAN, 3.0].into_iter(), (0.0, 100.0));
        assert!(scale.at(1.0) > 0.0 && scale.at(3.0) < 100.0);
        assert!(Scale::around([2.0].into_iter(), (0.0, 100.0)).at(2.0).is_finite());
        assert!(Scale::around(std::iter::empty(), (0.0, 100.0)).at(0.5).is_finite());
    }

    #[test]
    fn days_are_marked_by_months_or_years() {
        let ticks = |from: &str, to: &str| labels(day_ticks(from.parse().unwrap(), to.parse().unwrap(), 7));
        assert_eq!(ticks("2025-10-30", "2026-10-30")[..2], ["Nov 2025", "Jan 2026"]);
        assert_eq!(
            ticks("2012-01-02", "2026-10-30"),
            ["2014", "2016", "2018", "2020", "2022", "2024", "2026"]
        );
    }
}
