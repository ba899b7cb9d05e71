//! A state as a fold over the log: of the line that learns on, of a candidate beside it, of history without a batch.

use super::ConductorError;
use super::publish::recipe_of;
use super::refits::{Answers, answer};
use crate::recipes;
use crate::view::OWN_REVISION;
use chrono::NaiveDate;
use paridad_engine::forecaster::{Event, Forecaster};
use paridad_engine::recipe::Recipe;
use paridad_engine::refit::Job;
use paridad_engine::refits::Request;
use paridad_engine::series::Observation;
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
        Ok(Self { recipe, backfilled: 0 })
    }

    /// The line that learns on after a version: that of the last candidate which a person made speak, if there is one.
    pub(super) fn of(reader: &Reader, row: &VersionRow) -> Result<Self, ConductorError> {
        let promoted = reader.last_promoted(row.number)?;
        if let Some(VersionKind::Promoted { from }) = promoted.map(|version| version.kind)
            && let Some(candidate) = reader.version(from)?
        {
            return Self::of_candidate(reader, &candidate);
        }
        Self::first(reader, Some(row))
    }

    /// The line that a candidate begins.
    pub(super) fn of_candidate(reader: &Reader, row: &VersionRow) -> Result<Self, ConductorError> {
        let kept = recipe_of(reader, row)?;
        // Of another engine, what comes with the program is what this one brings.
        let own = recipes::bundled(&kept.name).filter(|_| row.engine_revision != OWN_REVISION);
        let recipe = own.unwrap_or(kept);
        Ok(Self { recipe, backfilled: row.event })
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
#[derive(Debug, Clone, Default)]
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
            let (Observation { series, period, .. }, wanted) =
                (&row.observation, fingerprint(&row.observation));
            let mut place = 0;
            for other in reader.observations(series, *period..=*period)? {
                let (_, other) = other?;
                if fingerprint(&other.observation) != wanted {
                    continue;
                }
                if other.batch == batch {
                    self.0.entry(wanted.clone()).or_default().insert(place);
                }
                place += 1;
            }
        }
        Ok(())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What lets pass of all events, from the first on, what was not taken out.
struct Sieve<'a> {
    taken_out: &'a TakenOut,
    /// How many of each value came so far, of those that were taken out once.
    came: BTreeMap<&'a Fingerprint, usize>,
}

impl<'a> Sieve<'a> {
    fn new(taken_out: &'a TakenOut) -> Self {
        Self { taken_out, came: BTreeMap::new() }
    }

    /// The next event without what was taken out.
    fn pass(&mut self, event: Event) -> Event {
        match event {
            Event::Observed(mut observations) if !self.taken_out.is_empty() => {
                observations.retain(|observation| self.lets_pass(observation));
                Event::Observed(observations)
            }
            event => event,
        }
    }

    fn lets_pass(&mut self, observation: &Observation) -> bool {
        let Some((value, places)) = self.taken_out.0.get_key_value(&fingerprint(observation)) else {
            return true;
        };
        let came = self.came.entry(value).or_default();
        *came += 1;
        !places.contains(&(*came - 1))
    }
}

/// The state of a line after the event `until`. Refits that the log does not answer are answered here.
pub(super) fn fold(
    reader: &Reader,
    line: &Line,
    taken_out: &TakenOut,
    until: u64,
) -> Result<Forecaster, ConductorError> {
    let mut learner = Learner { forecaster: Forecaster::new(line.recipe.clone()) };
    let mut sieve = Sieve::new(taken_out);
    let mut backfilled = Vec::new();
    for event in reader.events_from::<Event>(1)? {
        let (number, event) = event?;
        if number > until {
            break;
        }
        let event = sieve.pass(event);
        match event {
            Event::Observed(observations) if number <= line.backfilled => {
                let read = |observation: &Observation| learner.forecaster.reads(&observation.series);
                backfilled.extend(observations.into_iter().filter(read));
            }
            Event::Fitted { .. } | Event::Unfitted { .. } if number <= line.backfilled => {}
            event => learner.learn(&event),
        }
        if number == line.backfilled {
            learner.learn_in_order(std::mem::take(&mut backfilled));
        }
    }
    Ok(learner.forecaster)
}

/// A forecaster that answers its own refits. One that fails keeps what was fitted before, as it did in the line that learns on.
struct Learner {
    forecaster: Forecaster,
}

impl Learner {
    fn learn(&mut self, event: &Event) {
        let mut refit = |jobs: Vec<(Request, Job)>| -> Answers { answer(&jobs) };
        self.forecaster.replay(event, &mut refit);
    }

    /// Learns values by the moment at which each became known; those of one moment at once.
    fn learn_in_order(&mut self, mut observations: Vec<Observation>) {
        observations
            .sort_by(|a, b| (a.known_at, &a.series, a.period).cmp(&(b.known_at, &b.series, b.period)));
        let moments = observations.chunk_by(|a, b| a.known_at == b.known_at);
        moments.map(|moment| Event::Observed(moment.to_vec())).for_each(|event| self.learn(&event));
    }
}
