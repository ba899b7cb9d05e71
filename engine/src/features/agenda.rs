//! The scheduled events ahead of an origin, and how many of them a forecast looks over.

use crate::data::availability::Availability;
use crate::data::measure::Measure;
use crate::data::panel::Panel;
use crate::data::scheduled::Scheduled;
use crate::features::driver::{Driver, DriverKind, scheduled};
use crate::features::spread::{SpreadFeature, SpreadFeatureKind};
use crate::time::calendar::Calendar;
use crate::time::day;
use crate::time::horizon::{Horizon, LEARNED_DAYS};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The calendars of all features that count events, in the recipe's order, as far ahead as forecasts are learned.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agenda {
    calendars: Vec<Ahead>,
}

/// The calendar of one kind of events, seen from an origin.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ahead {
    /// What comes, soonest first.
    pub events: Vec<Coming>,
    /// For how many publication days ahead the calendar is known.
    pub known: u16,
}

/// An event that comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coming {
    /// Its day.
    #[serde(with = "day")]
    pub day: NaiveDate,
    /// The first horizon whose rate has seen it, in publication days.
    pub seen_after: u16,
}

/// Publication days in a year, over which events are spread by custom.
const YEAR: f64 = 252.0;

impl Agenda {
    /// What is known of the calendars at an origin.
    ///
    /// An event and a rate are compared as moments: an event at the very moment at which a rate is fixed comes after it.
    pub(crate) fn read(
        features: &[SpreadFeature],
        (target, calendar): (&Measure, &Calendar),
        panel: &Panel,
        origin: NaiveDate,
    ) -> Self {
        let kinds = features.iter().filter_map(|feature| counted(&feature.kind));
        let kinds: Vec<(&Driver, Scheduled)> = kinds.collect();
        if kinds.is_empty() {
            return Self::default();
        }
        let window = Window::new((target, calendar), origin);
        let ahead =
            |(driver, kind): &(&Driver, Scheduled)| window.ahead(*kind, panel.track(driver.of.leading()));
        Self { calendars: kinds.iter().map(ahead).collect() }
    }

    /// Whether it is that of a recipe with these features; before the first origin it holds nothing.
    pub(crate) fn fits(&self, features: &[SpreadFeature]) -> bool {
        let counting = features.iter().filter(|feature| counted(&feature.kind).is_some()).count();
        self.calendars.is_empty() || self.calendars.len() == counting
    }

    /// The features of the spread as a forecast of a horizon sees them: the number of events in its window, less what is customary in
    /// as much of it as the calendar is known, over the square root of its days. Beyond the end of a calendar nothing is unusual, and beyond what is learned nothing changes.
    pub fn row(&self, features: &[SpreadFeature], row: &[f64], horizon: Horizon) -> Vec<f64> {
        let (mut calendars, horizon) = (self.calendars.iter(), horizon.min(Horizon::LEARNED));
        let value = |(feature, value): (&SpreadFeature, &f64)| match counted(&feature.kind) {
            Some((_, kind)) => calendars.next().map_or(0.0, |ahead| ahead.value(kind, horizon)),
            None => *value,
        };
        features.iter().zip(row).map(value).collect()
    }

    /// The calendar of the feature at a place in the recipe, if it counts events.
    pub fn of(&self, features: &[SpreadFeature], place: usize) -> Option<(Scheduled, &Ahead)> {
        let (kind, index) = index(features, place)?;
        Some((kind, self.calendars.get(index)?))
    }

    /// Supposes that an event of the feature at a place comes on another day, or not at all.
    pub(crate) fn suppose(
        &mut self,
        features: &[SpreadFeature],
        target: (&Measure, &Calendar),
        origin: NaiveDate,
        (place, from, to): (usize, NaiveDate, Option<NaiveDate>),
    ) {
        let Some((kind, index)) = index(features, place) else { return };
        let Some(ahead) = self.calendars.get_mut(index) else { return };
        ahead.events.retain(|event| event.day != from);
        let window = Window::new(target, origin);
        let Some(coming) = to.and_then(|to| window.coming(kind, to)) else { return };
        let at = ahead.events.partition_point(|event| event.day < coming.day);
        if ahead.events.get(at) != Some(&coming) {
            ahead.events.insert(at, coming);
        }
    }
}

impl Ahead {
    fn value(&self, kind: Scheduled, horizon: Horizon) -> f64 {
        let days = u16::from(horizon);
        let seen = self.events.iter().filter(|event| event.seen_after <= days).count();
        let customary = kind.a_year() / YEAR * f64::from(days.min(self.known));
        (seen as f64 - customary) / horizon.root()
    }
}

/// Which of the calendars the feature at a place has, if it counts events.
fn index(features: &[SpreadFeature], place: usize) -> Option<(Scheduled, usize)> {
    let (_, kind) = counted(&features.get(place)?.kind)?;
    Some((kind, features[..place].iter().filter(|feature| counted(&feature.kind).is_some()).count()))
}

/// A feature that counts events, with their kind.
fn counted(kind: &SpreadFeatureKind) -> Option<(&Driver, Scheduled)> {
    match kind {
        SpreadFeatureKind::Driver(driver) if matches!(driver.kind, DriverKind::Events(_)) => {
            scheduled(&driver.of).map(|kind| (driver, kind))
        }
        _ => None,
    }
}

/// The publication days after an origin.
#[derive(Debug)]
struct Window {
    origin: NaiveDate,
    /// The rule by which the target is fixed.
    rule: Availability,
    open: Vec<NaiveDate>,
}

impl Window {
    fn new((target, calendar): (&Measure, &Calendar), origin: NaiveDate) -> Self {
        let seen = calendar.seen_from(origin);
        let open = origin.iter_days().skip(1).filter(|day| seen.is_open(*day));
        Self {
            origin,
            rule: Availability::of(target.leading()),
            open: open.take(LEARNED_DAYS.into()).collect(),
        }
    }

    /// An event on a day, if it lies within the window.
    fn coming(&self, kind: Scheduled, day: NaiveDate) -> Option<Coming> {
        let first = self.first_fixing(kind, day);
        let seen_after = u16::try_from(self.open.partition_point(|open| *open < first) + 1).ok()?;
        (first > self.origin && seen_after <= LEARNED_DAYS).then_some(Coming { day, seen_after })
    }

    fn ahead(&self, kind: Scheduled, calendar: &[(NaiveDate, f64)]) -> Ahead {
        let start = calendar.partition_point(|(day, _)| *day < self.origin);
        let held = calendar[start..].iter().filter(|(_, held)| *held > 0.0);
        let events = held.filter_map(|(day, _)| self.coming(kind, *day)).collect();
        let last = calendar.last().map(|(day, _)| self.first_fixing(kind, *day));
        let to_come = last.filter(|last| *last > self.origin);
        let known = to_come.map_or(0, |last| self.open.partition_point(|open| *open < last) + 1);
        Ahead { events, known: u16::try_from(known).map_or(LEARNED_DAYS, |known| known.min(LEARNED_DAYS)) }
    }

    /// The first day on which the target is fixed after an event, were it fixed on every day.
    fn first_fixing(&self, kind: Scheduled, day: NaiveDate) -> NaiveDate {
        let is_seen = self.rule.fixed(day) > kind.moment(day);
        if is_seen { day } else { day.succ_opt().unwrap_or(day) }
    }
}

#[cfg(test)]
mod tests;
