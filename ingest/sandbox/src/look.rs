//! What of a series is published at a moment, with the faults of values that the switches ask for.

use crate::dice::Dice;
use crate::switches::{Switch, Switches};
use crate::world::{Series, World, rounded};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use paridad_engine::time::day;
use paridad_ingest::catalogue::Revision;
use std::ops::RangeInclusive;

/// One look at the world.
#[derive(Debug)]
pub(crate) struct Look<'a> {
    pub(crate) world: &'a World,
    pub(crate) now: DateTime<Utc>,
    pub(crate) switches: Switches,
    /// Draws the faults of a value: the same in every look.
    pub(crate) of_value: Dice,
    /// Draws the faults of an answer: new in every look.
    pub(crate) of_answer: Dice,
}

/// A value as it is published.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Shown {
    pub(crate) period: NaiveDate,
    /// None where it is not available.
    pub(crate) value: Option<f64>,
    /// How many releases came after its first.
    pub(crate) age: usize,
}

/// What is left of the error of a first estimate after so many releases.
const LEFT_OF_ERROR: [f64; 3] = [1.0, 0.6, 0.3];

/// The usual error of a first estimate, as a part of the value.
const FIRST_ERROR: f64 = 0.006;

/// What the FIX of a poisoned day is multiplied with.
const POISON: f64 = 10.0;

/// What a unit that is a thousand times larger is called, and one that is as much smaller.
const THOUSANDS: (&str, &str) = ("Miles de", "Milésimos de");

impl Look<'_> {
    /// The day of the sandbox's clock.
    pub(crate) fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }

    /// The values that are published for periods in `range`.
    pub(crate) fn observations(&self, series: &Series, range: &RangeInclusive<NaiveDate>) -> Vec<Shown> {
        let releases = Releases::of(series, self);
        let from = series.periods.partition_point(|period| period < range.start());
        let until = series.periods.partition_point(|period| period <= range.end()).min(releases.known);
        let factor = self.unit_factor(series);
        let shown = |index| self.shown(series, index, &releases, factor);
        let mut all: Vec<Shown> = (from..until).filter_map(shown).collect();
        if hits((&self.switches.wrong_order, "order"), series, self.today(), self.of_answer) {
            self.of_answer.named("order").named(&series.entry.key).shuffle(&mut all);
        }
        all
    }

    /// Everything that is published.
    pub(crate) fn all(&self, series: &Series) -> Vec<Shown> {
        self.observations(series, &(NaiveDate::MIN..=NaiveDate::MAX))
    }

    /// The last value that is published.
    pub(crate) fn latest(&self, series: &Series) -> Option<Shown> {
        let releases = Releases::of(series, self);
        let factor = self.unit_factor(series);
        (0..releases.known).rev().find_map(|index| self.shown(series, index, &releases, factor))
    }

    /// The first and the last period that is published.
    pub(crate) fn span(&self, series: &Series) -> Option<(NaiveDate, NaiveDate)> {
        let last = self.latest(series)?.period;
        series.periods.first().map(|first| (*first, last))
    }

    /// The title: it says before all else that nothing here is real.
    pub(crate) fn title(&self, series: &Series) -> String {
        let words = &series.entry.title;
        if hits((&self.switches.title, "title"), series, self.today(), self.of_value) {
            return format!("SINTÉTICO: otra cosa que {}", series.entry.key);
        }
        let words = if words.is_empty() { std::slice::from_ref(&series.entry.key) } else { words };
        // Real titles hold runs of spaces, left from the layout of a printed table.
        format!("SINTÉTICO: {}", words.join("                        "))
    }

    /// The unit, in the words of the source.
    pub(crate) fn unit(&self, series: &Series) -> String {
        let unit = &series.entry.unit;
        match self.unit_factor(series) {
            1.0 => unit.clone(),
            factor if factor < 1.0 => format!("{} {unit}", THOUSANDS.0),
            _ => format!("{} {unit}", THOUSANDS.1),
        }
    }

    /// What values are multiplied with: 1, unless the unit has changed.
    pub(crate) fn unit_factor(&self, series: &Series) -> f64 {
        if !hits((&self.switches.unit, "unit"), series, self.today(), self.of_value) {
            1.0
        } else if series.values.last().is_some_and(|value| *value >= 1_000.0) {
            1e-3
        } else {
            1e3
        }
    }

    /// The value of one period, unless it is late.
    fn shown(&self, series: &Series, index: usize, releases: &Releases, factor: f64) -> Option<Shown> {
        let period = *series.periods.get(index)?;
        let hits = |switch, name| hits((switch, name), series, period, self.of_value);
        if index >= releases.known_if_late && hits(&self.switches.late, "late") {
            return None;
        }
        let age = releases.known - 1 - index;
        let mut value = *series.values.get(index)?;
        if series.entry.revision == Revision::Monthly {
            value *= 1.0 + self.error_left(series, period, age);
        }
        if index < releases.known_for_a_day && hits(&self.switches.revised, "revised") {
            value *= 1.002;
        }
        let is_fix = series.entry.source == "banxico" && series.entry.key == "SF43718";
        if is_fix && hits(&self.switches.poison, "poison") {
            value *= POISON;
        }
        let is_missing = hits(&self.switches.not_available, "not available");
        let value = (!is_missing).then(|| rounded(value * factor, series.decimals));
        Some(Shown { period, value, age })
    }

    /// The error that a value still has, as a part of it: it shrinks with each release.
    fn error_left(&self, series: &Series, period: NaiveDate, age: usize) -> f64 {
        let Some(left) = LEFT_OF_ERROR.get(age) else { return 0.0 };
        let number = u64::from(day::number(period).cast_unsigned());
        let mut dice = self.of_value.named("first estimate").named(&series.entry.key).numbered(number);
        left * FIRST_ERROR * dice.normal()
    }
}

/// A switch and its name, which keeps its chances apart from those of others.
type Named<'a> = (&'a Switch, &'a str);

/// Whether a fault happens to the value or the series that concerns the day `at`.
fn hits((switch, name): Named<'_>, series: &Series, at: NaiveDate, dice: Dice) -> bool {
    let key = series.entry.key.as_str();
    let number = u64::from(day::number(at).cast_unsigned());
    !switch.is_off() && switch.hits(&[key], at, dice.named(name).named(key).numbered(number))
}

/// How many values of a series are out, under three assumptions.
struct Releases {
    known: usize,
    /// If all of them were late.
    known_if_late: usize,
    /// For a day or longer.
    known_for_a_day: usize,
}

impl Releases {
    fn of(series: &Series, look: &Look<'_>) -> Self {
        let days_ago = |days: u32| {
            let moment = look.now.checked_sub_signed(TimeDelta::days(i64::from(days)));
            moment.map_or(0, |moment| series.known_by(moment))
        };
        Self {
            known: days_ago(0),
            known_if_late: if look.switches.late.is_off() {
                usize::MAX
            } else {
                days_ago(look.switches.late_days)
            },
            known_for_a_day: days_ago(1),
        }
    }
}
