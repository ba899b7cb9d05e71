//! All events again, beside what was kept of them.

use super::tally::Tally;
use crate::conductor::fold::{Line, TakenOut, fold};
use crate::conductor::learn::Learned;
use crate::conductor::{ConductorError, Progress, answer};
use crate::said::Said;
use crate::view::OWN_REVISION;
use paridad_engine::experts::refit::Fitted;
use paridad_engine::forecast::record::Outcome;
use paridad_engine::forecaster::refits::Request;
use paridad_engine::forecaster::{Event, Forecaster};
use paridad_engine::snapshot::encode;
use paridad_store::{Reader, Table, VersionKind, VersionRow};
use paridad_wire::Verified;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// All events again, beside what was kept of them.
pub(super) struct Replay {
    forecaster: Forecaster,
    /// The versions that this engine made, by the event after which they were.
    own: BTreeMap<u64, Vec<VersionRow>>,
    /// The last event after which another engine spoke. What it said is reproduced by the binary of its revision.
    foreign_until: u64,
    /// The last event before which another engine may have worked without speaking.
    shared_until: u64,
    foreign: u64,
    /// Refits made here, until the events come that hold what was made of them before.
    refits: BTreeMap<Request, Option<Fitted>>,
    observed: Tally,
}

impl Replay {
    pub(super) fn of(reader: &Reader, versions: Vec<VersionRow>) -> Result<Self, ConductorError> {
        let forecaster = Forecaster::new(Line::first(reader, versions.first())?.recipe);
        let is_state = |row: &VersionRow| row.is_learned() || row.kind == VersionKind::Candidate;
        let states = versions.into_iter().filter(is_state);
        let (own, foreign): (Vec<_>, Vec<_>) = states.partition(|row| row.engine_revision == OWN_REVISION);
        let foreign_until = foreign.iter().map(|row| row.event).max().unwrap_or(0);
        let after = own.iter().map(|row| row.event).filter(|event| *event > foreign_until).min();
        let mut by_event: BTreeMap<u64, Vec<VersionRow>> = BTreeMap::new();
        for row in own {
            by_event.entry(row.event).or_default().push(row);
        }
        Ok(Self {
            forecaster,
            own: by_event,
            foreign_until,
            shared_until: if foreign.is_empty() { 0 } else { after.unwrap_or(u64::MAX) },
            foreign: foreign.len() as u64,
            refits: BTreeMap::new(),
            observed: Tally::default(),
        })
    }

    pub(super) fn run(
        mut self,
        reader: &Reader,
        verified: &mut Verified,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), ConductorError> {
        verified.foreign = self.foreign;
        let of = usize::try_from(reader.count(Table::Events)?).unwrap_or(usize::MAX);
        for (done, event) in (1..).zip(reader.events_from::<Event>(1)?) {
            let (number, event) = event?;
            self.step(reader, number, event, verified)?;
            progress(Progress { done, of });
        }
        for row in self.own.into_values().flatten() {
            let (version, event) = (row.number, row.event);
            verified.faults.push(format!("version {version} names event {event}, which is not there"));
        }
        check_observations(reader, self.observed, verified)
    }

    fn step(
        &mut self,
        reader: &Reader,
        number: u64,
        event: Event,
        verified: &mut Verified,
    ) -> Result<(), ConductorError> {
        match &event {
            Event::Fitted { request, fitted } => self.check_refit(number, (request, Some(fitted)), verified),
            Event::Unfitted { request } => self.check_refit(number, (request, None), verified),
            Event::Observed(_) => {}
        }
        let learned = Learned::from(&mut self.forecaster, &event);
        verified.events += 1;
        self.check_said(reader, number, &learned, verified)?;
        for row in self.own.remove(&number).unwrap_or_default() {
            let digest = encode(self.state_of(reader, &row)?.as_ref()).digest();
            if digest == *row.snapshot.as_bytes() {
                verified.reproduced += 1;
            } else {
                verified.faults.push(format!("version {} of {} is not reproduced", row.number, row.day));
            }
        }
        if let Event::Observed(observations) = event {
            for observation in &observations {
                self.observed.add(observation);
            }
        }
        Ok(())
    }

    /// The state of a version after the event that was learned last. Where a line begins or history changes, it is folded anew,
    /// and the events to come are learned by it.
    fn state_of(&mut self, reader: &Reader, row: &VersionRow) -> Result<Cow<'_, Forecaster>, ConductorError> {
        let taken_out = TakenOut::at(reader, row)?;
        if row.kind == VersionKind::Candidate {
            let line = Line::of_candidate(reader, row)?;
            return Ok(Cow::Owned(fold(reader, &line, &taken_out, row.event)?));
        }
        let line = Line::of(reader, row)?;
        let begins = match row.kind {
            VersionKind::Promoted { .. } | VersionKind::Without { .. } | VersionKind::PutBack { .. } => true,
            VersionKind::Upgrade => line.backfilled > 0 || !taken_out.is_empty(),
            _ => false,
        };
        if begins {
            self.forecaster = fold(reader, &line, &taken_out, row.event)?;
            self.refits.clear();
        }
        Ok(Cow::Borrowed(&self.forecaster))
    }

    /// A refit that was answered must be one that is asked for, and come out with the same bits; one that failed must fail again.
    fn check_refit(
        &mut self,
        number: u64,
        (request, fitted): (&Request, Option<&Fitted>),
        verified: &mut Verified,
    ) {
        if !self.refits.contains_key(request) {
            // What is asked for at once is refitted at once; its answers stand one after the other.
            self.refits = answer(&self.forecaster.jobs()).into_iter().collect();
        }
        match self.refits.remove(request) {
            Some(again) if bits(again.as_ref()).is_some_and(|again| Some(again) == bits(fitted)) => {
                verified.refits += 1;
            }
            // The job was the other engine's too, but which rows it had then is that engine's to reproduce.
            Some(_) if number <= self.foreign_until => {}
            Some(_) => verified.faults.push(format!("the refit of event {number} is not reproduced")),
            None if number <= self.shared_until => {}
            None => verified.faults.push(format!("event {number} answers a refit that was not asked for")),
        }
    }

    /// What was put on record after an event must be what follows from it.
    fn check_said(
        &self,
        reader: &Reader,
        number: u64,
        learned: &Learned,
        verified: &mut Verified,
    ) -> Result<(), ConductorError> {
        if number <= self.foreign_until {
            return Ok(());
        }
        let said = reader.forecasts::<Said>(number)?;
        let outcomes = reader.outcomes::<Vec<Outcome>>(number)?.unwrap_or_default();
        // The other engine's last refits may unlock for this one what they did not for that one.
        let is_silent = said.is_none() && outcomes.is_empty();
        if is_silent && number <= self.shared_until {
            return Ok(());
        }
        if said != learned.said {
            verified.faults.push(format!("event {number} does not lead to the forecasts that were spoken"));
        }
        if outcomes != learned.outcomes {
            verified.faults.push(format!("event {number} does not lead to the outcomes that were kept"));
        }
        Ok(())
    }
}

/// A result in bits: by value, a zero would equal its negative.
fn bits(fitted: Option<&Fitted>) -> Option<Vec<u8>> {
    postcard::to_allocvec(&fitted).ok()
}

/// The observations that series are answered from must be those that the engine learned from.
fn check_observations(
    reader: &Reader,
    observed: Tally,
    verified: &mut Verified,
) -> Result<(), ConductorError> {
    let mut kept = Tally::default();
    for (series, days) in reader.series()? {
        for row in reader.observations(&series, days)? {
            kept.add(&row?.1.observation);
        }
    }
    if observed != kept {
        let (events, table) = (observed.count(), kept.count());
        verified
            .faults
            .push(format!("events hold {events} observations, the archive {table}, and they differ"));
    }
    Ok(())
}
