//! What is measured of each origin before anything is forecast: moments, scales and paces.

use crate::data::panel::Panel;
use crate::experts::spread::Scales;
use crate::features::moments::Moments;
use crate::features::pace::Pace;
use crate::features::regime::{Regime, RegimeGauge};
use crate::features::scale::Scale;
use crate::features::spread::{CalendarMark, SpreadFeatureKind};
use crate::recipe::Recipe;
use crate::time::calendar::Calendar;
use crate::time::horizon::Horizon;
use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// Running measures of the target and of the rates beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Gauges {
    pub(crate) moments: Moments,
    pub(crate) scale: Scale,
    /// One for each measure of [`Recipe::paced`], the target's first.
    paces: Vec<Pace>,
    /// All squared daily returns, in sum.
    pub(crate) squares: f64,
    regimes: RegimeGauge,
}

impl Gauges {
    pub(crate) fn new(recipe: &Recipe) -> Self {
        Self {
            moments: Moments::new(recipe.features.len()),
            scale: Scale::default(),
            paces: vec![Pace::default(); recipe.paced().len()],
            squares: 0.0,
            regimes: RegimeGauge::default(),
        }
    }

    /// Whether these are the gauges of a recipe.
    pub(crate) fn fits(&self, recipe: &Recipe) -> bool {
        self.paces.len() == recipe.paced().len() && self.moments.features() == recipe.features.len()
    }

    /// Takes in the return of a day, over `days` publication days.
    pub(crate) fn learn_return(&mut self, r: f64, days: usize, recipe: &Recipe) {
        self.scale.learn(r, days, &recipe.scale);
        self.squares += r * r;
    }

    /// Takes in where all paced rates stand on a day.
    pub(crate) fn learn_paces(&mut self, recipe: &Recipe, panel: &Panel, day: NaiveDate) {
        for (pace, measure) in self.paces.iter_mut().zip(recipe.paced()) {
            if let Some(log) = panel.latest_log(measure, day) {
                pace.learn(log);
            }
        }
    }

    /// The daily scale against which learned scales are measured.
    pub(crate) fn reference(&self) -> f64 {
        self.paces[0].reference()
    }

    /// The running scales of a move over a horizon.
    pub(crate) fn scales(&self, horizon: Horizon, recipe: &Recipe) -> Scales {
        Scales {
            fast: self.scale.fast_deviation() * horizon.root(),
            reverting: self.scale.deviation(horizon, &recipe.scale),
        }
    }

    /// The regime at an origin, by all before it; then takes the origin in.
    pub(crate) fn regime(&mut self) -> Regime {
        let volatility = self.scale.fast_deviation();
        let regime = self.regimes.regime(volatility);
        self.regimes.learn(volatility);
        regime
    }

    /// The features of the spread at an origin; what cannot be computed is zero, as where nothing is unusual.
    pub(crate) fn spread_row(&self, recipe: &Recipe, day: NaiveDate) -> Vec<f64> {
        let paced = recipe.paced();
        let read = |kind: &SpreadFeatureKind| match kind {
            SpreadFeatureKind::Own(reading) => self.paces[0].read(*reading),
            SpreadFeatureKind::Peers { of, reading } => {
                let places = of.iter().filter_map(|peer| paced.iter().position(|other| *other == peer));
                mean(places.filter_map(|place| self.paces[place].read(*reading)))
            }
            SpreadFeatureKind::Calendar(mark) => Some(read_calendar(*mark, &recipe.calendar, day)),
        };
        let features = recipe.spread_features.iter().map(|feature| read(&feature.kind));
        features.map(|value| value.filter(|value| value.is_finite()).unwrap_or(0.0)).collect()
    }
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (count, sum) = values.fold((0.0, 0.0), |(count, sum), value| (count + 1.0, sum + value));
    (count > 0.0).then_some(sum / count)
}

/// The share of days on which a weekday's mark is set.
const WEEKDAY_SHARE: f64 = 0.2;

fn read_calendar(mark: CalendarMark, calendar: &Calendar, day: NaiveDate) -> f64 {
    let set = |is_set: bool| f64::from(u8::from(is_set));
    match mark {
        CalendarMark::Weekday(weekday) => {
            set(day.weekday().num_days_from_monday() == u32::from(weekday)) - WEEKDAY_SHARE
        }
        CalendarMark::Gap { from, to } => {
            let days = (calendar.seen_from(day).advance(day, 1) - day).num_days();
            set((i64::from(from)..=i64::from(to)).contains(&days))
        }
        CalendarMark::YearEnd => set(day.month() == 12 && day.day() >= 20),
        CalendarMark::FirstFriday => set(day.weekday() == Weekday::Fri && day.day() <= 7),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(mark: CalendarMark, day: &str) -> f64 {
        read_calendar(mark, &Calendar::Target, day.parse().unwrap())
    }

    #[test]
    fn the_calendar_is_read_at_the_origin() {
        assert_eq!(read(CalendarMark::FirstFriday, "2026-11-06"), 1.0);
        assert_eq!(read(CalendarMark::FirstFriday, "2026-11-13"), 0.0);
        assert_eq!(read(CalendarMark::YearEnd, "2026-12-20"), 1.0);
        let long_weekend = CalendarMark::Gap { from: 4, to: u8::MAX };
        assert_eq!(read(long_weekend, "2026-04-02"), 1.0, "Easter");
        assert_eq!(read(long_weekend, "2026-11-06"), 0.0);
        assert_eq!(read(CalendarMark::Weekday(4), "2026-11-06"), 0.8);
    }
}
