//! A state as a fold over the log: of the line that learns on, of a challenger beside it, of history without a batch.

use super::ahead::Ahead;
use super::publish::recipe_of;
use super::refits::{Answers, answer};
use super::stop::Watch;
use super::{ConductorError, Progress};
use crate::setup::recipes;
use crate::view::OWN_REVISION;
use chrono::NaiveDate;
use paridad_engine::data::series::Observation;
use paridad_engine::experts::refit::Job;
use paridad_engine::forecaster::refits::Request;
use paridad_engine::forecaster::{Event, Forecaster};
use paridad_engine::recipe::Recipe;
use paridad_store::{Reader, VersionKind, VersionRow};
use std::collections::{BTreeMap, BTreeSet};

/// How a line of states began, and so how each of them follows from the log.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// What it is configured by.
    pub(super) recipe: Recipe,
    /// The values up to this event are learned in the order in which they became known, as if each had come at its time; those
    /// after it as they came. Zero is a line that has learned everything as it came.
    pub(super) backfilled: u64,
    /// The calendars that upgrades brought: they were known before all else was learned anew, wherever they stand in the log.
    pub(super) ahead: Ahead,
}

impl Line {
    /// The line of an archive's first start, as a version of it has it.
    pub(super) fn first(reader: &Reader, row: Option<&VersionRow>) -> Result<Self, ConductorError> {
        let own = row.filter(|row| row.engine_revision == OWN_REVISION);
        let kept = own.map(|row| recipe_of(reader, row));
        let recipe = match kept {
            // What another engine began with is what comes with the program, and likely so what cannot be read.
            None => Recipe::ecb_cross("mxn")?,
            Some(Err(error)) if error.is_damage() => Recipe::ecb_cross("mxn")?,
            Some(kept) => kept?,
        };
        Ok(Self { recipe, backfilled: 0, ahead: Ahead::default() })
    }

    /// The line that learns on after a version: that of the last challenger which a person made speak, if there is one.
    pub(super) fn of(reader: &Reader, row: &VersionRow) -> Result<Self, ConductorError> {
        let line = Self::begun(reader, row)?;
        Ok(Self { ahead: Ahead::at(reader, row)?, ..line })
    }

    /// The same, without what upgrades brought.
    fn begun(reader: &Reader, row: &VersionRow) -> Result<Self, ConductorError> {
        let promoted = reader.last_promoted(row.number)?;
        if let Some(VersionKind::Promoted { from }) = promoted.map(|version| version.kind)
            && let Some(challenger) = reader.version(from)?
        {
            return Self::of_challenger(reader, &challenger);
        }
        Self::first(reader, Some(row))
    }

    /// The line that a challenger begins.
    pub(super) fn of_challenger(reader: &Reader, row: &VersionRow) -> Result<Self, ConductorError> {
        let kept = recipe_of(reader, row)?;
        // Of another engine, what comes with the program is what this one brings.
        let own = recipes::bundled(&kept.name).filter(|_| row.engine_revision != OWN_REVISION);
        let recipe = own.unwrap_or(kept);
        Ok(Self { recipe, backfilled: row.event, ahead: Ahead::default() })
    }
}

/// What tells one observation from any other.
pub(super) type Fingerprint = (String, NaiveDate, i64, u64);

pub(super) fn fingerprint(observation: &Observation) -> Fingerprint {
    let series = observation.series.to_string();
    (series, observation.period, observation.known_at.timestamp(), observation.value.to_bits())
}

/// The observations of the batches that were taken out of history: of each value, which of those that came.
///
/// Rows and events go on record in the same transactions, and those of one transaction are of one batch. So the k-th row with a
/// fingerprint and the k-th event with it are the same observation, and one that is the same as what was taken out stays.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct TakenOut(BTreeMap<Fingerprint, BTreeSet<usize>>);

impl TakenOut {
    /// What was taken out by a version, or before it.
    pub(super) fn at(reader: &Reader, row: &VersionRow) -> Result<Self, ConductorError> {
        Self::of(reader, &reader.exclusions_at(row.number)?.batches())
    }

    /// All that was taken out until now.
    pub(super) fn now(reader: &Reader) -> Result<Self, ConductorError> {
        Self::of(reader, &reader.exclusions()?.batches())
    }

    /// The observations of these batches.
    pub(super) fn of(reader: &Reader, batches: &BTreeSet<u64>) -> Result<Self, ConductorError> {
        let mut taken = Self::default();
        for batch in batches {
            taken.add(reader, *batch)?;
        }
        Ok(taken)
    }

    /// Takes out the observations of a batch too.
    pub(super) fn add(&mut self, reader: &Reader, batch: u64) -> Result<(), ConductorError> {
        for row in reader.observations_of_batch(batch)? {
            let places = places(reader, batch, &row.observation)?;
            self.0.entry(fingerprint(&row.observation)).or_default().extend(places);
        }
        Ok(())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it holds all rows of a batch that have the value of an observation.
    pub(super) fn holds(
        &self,
        reader: &Reader,
        batch: u64,
        observation: &Observation,
    ) -> Result<bool, ConductorError> {
        let places = places(reader, batch, observation)?;
        let known = self.0.get(&fingerprint(observation));
        Ok(places.iter().all(|place| known.is_some_and(|known| known.contains(place))))
    }

    /// The last event until which the same is left of all events as with something else taken out.
    pub(super) fn same_until(&self, other: &Self, reader: &Reader) -> Result<u64, ConductorError> {
        if self == other {
            return Ok(u64::MAX);
        }
        let (mut here, mut there) = (BTreeMap::new(), BTreeMap::new());
        for event in reader.events_from::<Event>(1)? {
            let (number, event) = event?;
            if self.sift(event.clone(), &mut here) != other.sift(event, &mut there) {
                return Ok(number - 1);
            }
        }
        Ok(u64::MAX)
    }

    /// What is left of the calendars that upgrades brought, as one event.
    fn left_of(&self, ahead: &Ahead, reader: &Reader) -> Result<Event, ConductorError> {
        let (mut left, mut came) = (ahead.clone(), BTreeMap::new());
        if self.is_empty() || ahead.is_empty() {
            return Ok(left.event());
        }
        for event in reader.events_from::<Event>(1)? {
            let (number, event) = event?;
            let event = self.sift(event, &mut came);
            if let Event::Observed(days) = event
                && ahead.has(number)
            {
                left.put(number, days);
            }
        }
        Ok(left.event())
    }

    /// An event without what was taken out. All events before it must have been sifted with the same counts.
    fn sift(&self, event: Event, came: &mut BTreeMap<Fingerprint, usize>) -> Event {
        match event {
            Event::Observed(mut observations) if !self.is_empty() => {
                observations.retain(|observation| self.lets_pass(observation, came));
                Event::Observed(observations)
            }
            event => event,
        }
    }

    fn lets_pass(&self, observation: &Observation, came: &mut BTreeMap<Fingerprint, usize>) -> bool {
        let value = fingerprint(observation);
        let Some(places) = self.0.get(&value) else { return true };
        let came = came.entry(value).or_default();
        *came += 1;
        !places.contains(&(*came - 1))
    }
}

/// Which of those that came with the value of an observation came with a batch.
fn places(reader: &Reader, batch: u64, observation: &Observation) -> Result<BTreeSet<usize>, ConductorError> {
    let (Observation { series, period, .. }, wanted) = (observation, fingerprint(observation));
    let (mut places, mut place) = (BTreeSet::new(), 0);
    for row in reader.observations(series, *period..=*period)? {
        let (_, row) = row?;
        if fingerprint(&row.observation) != wanted {
            continue;
        }
        if row.batch == batch {
            places.insert(place);
        }
        place += 1;
    }
    Ok(places)
}

/// A state as far as it is folded, which can go on with what comes later.
#[derive(Debug)]
pub(super) struct Fold {
    forecaster: Forecaster,
    backfilled: u64,
    /// What is learned before all else; of what is backfilled it is no matter where it stands.
    ahead: Ahead,
    taken_out: TakenOut,
    /// How many of each value came so far, of those that were taken out once.
    came: BTreeMap<Fingerprint, usize>,
    /// What waits to be learned in the order of its moments.
    waiting: Vec<Observation>,
    /// The last event that was read.
    event: u64,
    /// The last event that the state knew when it began.
    known: u64,
}

impl Fold {
    /// A line from its first event on.
    pub(super) fn new(line: &Line, taken_out: TakenOut) -> Self {
        Self::since((Forecaster::new(line.recipe.clone()), 0), line, taken_out)
    }

    /// A line from a state on that it had after an event, with the same taken out of all until then.
    pub(super) fn since((forecaster, known): (Forecaster, u64), line: &Line, taken_out: TakenOut) -> Self {
        let (came, waiting) = (BTreeMap::new(), Vec::new());
        // How often a value came is counted from the first event on.
        let event = if taken_out.is_empty() { known } else { 0 };
        let (backfilled, ahead) = (line.backfilled, line.ahead.after(line.backfilled));
        Self { forecaster, backfilled, ahead, taken_out, came, waiting, event, known }
    }

    /// Learns what came after what it has read, up to the event `until`. Refits that the log does not answer are answered here.
    pub(super) fn go_on(
        &mut self,
        reader: &Reader,
        until: u64,
        watch: Watch<'_>,
    ) -> Result<(), ConductorError> {
        let of = usize::try_from(until.saturating_sub(self.known)).unwrap_or(usize::MAX);
        let mut done = 0;
        let mut learnt = || {
            done += 1;
            watch(Progress { done, of: of.max(done) })
        };
        if self.event == 0 && self.known == 0 {
            let ahead = self.taken_out.left_of(&self.ahead, reader)?;
            self.learn(&ahead);
        }
        for event in reader.events_from::<Event>(self.event + 1)? {
            let (number, event) = event?;
            if number > until {
                break;
            }
            self.event = number;
            let event = self.sift(event);
            if number <= self.known || self.ahead.has(number) {
                continue;
            }
            match event {
                Event::Observed(observations) if number <= self.backfilled => {
                    let read = |observation: &Observation| self.forecaster.reads(&observation.series);
                    self.waiting.extend(observations.into_iter().filter(read));
                }
                Event::Fitted { .. } | Event::Unfitted { .. } if number <= self.backfilled => {}
                event => {
                    self.learn(&event);
                    learnt()?;
                }
            }
            if number == self.backfilled {
                self.learn_in_order(&mut learnt)?;
            }
        }
        Ok(())
    }

    /// The last event that was read.
    pub(super) fn event(&self) -> u64 {
        self.event
    }

    /// What is taken out of it.
    pub(super) fn taken_out(&self) -> &TakenOut {
        &self.taken_out
    }

    pub(super) fn state(&self) -> &Forecaster {
        &self.forecaster
    }

    pub(super) fn into_state(self) -> Forecaster {
        self.forecaster
    }

    /// An event without what was taken out.
    fn sift(&mut self, event: Event) -> Event {
        self.taken_out.sift(event, &mut self.came)
    }

    /// Learns an event, and answers the refits that it leaves open. One that fails keeps what was fitted before, as it did in the
    /// line that learns on.
    fn learn(&mut self, event: &Event) {
        let mut refit = |jobs: Vec<(Request, Job)>| -> Answers { answer(&jobs) };
        self.forecaster.replay(event, &mut refit);
    }

    /// Learns what waits by the moment at which each value became known; those of one moment at once.
    fn learn_in_order(
        &mut self,
        learnt: &mut dyn FnMut() -> Result<(), ConductorError>,
    ) -> Result<(), ConductorError> {
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.sort_by(|a, b| (a.known_at, &a.series, a.period).cmp(&(b.known_at, &b.series, b.period)));
        for moment in waiting.chunk_by(|a, b| a.known_at == b.known_at) {
            self.learn(&Event::Observed(moment.to_vec()));
            learnt()?;
        }
        Ok(())
    }
}

/// The state of a line after the event `until`, from its first event on.
pub(super) fn fold(
    reader: &Reader,
    line: &Line,
    taken_out: &TakenOut,
    until: u64,
) -> Result<Forecaster, ConductorError> {
    let mut fold = Fold::new(line, taken_out.clone());
    fold.go_on(reader, until, &mut |_| Ok(()))?;
    Ok(fold.into_state())
}
