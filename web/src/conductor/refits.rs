//! Refits: the jobs that an origin waits for, answered on threads, and taken in when they come from behind the scenes.

use super::learn::Lesson;
use super::{Conductor, ConductorError};
use chrono::{DateTime, SubsecRound, Utc};
use paridad_engine::forecaster::Event;
use paridad_engine::refit::{Fitted, Job};
use paridad_engine::refits::{Refitted, Request};
use paridad_refit::{RefitError, refit};
use std::collections::BTreeSet;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// A refit that gave no numbers.
#[derive(Debug, thiserror::Error)]
#[error("the refit of {part:?} from the first {cut} origins failed")]
pub(crate) struct RefitFailed {
    part: Refitted,
    cut: u64,
    source: RefitError,
}

/// Who takes in what was refitted behind the scenes.
const ACTOR: &str = "paridad";

/// Answers jobs at once, on as many threads as the machine has cores. The answers have the order of the jobs.
pub(crate) fn answer(jobs: &[(Request, Job)]) -> Result<Vec<(Request, Fitted)>, RefitFailed> {
    answer_on(thread::available_parallelism().map_or(1, NonZero::get), jobs)
}

/// Answers jobs on so many threads. The answers have the order of the jobs.
pub(crate) fn answer_on(
    threads: usize,
    jobs: &[(Request, Job)],
) -> Result<Vec<(Request, Fitted)>, RefitFailed> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some((request, job)) = jobs.get(place) else { return done };
            done.push((place, *request, refit(job)));
        }
    };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..threads.min(jobs.len())).map(|_| scope.spawn(work)).collect();
        let mut done = work();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    });
    done.sort_by_key(|(place, ..)| *place);
    let answered = |(_, request, fitted): (usize, Request, Result<Fitted, RefitError>)| match fitted {
        Ok(fitted) => Ok((request, fitted)),
        Err(source) => Err(RefitFailed { part: request.part, cut: request.cut, source }),
    };
    done.into_iter().map(answered).collect()
}

impl Conductor {
    /// The refits that an origin to come waits for.
    pub(crate) fn jobs(&self) -> Vec<(Request, Job)> {
        self.forecaster.jobs()
    }

    /// Takes in what was refitted behind the scenes. What the state has come by otherwise meanwhile, or wants no more, is
    /// dropped.
    pub(crate) fn fill(
        &mut self,
        answers: Vec<(Request, Fitted)>,
        now: DateTime<Utc>,
    ) -> Result<(), ConductorError> {
        self.catch_up()?;
        let open: BTreeSet<Request> = self.jobs().into_iter().map(|(request, _)| request).collect();
        let mut next = self.forecaster.clone();
        let mut lesson = Lesson::default();
        for (request, fitted) in answers.into_iter().filter(|(request, _)| open.contains(request)) {
            lesson.apply(&mut next, Event::Fitted { request, fitted });
        }
        if lesson.is_empty() {
            return Ok(());
        }
        self.record(next, &lesson, &[], (ACTOR, now.trunc_subsecs(0)))
    }
}
