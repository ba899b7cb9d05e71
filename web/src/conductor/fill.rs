//! Refits that were answered behind the scenes, taken in.

use super::learn::Lesson;
use super::refits::Answers;
use super::{Conductor, ConductorError};
use chrono::{DateTime, SubsecRound, Utc};
use paridad_engine::experts::refit::Job;
use paridad_engine::forecaster::Event;
use paridad_engine::forecaster::refits::Request;
use std::collections::BTreeSet;

/// Who takes in what was refitted behind the scenes.
const ACTOR: &str = "paridad";

impl Conductor {
    /// The refits that an origin to come waits for.
    pub(crate) fn jobs(&self) -> Vec<(Request, Job)> {
        self.forecaster.jobs()
    }

    /// Takes in what was refitted behind the scenes. What the state has come by otherwise meanwhile, or wants no more, is
    /// dropped.
    pub(crate) fn fill(&mut self, answers: Answers, now: DateTime<Utc>) -> Result<(), ConductorError> {
        self.catch_up()?;
        let open: BTreeSet<Request> = self.jobs().into_iter().map(|(request, _)| request).collect();
        let mut next = self.forecaster.clone();
        let mut lesson = Lesson::default();
        for (request, fitted) in answers.into_iter().filter(|(request, _)| open.contains(request)) {
            lesson.apply(&mut next, Event::refitted(request, fitted));
        }
        if lesson.is_empty() {
            return Ok(());
        }
        self.record(next, &lesson, &[], (ACTOR, now.trunc_subsecs(0)))
    }
}
