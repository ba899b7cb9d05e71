//! Refits: the jobs that an origin waits for, answered on threads.

use super::{ConductorError, Stop};
use paridad_engine::experts::refit::{Fitted, Job};
use paridad_engine::forecaster::refits::{Refitted, Request};
use paridad_engine::time::horizon::ANCHORS;
use paridad_refit::{RefitError, refit};
use std::num::NonZero;
use std::panic::{catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Why a refit gave no numbers. The same job fails in the same way, whenever it is asked for.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RefitFailed {
    /// It could not.
    #[error(transparent)]
    Refused(#[from] RefitError),
    /// It came to no end.
    #[error("it panicked")]
    Panicked,
}

/// What is asked for, and what came of it: without numbers what was fitted before is kept.
pub(crate) type Answers = Vec<(Request, Option<Fitted>)>;

/// Answers jobs at once, on as many threads as the machine has cores. The answers have the order of the jobs.
pub(crate) fn answer(jobs: &[(Request, Job)]) -> Answers {
    answer_on(thread::available_parallelism().map_or(1, NonZero::get), jobs)
}

/// Answers jobs on so many threads. The answers have the order of the jobs.
pub(crate) fn answer_on(threads: usize, jobs: &[(Request, Job)]) -> Answers {
    let broken = broken();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some((request, job)) = jobs.get(place) else { return done };
            done.push((place, *request, answer_one(request, job, broken)));
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
    done.into_iter().map(|(_, request, fitted)| (request, fitted)).collect()
}

/// Answers jobs one after the other on this thread, unless the program is asked to end before the last of them.
pub(crate) fn answer_until(jobs: &[(Request, Job)], stop: &Stop) -> Result<Answers, ConductorError> {
    let broken = broken();
    let answer = |(request, job): &(Request, Job)| {
        stop.check()?;
        Ok((*request, answer_one(request, job, broken)))
    };
    jobs.iter().map(answer).collect()
}

/// What comes of a job. Why nothing does is said in the log: it follows from the job, and so can be asked for again.
fn answer_one(request: &Request, job: &Job, broken: Option<Refitted>) -> Option<Fitted> {
    let fitted = match broken {
        Some(part) if part == request.part => Err(RefitFailed::Panicked),
        _ => catch_unwind(|| refit(job)).map_or(Err(RefitFailed::Panicked), |fitted| Ok(fitted?)),
    };
    fitted.inspect_err(|error| tracing::error!(why = super::chain(error), "{}", in_words(request))).ok()
}

/// What is said of a refit that gave no numbers.
pub(super) fn in_words(request: &Request) -> String {
    let Request { cut, part, .. } = request;
    let part = match part {
        Refitted::Garch => "the variance".to_owned(),
        Refitted::Location { horizon, expert } => {
            let days = ANCHORS.get(usize::from(*horizon)).map_or(0, |horizon| u16::from(*horizon));
            format!("expert {} of location, {days} days ahead,", u16::from(*expert) + 1)
        }
    };
    format!("the refit of {part} from the first {cut} origins failed; what was fitted before is kept")
}

/// What is refitted that fails whatever its data are: nothing.
#[cfg(not(test))]
const fn broken() -> Option<Refitted> {
    None
}

#[cfg(test)]
thread_local! {
    /// What fails in a test, on its own thread, as one day something may.
    pub(super) static BROKEN: std::cell::Cell<Option<Refitted>> = const { std::cell::Cell::new(None) };
}

#[cfg(test)]
fn broken() -> Option<Refitted> {
    BROKEN.get()
}
