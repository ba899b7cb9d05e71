//! The events again, beside what was kept of them.

use super::ground::{Ground, is_own_state, is_state};
use super::tally::Tally;
use crate::conductor::ahead::Ahead;
use crate::conductor::beside::earlier;
use crate::conductor::fold::{Fold, Line, TakenOut};
use crate::conductor::learn::Learned;
use crate::conductor::publish::state_of;
use crate::conductor::stop::Watch;
use crate::conductor::{ConductorError, Progress, answer};
use crate::view::OWN_REVISION;
use crate::view::forecast_record::ForecastRecord;
use paridad_engine::experts::refit::Fitted;
use paridad_engine::forecast::record::Outcome;
use paridad_engine::forecaster::refits::Request;
use paridad_engine::forecaster::{Event, Forecaster};
use paridad_engine::snapshot::encode;
use paridad_store::{Reader, VersionKind, VersionRow};
use paridad_wire::{ReplayedLine, Verified};
use std::collections::BTreeMap;

/// The events again, beside what was kept of them.
pub(super) struct Replay<'a> {
    reader: &'a Reader,
    ground: &'a Ground,
    forecaster: Forecaster,
    /// The last event that the state knew when the replay began.
    after: u64,
    /// Calendars that it knew besides, wherever they stand in the log.
    ahead: Ahead,
    /// The challengers that this engine made, as far as they are not proven.
    challengers: Vec<VersionRow>,
    /// The other versions that it made and that are not proven, by the event after which they were.
    own: BTreeMap<u64, Vec<VersionRow>>,
    /// The last event after which another engine spoke. What it said is reproduced by the binary of its revision.
    foreign_until: u64,
    /// The last event before which another engine may have worked without speaking.
    shared_until: u64,
    foreign: u64,
    /// Refits made here, until the events come that hold what was made of them before.
    refits: BTreeMap<Request, Option<Fitted>>,
    observed: Tally,
    at: Progress,
}

impl<'a> Replay<'a> {
    pub(super) fn of(
        reader: &'a Reader,
        ground: &'a Ground,
        versions: Vec<VersionRow>,
    ) -> Result<Self, ConductorError> {
        let proven = versions.iter().rfind(|row| ground.has(row) && row.is_learned() && is_own_state(row));
        let (forecaster, after, ahead) = if let Some(row) = proven {
            (state_of(reader, row)?, row.event, Ahead::default())
        } else {
            let ahead = brought_ahead(reader, &versions)?;
            let mut forecaster = Forecaster::new(Line::first(reader, versions.first())?.recipe);
            forecaster.apply(&ahead.event());
            (forecaster, 0, ahead)
        };
        let (own, foreign): (Vec<_>, Vec<_>) =
            versions.into_iter().filter(is_state).partition(|row| row.engine_revision == OWN_REVISION);
        let foreign_until = foreign.iter().map(|row| row.event).max().unwrap_or(0);
        let first_own = own.iter().map(|row| row.event).filter(|event| *event > foreign_until).min();
        let (challengers, learned): (Vec<_>, Vec<_>) =
            own.into_iter().filter(|row| !ground.has(row)).partition(VersionRow::is_challenger);
        let mut by_event: BTreeMap<u64, Vec<VersionRow>> = BTreeMap::new();
        for row in learned {
            by_event.entry(row.event).or_default().push(row);
        }
        let last = usize::try_from(reader.extent()?.event.saturating_sub(after)).unwrap_or(usize::MAX);
        Ok(Self {
            reader,
            ground,
            forecaster,
            after,
            ahead,
            challengers,
            own: by_event,
            foreign_until,
            shared_until: if foreign.is_empty() { 0 } else { first_own.unwrap_or(u64::MAX) },
            foreign: foreign.len() as u64,
            refits: BTreeMap::new(),
            observed: Tally::default(),
            at: Progress { done: 0, of: last },
        })
    }

    pub(super) fn run(mut self, verified: &mut Verified, watch: Watch<'_>) -> Result<(), ConductorError> {
        verified.foreign = self.foreign;
        let until_event = self.reader.extent()?.event;
        let line = "learned".to_owned();
        verified.lines.push(ReplayedLine { line, version: None, after_event: self.after, until_event });
        // Another line may begin with one of them.
        for row in std::mem::take(&mut self.challengers) {
            let state = self.challenger(&row, verified, watch)?;
            compare(&state, &row, verified);
        }
        self.check_versions(self.after, verified, watch)?;
        for event in self.reader.events_from::<Event>(self.after + 1)? {
            let (number, event) = event?;
            self.step(number, &event, verified)?;
            self.check_versions(number, verified, watch)?;
            if let Event::Observed(observations) = &event
                && number > self.ground.until().event
            {
                for observation in observations {
                    self.observed.add(observation);
                }
            }
            self.at.done += 1;
            watch(self.at)?;
        }
        for row in self.own.values().flatten() {
            no_event(row, verified);
        }
        self.check_observations(verified, watch)
    }

    fn step(&mut self, number: u64, event: &Event, verified: &mut Verified) -> Result<(), ConductorError> {
        match event {
            Event::Fitted { request, fitted } => self.check_refit(number, (request, Some(fitted)), verified),
            Event::Unfitted { request } => self.check_refit(number, (request, None), verified),
            Event::Observed(_) => {}
        }
        let is_ahead = self.ahead.has(number);
        let learned = if is_ahead { Learned::default() } else { Learned::from(&mut self.forecaster, event) };
        verified.events += 1;
        self.check_said(number, &learned, verified)
    }

    /// Compares the versions that were made after an event. Where a line begins or history changes, the state is folded anew, and
    /// the events to come are learned by it.
    fn check_versions(
        &mut self,
        event: u64,
        verified: &mut Verified,
        watch: Watch<'_>,
    ) -> Result<(), ConductorError> {
        for row in self.own.remove(&event).unwrap_or_default() {
            if self.begins(&row)? {
                let (line, taken_out) = (Line::of(self.reader, &row)?, TakenOut::at(self.reader, &row)?);
                // What is proven, and what was compared here before, may serve again.
                let state =
                    if self.ground.is_nothing() { None } else { earlier(self.reader, &row, &taken_out)? };
                let after = state.as_ref().map_or(0, |(_, event)| *event);
                let fold = match state {
                    Some(state) => Fold::since(state, &line, taken_out),
                    None => Fold::new(&line, taken_out),
                };
                self.forecaster = self.folded(fold, &row, watch)?.into_state();
                verified.lines.push(line_of(&row, after));
                self.refits.clear();
            }
            compare(&self.forecaster, &row, verified);
        }
        Ok(())
    }

    /// Whether a line begins with a version, or history changes.
    fn begins(&self, row: &VersionRow) -> Result<bool, ConductorError> {
        match row.kind {
            VersionKind::Promoted { .. } | VersionKind::Without { .. } | VersionKind::PutBack { .. } => {
                Ok(true)
            }
            VersionKind::Upgrade => Ok(!is_as_it_came(self.reader, row)? || !self.knows(row)?),
            _ => Ok(false),
        }
    }

    /// Whether the replay knew all calendars that an upgrade, or one before it, has brought.
    fn knows(&self, row: &VersionRow) -> Result<bool, ConductorError> {
        Ok(Ahead::at(self.reader, row)? == self.ahead)
    }

    /// The state of a challenger, which follows from the events alone.
    fn challenger(
        &self,
        row: &VersionRow,
        verified: &mut Verified,
        watch: Watch<'_>,
    ) -> Result<Forecaster, ConductorError> {
        let (line, taken_out) = (Line::of_challenger(self.reader, row)?, TakenOut::at(self.reader, row)?);
        let fold = self.folded(Fold::new(&line, taken_out), row, watch)?;
        if fold.event() != row.event {
            no_event(row, verified);
        }
        verified.lines.push(line_of(row, 0));
        Ok(fold.into_state())
    }

    fn folded(&self, mut fold: Fold, row: &VersionRow, watch: Watch<'_>) -> Result<Fold, ConductorError> {
        fold.go_on(self.reader, row.event, &mut |_| watch(self.at))?;
        Ok(fold)
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
        number: u64,
        learned: &Learned,
        verified: &mut Verified,
    ) -> Result<(), ConductorError> {
        if number <= self.foreign_until {
            return Ok(());
        }
        let said = self.reader.forecasts::<ForecastRecord>(number)?;
        let outcomes = self.reader.outcomes::<Vec<Outcome>>(number)?.unwrap_or_default();
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

    /// The observations that series are answered from must be those that the engine learned from.
    fn check_observations(&self, verified: &mut Verified, watch: Watch<'_>) -> Result<(), ConductorError> {
        let (mut kept, proven) = (Tally::default(), self.ground.until().observation);
        for (series, days) in self.reader.series()? {
            watch(self.at)?;
            for row in self.reader.observations(&series, days)? {
                let (number, row) = row?;
                if number > proven {
                    kept.add(&row.observation);
                }
            }
        }
        if self.observed != kept {
            let (events, table) = (self.observed.count(), kept.count());
            verified
                .faults
                .push(format!("events hold {events} observations, the archive {table}, and they differ"));
        }
        Ok(())
    }
}

/// Whether an upgrade has learned all as it came.
fn is_as_it_came(reader: &Reader, row: &VersionRow) -> Result<bool, ConductorError> {
    Ok(Line::of(reader, row)?.backfilled == 0 && TakenOut::at(reader, row)?.is_empty())
}

/// The calendars that an upgrade brought with which this engine began to learn all as it came.
fn brought_ahead(reader: &Reader, versions: &[VersionRow]) -> Result<Ahead, ConductorError> {
    let first = versions.iter().find(|row| is_own_state(row) && row.is_learned());
    match first.filter(|row| row.kind == VersionKind::Upgrade) {
        Some(row) if is_as_it_came(reader, row)? => Ahead::at(reader, row),
        _ => Ok(Ahead::default()),
    }
}

fn compare(state: &Forecaster, row: &VersionRow, verified: &mut Verified) {
    if encode(state).digest() == *row.snapshot.as_bytes() {
        verified.reproduced += 1;
    } else {
        verified.faults.push(format!("version {} of {} is not reproduced", row.number, row.day));
    }
}

fn no_event(row: &VersionRow, verified: &mut Verified) {
    let VersionRow { number, event, .. } = row;
    verified.faults.push(format!("version {number} names event {event}, which is not there"));
}

/// The line that a version begins, replayed after an event.
fn line_of(row: &VersionRow, after_event: u64) -> ReplayedLine {
    let line = match row.kind {
        VersionKind::Challenger => "challenger",
        VersionKind::Promoted { .. } => "promoted",
        VersionKind::Without { .. } => "without",
        VersionKind::PutBack { .. } => "put-back",
        VersionKind::Upgrade => "upgrade",
        VersionKind::Bundled | VersionKind::Learned | VersionKind::Rollback { .. } | VersionKind::Resume => {
            "learned"
        }
    };
    ReplayedLine { line: line.to_owned(), version: Some(row.number), after_event, until_event: row.event }
}

/// A result in bits: by value, a zero would equal its negative.
fn bits(fitted: Option<&Fitted>) -> Option<Vec<u8>> {
    postcard::to_allocvec(&fitted).ok()
}
