//! What a start or a failure has left to do: done behind what speaks, said as long as it is not, and tried again.

use super::bootstrap::ACTOR;
use super::brought::Brought;
use super::{Conductor, ConductorError, calendar, chain};
use crate::secrets::personal::Protected;
use crate::view::concerns::Matter;
use chrono::Utc;
use paridad_engine::forecaster::Event;
use paridad_store::{Reader, Trigger};
use std::collections::BTreeSet;

/// How far back failed refits are looked for at a start: further than from one cut to the next.
const LOOK_BACK: usize = 1_000;

impl Conductor {
    /// Does what is left to do: mends damage, completes runs, brings the program's calendar, lets precedents decide. What cannot be done keeps nobody from
    /// reading or learning.
    pub(crate) fn finish_what_is_left(&mut self) {
        self.attempt(Matter::Damage, Self::mend);
        self.attempt(Matter::Runs, Self::complete_runs);
        self.attempt(Matter::Calendar, Self::bring_calendar);
        self.attempt(Matter::Precedents, |conductor| conductor.apply_precedents(Utc::now()).map(drop));
    }

    /// Takes in the calendar that comes with the program, unless it was taken in before, as by an upgrade: what of it is new is known
    /// since it was announced. Nothing that was said before is said anew. What people have taken out of history stays out.
    fn bring_calendar(&mut self) -> Result<(), ConductorError> {
        let now = Utc::now();
        let payload = calendar::payload(now);
        if calendar::is_kept(&self.archive.read()?, &payload)? {
            return Ok(());
        }
        let (source, actor) = (payload.source.clone(), ACTOR.to_owned());
        let deliveries = vec![Protected::of_program(payload)];
        let brought = Brought { source, deliveries, actor, trigger: Trigger::CatchUp, since: None };
        self.take(&brought, now).map(drop)
    }

    /// Tries something, whose failure is a concern until it succeeds.
    pub(super) fn attempt(
        &mut self,
        matter: Matter,
        act: impl FnOnce(&mut Self) -> Result<(), ConductorError>,
    ) {
        match self.catch_up().and_then(|()| act(self)) {
            Ok(()) => self.concerns.settle(matter),
            Err(error) => {
                let detail = chain(&error);
                if self.concerns.raise(matter, detail.clone(), Utc::now()) {
                    // On record where the disk allows; on a full one it is in the log and in the status alone.
                    let entry = self.write(|writer| writer.append_audit(Utc::now(), ACTOR, "fail", &detail));
                    if let Err(error) = entry {
                        tracing::error!(error = chain(&error), "this cannot be put on record");
                    }
                }
            }
        }
    }

    /// Raises a concern for each part whose last refit gave no numbers, and settles it for those that did.
    pub(super) fn note_refits<'a>(&self, events: impl Iterator<Item = &'a Event>) {
        for event in events {
            match event {
                Event::Unfitted { request } => {
                    let detail = super::refits::in_words(request);
                    self.concerns.raise(Matter::Refit(request.part), detail, Utc::now());
                }
                Event::Fitted { request, .. } => self.concerns.settle(Matter::Refit(request.part)),
                Event::Observed(_) => {}
            }
        }
    }

    /// The same for what the log ends with. What of it cannot be read is no reason not to begin.
    pub(super) fn note_last_refits(&self) {
        let noted = self.archive.read().map_err(ConductorError::from);
        if let Err(error) = noted.and_then(|reader| self.note_refits_in(&reader)) {
            tracing::error!(error = chain(&error), "the last refits cannot be read");
        }
    }

    fn note_refits_in(&self, reader: &Reader) -> Result<(), ConductorError> {
        let mut seen = BTreeSet::new();
        for event in reader.events_from::<Event>(1)?.rev().take(LOOK_BACK) {
            let (_, event) = event?;
            let part = match &event {
                Event::Unfitted { request } | Event::Fitted { request, .. } => request.part,
                Event::Observed(_) => continue,
            };
            if seen.insert(part) {
                self.note_refits(std::iter::once(&event));
            }
        }
        Ok(())
    }
}
