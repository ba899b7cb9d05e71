//! The generated series: all values that were and will be published, from the seed alone.

mod course;
mod dates;
mod economy;
mod levels;
mod wander;

use crate::dice::Dice;
use chrono::{DateTime, NaiveDate, Utc};
use course::Course;
use economy::Economy;
use paridad_ingest::catalogue::Entry;
use paridad_ingest::sources::{catalogue, events};
use wander::Wander;

/// Every series of the catalogue that has a source which is asked.
#[derive(Debug)]
pub(crate) struct World {
    series: Vec<Series>,
}

/// One series: its place in the catalogue and its values in the end, after all revisions.
#[derive(Debug)]
pub(crate) struct Series {
    pub(crate) entry: Entry,
    pub(crate) periods: Vec<NaiveDate>,
    pub(crate) values: Vec<f64>,
    pub(crate) decimals: usize,
}

/// Where a series begins of which nobody has seen the first period.
const FIRST: NaiveDate = NaiveDate::from_ymd_opt(1997, 1, 1).unwrap();

impl World {
    /// Generates the series, which have nothing before `from` and nothing before their own first period.
    ///
    /// A value depends on the seed, its series and its period only: neither on `from` nor on the other series that are
    /// in the catalogue.
    pub(crate) fn generate(seed: u64, from: NaiveDate) -> Self {
        let dice = Dice::new(seed);
        let economy = Economy::generate(dice);
        let series = |entry: &Entry| Series::generate(entry.clone(), &economy, from, dice);
        Self { series: generated().map(series).collect() }
    }

    pub(crate) fn of(&self, source: &str) -> impl Iterator<Item = &Series> {
        self.series.iter().filter(move |series| series.entry.source == source)
    }

    pub(crate) fn by_key(&self, source: &str, key: &str) -> Option<&Series> {
        self.of(source).find(|series| series.entry.key == key)
    }
}

/// The series that have a source which is asked: nobody publishes a calendar of events under an address.
pub(crate) fn generated() -> impl Iterator<Item = &'static Entry> {
    catalogue().entries().iter().filter(|entry| entry.source != events::NAME)
}

impl Series {
    fn generate(entry: Entry, economy: &Economy, from: NaiveDate, dice: Dice) -> Self {
        let course = Course::of(&entry);
        let mut wander = Wander::new(dice.named(course::stream(&entry)));
        let (low, high) = (*entry.range.start(), *entry.range.end());
        let first = entry.first.unwrap_or(FIRST);
        let (mut periods, mut values) = (Vec::new(), Vec::new());
        for day in course.dates.all(first) {
            // The walk begins with the span even where nothing of it is shown, so that `from` moves no value.
            let factor = wander.step(course.stray);
            if day >= first.max(from) {
                periods.push(day);
                values
                    .push(rounded((course.centre(economy, day) * factor).clamp(low, high), course.decimals));
            }
        }
        Self { entry, periods, values, decimals: course.decimals }
    }

    /// How many of its values are known at `moment` by the catalogue's rule of availability.
    pub(crate) fn known_by(&self, moment: DateTime<Utc>) -> usize {
        self.periods.partition_point(|period| self.entry.known_at(*period) <= moment)
    }
}

/// The value as its source would write it.
pub(crate) fn rounded(value: f64, decimals: usize) -> f64 {
    format!("{value:.decimals$}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests;
